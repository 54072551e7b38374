#!/usr/bin/env bash
# Makes the pictures of the guides and of the README: docs/guide/*.png and docs/window.png.
#
#     cargo build && docs/screenshots.sh [PROGRAM] [zh|en]
#
# Needs Xvfb, xdotool, xclip and ImageMagick. Runs on a display and with a home of its own, and leaves nothing behind but the
# pictures, whose colours are reduced to keep them small.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-target/debug/newsmend}
langs=${2:-zh en}
[ -x "$program" ] || { echo "no program at $program: cargo build first" >&2; exit 2; }
program=$(realpath "$program")
mkdir -p docs/guide
home=$(mktemp -d)
display=:$((90 + RANDOM % 400))
Xvfb "$display" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
export DISPLAY=$display HOME=$home XDG_CONFIG_HOME=$home/.config XDG_STATE_HOME=$home/.state XDG_DATA_HOME=$home/.data
unset WAYLAND_DISPLAY XMODIFIERS DBUS_SESSION_BUS_ADDRESS
running=
finish() {
    [ -z "$running" ] || kill "$running" 2>/dev/null || true
    kill "$xvfb" 2>/dev/null || true
    rm -rf "$home"
}
trap finish EXIT
sleep 2

# begin LANG WHAT [SETTINGS]: starts the program afresh: on the sample ("sample"), on the welcome screen ("welcome"), or on a
# file; with "again" as it was left, without a file
begin() {
    local lang=$1 what=$2 settings=${3:-}
    [ "$what" = again ] || rm -rf "$home/.config" "$home/.state" "$home/.data"
    if [ -n "$settings" ]; then
        mkdir -p "$home/.config/newsmend"
        echo "$settings" >"$home/.config/newsmend/settings.json"
    fi
    case $what in
    welcome | again) "$program" --lang "$lang" >/dev/null 2>&1 & ;;
    sample) "$program" --lang "$lang" --sample "$lang" >/dev/null 2>&1 & ;;
    *) "$program" --lang "$lang" "$what" >/dev/null 2>&1 & ;;
    esac
    running=$!
    local tries=0
    until window=$(xdotool search --name Newsmend 2>/dev/null | head -1) && [ -n "$window" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { echo "no window" >&2; exit 1; }
        sleep 0.2
    done
    sleep 4
    xdotool windowmove "$window" 0 0 windowsize "$window" 1280 800 windowfocus "$window"
    # Nothing is hovered over.
    xdotool mousemove 700 795
    sleep 1
}
end() {
    kill "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    running=
}
key() { for one in "$@"; do xdotool key --delay 60 "$one"; sleep 0.3; done; }
click() { xdotool mousemove "$1" "$2"; sleep 0.2; xdotool click 1; sleep 0.3; }
# text TEXT: by way of the clipboard, since xdotool loses Chinese characters on a busy machine
text() { printf %s "$1" | xclip -selection clipboard >/dev/null 2>&1; xdotool key --delay 60 ctrl+v; sleep 0.5; }
# shot NAME: the window as it is now
shot() {
    sleep 0.7
    import -window root png:- | convert png:- +dither -colors 48 -define png:compression-level=9 "PNG8:docs/$1.png"
}

# woven LANG: a page whose columns were read across
woven() {
    if [ "$1" = zh ]; then
        printf '%s\n' 新修的步道 '' '步道从桥头修到渡口，    沿途种了三百棵柳树，' '全长四里，上个月动工。    又添了十二张长椅。' \
            '路面铺的是青砖，    渡口修了凉亭，' '下雨也不积水。    月底就能走人。' '' 本报讯（记者甲一）步道五月开放， 请各位读者留意。
    else
        printf '%s\n' 'NEW FOOTPATH TO THE FERRY' '' 'The path runs from the bridge      Three hundred willows were' \
            'to the ferry and is four miles     planted along it this spring,' \
            'long. It was begun last month      and twelve benches were set up' \
            'and is laid with blue brick.       for those who walk slowly.' '' 'The path will be opened in May.'
    fi
}
# heads LANG: a page of heads that are printed alike
heads() {
    if [ "$1" = zh ]; then
        printf '%s\n' 社区里的四件小事 '' 关键词▶楼道 '' 东街的楼道灯坏了半年，上个月换成了声控灯，老人晚上回家不用 \
            摸黑，物业说电费也省了一半。 '' 关键词▶菜场 '' 从前买菜要走两里路，如今桥头开了便民菜场，早上六点开门，青 \
            菜都是附近村里当天送来的，价钱比城里便宜。 '' 关键词▶路面 '' 北巷的石板路重新铺过，雨天不再积水，孩子们上学不用绕道，施 \
            工队还把井盖一个个垫稳了。 '' 关键词▶柳树 '' 沿河种了三百棵柳树，每棵都有人认领，开春就能看到绿色。
    else
        printf '%s\n' 'FOUR SMALL THINGS THAT CHANGED' '' 'Topic: The stairs' '' \
            'The lights on the stairs of East Street were out for half a year' \
            'and were replaced last month, so that nobody walks in the dark.' '' 'Topic: The market' '' \
            'It was two miles to the market, and now there is one at the bridge' \
            'that opens at six with greens from the villages around.' '' 'Topic: The road' '' \
            'The flagstones of North Lane were laid anew, and no water stands' \
            'on them when it rains, so children need no other way to school.' '' 'Topic: The willows' '' \
            'Three hundred willows were planted by the river this spring.'
    fi
}
# issue LANG: three pages, cut from the sample
issue() {
    local sample=assets/samples/liuwan-2024-05.txt cuts='1,45 46,111 112,$'
    [ "$1" = zh ] || { sample=assets/samples/millbrook-1926-05.txt cuts='1,18 19,71 72,$'; }
    local cut first=1
    for cut in $cuts; do
        [ "$first" = 1 ] || printf '\f'
        first=
        sed -n "${cut}p" "$sample"
    done
}

