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
name="window smoke"
. "$(dirname "$(realpath "$0")")/window-common.sh"
start --sample zh --lang en
key() { xdotool key --clearmodifiers "$@"; sleep 0.6; }

# The second boundary of the page: the keys select it, its colour tells where it is.
key bracketright
key bracketright
find_handle || fail "no boundary is selected"
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
