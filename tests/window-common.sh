# What scripts that drive the real window share; they source it. Wants `name` (for messages) and `program` to be set.
# Needs Xvfb, xdotool and ImageMagick.
work=$(mktemp -d)
accent='#0B557A'   # theme.rs, the light theme's accent: the selected boundary is drawn in it
display=${SCREEN_FOR_TESTS:-:$((90 + RANDOM % 400))}
fail() { echo "$name: $*" >&2; import -window root "$work/failed.png" 2>/dev/null || true; echo "see $work" >&2; exit 1; }

# Without -noreset it starts anew when its last client goes, and who comes just then is turned away.
Xvfb "$display" -screen 0 1280x800x24 -nolisten tcp -noreset >"$work/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill "${app:-$xvfb}" "$xvfb" 2>/dev/null || true' EXIT
export DISPLAY=$display HOME=$work/home XDG_CONFIG_HOME=$work/home/config XDG_STATE_HOME=$work/home/state LANG=C.UTF-8
mkdir -p "$HOME"
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.2; done

# Starts the program with these arguments; `app` is its process, `window` its window, which has the focus.
start() {
  cd "$work"
  "$program" "$@" >"$work/app.log" 2>&1 &
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
}

# Where the accent colour stands in a column (x) or a row (y) of the last shot: the first such pixel.
shot() { import -window root "$work/shot.png"; }
first_in() {
  convert "$work/shot.png" -crop "$1" +repage "txt:$work/pixels"
  awk -v accent="$accent" -F: 'index(toupper($0), accent) { print $1; exit }' "$work/pixels"
}
# Sets x and y to the handle of the boundary that is selected; false where none is to be seen.
find_handle() {
  shot
  y=$(first_in 1x700+420+40 | cut -d, -f2)
  [ -n "$y" ] || return 1
  y=$((y + 40))
  x=$(first_in "400x1+40+$y" | cut -d, -f1)
  x=$((x + 40 + 4))
}