light='{"theme": "light"}'
quiet='{"theme": "light", "hints_done": ["boundary", "fragment", "done"]}'
for lang in $langs; do
    begin "$lang" welcome "$light"
    shot "guide/$lang-welcome"
    end
    begin "$lang" sample "$light"
    shot "guide/$lang-window"
    [ "$lang" = en ] || cp "docs/guide/$lang-window.png" docs/window.png
    end
    begin "$lang" sample "$quiet"
    # A boundary in the middle of being dragged: the dot that the next boundary has.
    key bracketright bracketright bracketright
    dot=$(import -window root -crop 60x640+60+60 +repage png:- | convert png:- -fuzz 6% -fill white +opaque '#0b557a' \
        -fill black -opaque '#0b557a' -trim -format '%X %Y %w %h' info: 2>/dev/null || true)
    read -r x y w h <<<"${dot:-}" || true
    if [ -n "${h:-}" ] && [ "${w:-0}" -gt 0 ]; then
        px=$((60 + ${x#+} + 5)) py=$((60 + ${y#+} + 5))
        xdotool mousemove "$px" "$py"; sleep 0.3
        xdotool mousedown 1; sleep 0.2
        for step in 6 12 18 24 30 36 42 48; do xdotool mousemove $((px + step / 2)) $((py + step)); sleep 0.05; done
        shot "guide/$lang-boundary"
        key Escape
        xdotool mouseup 1
    fi
    key m
    shot "guide/$lang-move"
    key Escape Escape Tab
    shot "guide/$lang-doubts"
    key Tab i
    shot "guide/$lang-inspector"
    key i
    key ctrl+f
    [ "$lang" = zh ] && text 记者 || text the
    shot "guide/$lang-find"
    key Escape Escape ctrl+h
    [ "$lang" = zh ] && text 社区 || text Street
    click 220 95
    [ "$lang" = zh ] && text 小区 || text St.
    key Tab
    click 17 148
    xdotool mousemove 700 795
    shot "guide/$lang-replace"
    key Escape Escape
    key F2
    shot "guide/$lang-correct"
    key Escape
    key ctrl+comma
    shot "guide/$lang-settings"
    key Escape
    key F1
    sleep 0.3
    key Escape
    key ctrl+shift+p
    [ "$lang" = zh ] && text ggaj || text "change keys"
    key Return
    shot "guide/$lang-keys"
    end
    begin "$lang" sample "$quiet"
    # Two steps, one of them taken back, and another in its place.
    key ctrl+Return alt+Next 3 ctrl+z 7 ctrl+shift+h
    shot "guide/$lang-history"
    end
    woven "$lang" >"$home/page.txt"
    begin "$lang" "$home/page.txt" "$quiet"
    key ctrl+z ctrl+g
    text 3
    key Return shift+Down shift+Down shift+Down shift+End u
    shot "guide/$lang-unweave"
    end
    # One of four heads gets another role: it is offered for the others.
    heads "$lang" >"$home/heads.txt"
    begin "$lang" "$home/heads.txt" "$quiet"
    key ctrl+g
    text 8
    key Return
    [ "$lang" = zh ] && key 2 || key 6
    shot "guide/$lang-offer"
    end
    issue "$lang" >"$home/issue.txt"
    begin "$lang" "$home/issue.txt" "$quiet"
    key ctrl+Return ctrl+shift+g
    shot "guide/$lang-pages"
    end
    # Killed in the middle of work, and started again.
    begin "$lang" "$home/page.txt" "$quiet"
    key bracketright alt+Next 7 alt+Next 3
    sleep 2
    kill -9 "$running"
    wait "$running" 2>/dev/null || true
    begin "$lang" again
    shot "guide/$lang-recovery"
    end
done
ls -la docs/guide
