#!/usr/bin/env bash
# The real window for half an hour: a page of 100,000 lines under Xvfb, and random gestures by mouse and keys, as many as the
# machine takes. Fails where the program ends, where it stops answering, where its memory goes on growing, or where what it
# saved is not sound.
#
#   tests/window-soak.sh PROGRAM [MINUTES [SEED]]
#
# Give it a release build. What was done is in gestures.log, the memory each ten seconds in memory.log, in the folder that is
# named at the beginning, which goes where all went well.
#
# A seed gives the same gestures; what they meet depends on the machine's speed. SCREEN_FOR_TESTS=:95 names the display,
# LINES_FOR_TESTS the length of the page.
set -euo pipefail
program=$(realpath "${1:?usage: window-soak.sh PROGRAM [MINUTES [SEED]]}")
minutes=${2:-30}
seed=${3:-1}
lines=${LINES_FOR_TESTS:-100000}
# How much more memory the last third may take than the middle one, on average: every gesture may be undone, so that a
# history takes some; what leaks with each frame or gesture takes more.
growth_percent=10 growth_mb=16
# How long the window may take to answer, in seconds. A frame may wait long on a machine that has other work.
patience=30

name="window soak"
. "$(dirname "$(realpath "$0")")/window-common.sh"
RANDOM=$seed
gestures=$work/gestures.log
echo "$name: $minutes minutes, seed $seed, in $work"

# A page of articles, each of three paragraphs; every third is broken off and goes on behind the next one.
dump() {
  awk -v lines="$1" 'BEGIN {
    split("环卫 工人 清晨 上街 先扫 主路 再扫 小巷 图书馆 周末 照常 开放 防汛 演练 按时 开始 社区 居民 参加 菜场 修缮 完工 公交 线路 调整 ，", words, " ")
    state = 20260101
    while (made < lines) {
      article++
      say("第" article "篇：" text(4) "\n")
      paragraph(); paragraph()
      if (article % 3 == 1) { held = 1; continue }
      paragraph()
      if (held) { held = 0; paragraph() }
      if (article % 7 == 0) say("图为" text(5) "。 记者 摄")
      if (article % 11 == 0) say("（下转第" 2 + roll(6) "版）")
      say("")
    } }
    function roll(n) { state = (state * 16807) % 2147483647; return state % n }
    function text(n,  out) { while (n-- > 0) out = out words[1 + roll(26)]; return out }
    function say(line) { print line; made += 1 + gsub(/\n/, "", line) }
    function paragraph(  n) {
      say("\xe3\x80\x80\xe3\x80\x80本报讯（记者甲一）" text(3))
      for (n = 4 + roll(5); n > 0; n--) say(text(6 + roll(2)))
      say(text(3) "。")
    }'
}

# --- hands -------------------------------------------------------------------------------------------------------------

