#!/usr/bin/env bash
# The real window, once: opens the sample under Xvfb, moves a boundary with the mouse, merges by key, undoes, saves,
# exports, and compares the export with what the command line makes of the saved project.
#
#   tests/window-smoke.sh PROGRAM
#
# Needs Xvfb, xdotool and ImageMagick. Finds the boundary by its colour, so that no position is written down here.
set -euo pipefail
program=$(realpath "${1:?usage: window-smoke.sh PROGRAM}")
sample=$(dirname "$(realpath "$0")")/../assets/samples/liuwan-2024-05.txt
work=$(mktemp -d)
accent='#0B557A'   # theme.rs, the light theme's accent: the selected boundary is drawn in it
display=":$((90 + RANDOM % 400))"
fail() { echo "window smoke: $*" >&2; import -window root "$work/failed.png" 2>/dev/null || true; echo "see $work" >&2; exit 1; }

Xvfb "$display" -screen 0 1280x800x24 -nolisten tcp >"$work/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill "${app:-$xvfb}" "$xvfb" 2>/dev/null || true' EXIT
export DISPLAY=$display HOME=$work/home XDG_CONFIG_HOME=$work/home/config LANG=C.UTF-8
mkdir -p "$HOME"
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.2; done

cd "$work"
"$program" --sample zh --lang en >"$work/app.log" 2>&1 &
app=$!
window=
for _ in $(seq 100); do
  window=$(xdotool search --onlyvisible --name '^Newsmend' 2>/dev/null || true)
  window=${window%%$'\n'*}
  [ -n "$window" ] && break
  kill -0 "$app" 2>/dev/null || fail "the program ended: $(cat "$work/app.log")"
  sleep 0.2
done
[ -n "$window" ] || fail "no window"
xdotool windowfocus "$window"
sleep 2
key() { xdotool key --clearmodifiers "$@"; sleep 0.6; }
# Where the accent colour stands in a column (x) or a row (y) of the screen: the first such pixel.
shot() { import -window root "$work/shot.png"; }
first_in() {
  convert "$work/shot.png" -crop "$1" +repage "txt:$work/pixels"
  awk -v accent="$accent" -F: 'index(toupper($0), accent) { print $1; exit }' "$work/pixels"
}

# The second boundary of the page: the keys select it, its colour tells where it is.
key bracketright
key bracketright
shot
y=$(first_in 1x700+420+40 | cut -d, -f2)
[ -n "$y" ] || fail "no boundary is selected"
y=$((y + 40))
x=$(first_in "400x1+40+$y" | cut -d, -f1)
x=$((x + 40 + 4))
xdotool mousemove "$x" "$y"; sleep 0.4
xdotool mousedown 1; sleep 0.3
for step in 10 24 38 50; do xdotool mousemove "$x" $((y + step)); sleep 0.15; done
shot; cp "$work/shot.png" "$work/dragging.png"
xdotool mouseup 1; sleep 0.6

path_field() { sleep 1.2; key ctrl+a; xdotool type --delay 25 "$1"; sleep 0.3; key Return; }
articles() { grep -c '"kind": ' "$1" || true; }
# The caret stands in the furniture now: on to an article, and it into the third.
key ctrl+Down
key shift+m
xdotool type --delay 80 '3'; sleep 0.3
key Return
key ctrl+e
path_field "$work/merged.json"
for _ in $(seq 40); do [ -s "$work/merged.json" ] && break; sleep 0.25; done
key ctrl+z

key ctrl+s
path_field "$work/mended.newsmend.json"
for _ in $(seq 40); do [ -s "$work/mended.newsmend.json" ] && break; sleep 0.25; done
[ -s "$work/mended.newsmend.json" ] || fail "the project was not saved"
key ctrl+e
path_field "$work/window.json"
for _ in $(seq 40); do [ -s "$work/window.json" ] && break; sleep 0.25; done
[ -s "$work/window.json" ] || fail "nothing was exported"

"$program" export "$work/mended.newsmend.json" --format json -o "$work/line.json"
cmp "$work/window.json" "$work/line.json" || fail "the window's export is not that of the command line"
"$program" check "$work/mended.newsmend.json" >/dev/null || [ $? -eq 1 ] || fail "the saved project is not sound"

[ "$(articles "$work/merged.json")" -eq $(($(articles "$work/window.json") - 1)) ] || fail "the merge did not take an article away, or undo did not bring it back"

# The boundary did move: what was saved is not what was proposed.
"$program" export "$sample" --format json -o "$work/proposed.json"
cmp -s "$work/window.json" "$work/proposed.json" && fail "the boundary did not move"
kill -0 "$app" || fail "the program ended: $(cat "$work/app.log")"
kill "$app"
rm -rf "$work"
echo "window smoke: passed"