roll() { rolled=$((RANDOM % $1)); }   # in `rolled`, for a subshell would draw the same number again and again
one_of() { roll $#; shift "$rolled"; chosen=$1; }
key() { xdotool key --clearmodifiers "$@"; sleep 0.12; }
write() { xdotool type --delay 15 "$1"; sleep 0.1; }
in_raw() { roll 560; px=$((80 + rolled)); roll 640; py=$((48 + rolled)); }
in_cards() { roll 590; px=$((668 + rolled)); roll 640; py=$((48 + rolled)); }
somewhere() { roll 2; if [ "$rolled" = 0 ]; then in_raw; else in_cards; fi; }
move() { xdotool mousemove "$1" "$2"; sleep 0.08; }
click() { move "$1" "$2"; xdotool click "${3:-1}"; sleep 0.1; }
press() { xdotool mousedown 1; sleep 0.1; }
# From where the pointer is, in steps, as a hand does. Now and then Escape gives up half way.
drag_to() {
  local fromx=$1 fromy=$2 tox=$3 toy=$4 n
  move "$fromx" "$fromy"; press
  for n in 1 2 3 4; do
    xdotool mousemove $((fromx + (tox - fromx) * n / 4)) $((fromy + (toy - fromy) * n / 4)); sleep 0.06
  done
  roll 5; if [ "$rolled" = 0 ]; then key Escape; fi
  xdotool mouseup 1; sleep 0.1
}
# Whatever is open is closed: a field, a menu, a window in front. Nothing of it quits the program.
escape() { key Escape Escape Escape; }
words() { one_of "更正的字" "清扫车五点上街，先扫主街" "报" "new words" "　　两格" "“引号”" "𠮷野家" $'两行\n文字'; }
paste() { printf '%s' "$1" | xclip -selection clipboard >/dev/null 2>&1; key ctrl+v; }
palette() { key ctrl+shift+p; sleep 0.2; write "$1"; sleep 0.2; key Return; }

# --- gestures: each leaves nothing open ----------------------------------------------------------------------------------

wheel() { somewhere; move "$px" "$py"; one_of 4 4 4 5 5 5 5; roll 25; xdotool click --repeat $((1 + rolled)) --delay 12 "$chosen"; }
wheel_far() { in_raw; move "$px" "$py"; one_of 4 5; xdotool click --repeat 120 --delay 4 "$chosen"; }
click_raw() { in_raw; click "$px" "$py"; }
click_cards() { in_cards; click "$px" "$py"; escape; }
click_overview() { roll 640; click 14 $((48 + rolled)); }
drag_overview() { roll 300; drag_to 14 $((60 + rolled)) 14 $((300 + rolled)); }
context_menu() { somewhere; click "$px" "$py" 3; one_of Down Up; key "$chosen"; escape; }
look_at_menus() { one_of 68 112 156 200 244 288 332; click "$chosen" 20; sleep 0.2; escape; }
select_lines() {
  in_raw; local fromx=$px fromy=$py
  roll 120; drag_to "$fromx" "$fromy" $((fromx + 60)) $(((fromy + rolled) < 690 ? fromy + rolled : 690))
}
drag_boundary() {
  one_of bracketright bracketleft; key "$chosen"
  find_handle || return 0   # in the dark theme the colour is another
  roll 120; local to=$((y + rolled - 50))
  drag_to "$x" "$y" "$x" $((to < 45 ? 45 : to))
}
boundary_by_key() { one_of bracketright bracketleft; key "$chosen"; one_of alt+Down alt+Up alt+shift+Left alt+shift+Right; key "$chosen" "$chosen"; }
drag_gutter_to_card() { roll 600; local fromy=$((50 + rolled)); in_cards; drag_to 92 "$fromy" "$px" "$py"; escape; }
drag_card_to_card() { in_cards; drag_to 800 "$py" 800 $((py > 360 ? py - 250 : py + 250)); escape; }
drag_divider() { roll 120; drag_to 654 400 $((594 + rolled)) 400; drag_to $((594 + rolled)) 400 654 400; }
set_role() { one_of 1 2 3 4 5 6 7 8 9 0 b d; key "$chosen"; }
# The line at the foot offers the role for lines of the same kind, where there are any; without it the key looks for them.
set_alike() { click_raw; one_of 1 2 4 7 9; key "$chosen"; sleep 0.3; one_of shift+a shift+a Escape; key "$chosen"; sleep 0.3; escape; }
move_fragment() { one_of m alt+m c; key "$chosen"; sleep 0.2; roll 40; one_of "$((rolled + 1))" "$((rolled + 1))" ""; write "$chosen"; key Return; escape; }
merge() { key shift+m; sleep 0.2; roll 40; write "$((rolled + 1))"; key Return; escape; }
structure() { one_of n h s j shift+j g l shift+l alt+l alt+j ctrl+shift+Up ctrl+shift+Down ctrl+alt+Up ctrl+alt+Down z z; key "$chosen"; }
unweave() { select_lines; key u; sleep 0.3; key Right Down Left; one_of Return Escape; key "$chosen"; escape; }
note() { key shift+g; sleep 0.2; words; paste "$chosen"; key Return; escape; }
undo() { roll 4; for _ in $(seq $((rolled + 1))); do key ctrl+z; done; }
redo() { roll 3; for _ in $(seq $((rolled + 1))); do key ctrl+shift+z; done; }
history_panel() { key ctrl+shift+h; sleep 0.3; roll 500; click 1150 $((120 + rolled)); key ctrl+shift+h; escape; }
correct() {
  click_raw; key F2; sleep 0.2
  roll 3; for _ in $(seq $((rolled + 1))); do one_of Right Down Home End shift+Right; key "$chosen"; done
  words
  roll 2; if [ "$rolled" = 0 ]; then paste "$chosen"; else write "$chosen"; fi
  one_of BackSpace ctrl+z Left; key "$chosen"
  one_of Return Return Return Escape; key "$chosen"; escape
}
correct_on_card() { in_cards; move "$px" "$py"; xdotool click --repeat 2 --delay 60 1; sleep 0.2; words; paste "$chosen"; one_of Return Escape; key "$chosen"; escape; }
find_text() { key ctrl+f; sleep 0.2; key ctrl+a; one_of 图书馆 环卫 第77篇 "没有的字" 本报讯; write "$chosen"; sleep 0.5; key Return Return F3 shift+F3; escape; }
replace() {
  key ctrl+h; sleep 0.2; key ctrl+a; roll 900; write "第${rolled}篇"; sleep 0.4; key Tab; key ctrl+a; write "改${rolled}篇"; key Return
  sleep 0.3; escape
}
doubts() { for _ in 1 2 3; do one_of Tab Tab shift+Tab Return Return alt+1 alt+2 alt+3; key "$chosen"; done; }
click_doubts() { roll 900; click $((20 + rolled)) 746; escape; }
inspect() { key i; sleep 0.3; in_raw; click "$px" "$py"; one_of i i Tab; key "$chosen"; }
done_with_article() { key ctrl+Return; }
go_to() { one_of ctrl+g ctrl+p; key "$chosen"; sleep 0.2; roll 3000; write "$((rolled + 1))"; key Return; escape; }
walk() { one_of ctrl+Down ctrl+Up alt+Next alt+Prior Next Prior ctrl+Home ctrl+End Down Up F6; key "$chosen" "$chosen"; }
theme() { one_of view.light view.light view.dark view.blanks; palette "$chosen"; escape; }
language() { key ctrl+shift+l; }
zoom() { one_of ctrl+plus ctrl+minus; key "$chosen"; sleep 0.3; key ctrl+0; }
windows() { one_of F1 ctrl+comma; key "$chosen"; sleep 0.3; xdotool click --repeat 5 --delay 30 5; escape; }
save() { key ctrl+s; saves=$((saves + 1)); }

often=(wheel wheel wheel wheel_far click_raw click_raw click_raw click_cards click_cards click_overview select_lines walk)
mending=(drag_boundary boundary_by_key boundary_by_key drag_gutter_to_card drag_card_to_card set_role set_role set_alike move_fragment
  move_fragment merge structure structure structure unweave note undo undo redo correct correct correct correct_on_card
  doubts doubts doubts click_doubts done_with_article find_text replace go_to)
seldom=(drag_overview context_menu look_at_menus drag_divider history_panel inspect theme language zoom windows save)

# --- what is watched -----------------------------------------------------------------------------------------------------

alive() { kill -0 "$app" 2>/dev/null || { wait "$app" || true; fail "the program ended after $count gestures: $(tail -5 "$work/app.log"); the last: $(tail -3 "$gestures")"; }; }
picture() { import -window root -crop 560x300+360+60 +repage rgb:- | md5sum; }
# Waits until the picture is another than $1. Returns false when the patience ends.
until_other() {
  local begun=$SECONDS
  while [ "$(picture)" = "$1" ]; do
    [ $((SECONDS - begun)) -lt "$patience" ] || return 1
    sleep 0.1
  done
}
# The palette comes when it is called, and goes: the window reads keys and draws.
answers() {
  local before begun=${EPOCHREALTIME/./} took
  escape; sleep 0.5
  before=$(picture)
  key ctrl+shift+p
  until_other "$before" || return 1
  before=$(picture)
  escape
  until_other "$before" || return 1
  took=$(((${EPOCHREALTIME/./} - begun) / 1000))
  [ "$took" -le "$slowest" ] || slowest=$took
}
memory_of() { awk '/^VmRSS/ { print $2 }' "/proc/$app/status" 2>/dev/null || true; }
watch_memory() { while kill -0 "$app" 2>/dev/null; do echo "$SECONDS $(memory_of)" >>"$work/memory.log"; sleep 10; done; }

# Quits, with everything saved.
quit() {
  escape; sleep 1
  key ctrl+q
  for _ in $(seq 60); do kill -0 "$app" 2>/dev/null || break; sleep 0.5; done
  kill -0 "$app" 2>/dev/null && fail "the program does not quit, with everything saved"
  wait "$app" || fail "the program ended with status $?: $(tail -5 "$work/app.log")"
}

# --- the run -------------------------------------------------------------------------------------------------------------

dump "$lines" >"$work/soak.txt"
count=0 saves=0 slowest=0
: >"$gestures"
trap 'kill ${watcher:-} "${app:-$xvfb}" "$xvfb" 2>/dev/null || true' EXIT
# Proposed beforehand, so that undo leads no further back than to the proposal, where there is something to do.
project=$work/soak.newsmend.json
"$program" propose "$work/soak.txt" -o "$project"
start "$project" --lang en
watch_memory &
watcher=$!

begun=$SECONDS probed=$SECONDS
while [ $((SECONDS - begun)) -lt $((minutes * 60)) ]; do
  roll 20
  if [ "$rolled" -lt 8 ]; then one_of "${often[@]}"; elif [ "$rolled" -lt 18 ]; then one_of "${mending[@]}"; else one_of "${seldom[@]}"; fi
  gesture=$chosen
  echo "$((SECONDS - begun)) $gesture" >>"$gestures"
  "$gesture"
  count=$((count + 1))
  alive
  if [ $((SECONDS - probed)) -ge 20 ]; then
    probed=$SECONDS
    answers || fail "the window does not answer after $count gestures; the last: $(tail -3 "$gestures")"
  fi
done

# --- the end -------------------------------------------------------------------------------------------------------------

kill "$watcher" 2>/dev/null || true
answers || fail "the window does not answer at the end"
before=$(stat -c %Y "$project")
key F2; write "最后一字"; key Return; key ctrl+s
for _ in $(seq 60); do [ "$(stat -c %Y "$project")" != "$before" ] && break; sleep 0.5; done
[ "$(stat -c %Y "$project")" != "$before" ] || fail "the last save did not come"
"$program" check "$project" >"$work/check.log" 2>&1 || [ $? -eq 1 ] || fail "the saved project is not sound: $(tail -3 "$work/check.log")"
quit
[ ! -e "$work/soak.newsmend.journal" ] || fail "a journal is left of what was saved"

read -r first middle last samples < <(awk '{ m[NR] = $2 / 1024 }
  END { for (n = 1; n <= NR; n++) if (n > NR * 2 / 3) { c += m[n]; k++ } else if (n > NR / 3) { b += m[n]; j++ } else { a += m[n]; i++ }
        printf "%.0f %.0f %.0f %d\n", a / (i ? i : 1), b / (j ? j : 1), c / (k ? k : 1), NR }' "$work/memory.log")
echo "$name: $count gestures, $saves saves, the slowest answer after $slowest ms"
echo "$name: memory at the first sample, the last one, the most: $(awk '{ m = $2 / 1024; if (NR == 1) a = m; if (m > most) most = m } END { printf "%.0f, %.0f, %.0f MB", a, m, most }' "$work/memory.log")"
echo "$name: memory in the first, middle and last third: $first, $middle, $last MB ($samples samples)"
[ "$last" -le $((middle + middle * growth_percent / 100 + growth_mb)) ] || fail "memory grows"
rm -rf "$work"
echo "$name: passed"
