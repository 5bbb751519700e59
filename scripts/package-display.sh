# A display in memory and what is seen on it, for the scripts that try packages. The
# caller has made the folder $work and the function fail.
# shellcheck shell=bash disable=SC2154
xvfb=

# open_display starts Xvfb on a number that it finds free, as $DISPLAY, for every user here.
open_display() {
	local number
	mkfifo "$work/display"
	Xvfb -displayfd 3 -ac -screen 0 1440x900x24 +extension GLX -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
	xvfb=$!
	read -r number <"$work/display" || fail 'no display'
	export DISPLAY=:$number
	unset WAYLAND_DISPLAY
}

stop_display() { [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true; }

# until_is WHAT COMMAND... waits a minute at most for the command to succeed.
until_is() {
	local what=$1
	shift
	for _ in $(seq 300); do
		! "$@" || return 0
		sleep 0.2
	done
	fail "waited in vain: $what"
}

# find_window waits for the window of Restante, as $window, until something is drawn in it.
find_window() {
	local start
	start=$(date +%s%N)
	until_is 'a window' seen
	printf 'window after %d ms\n' $((($(date +%s%N) - start) / 1000000))
	until_is 'the window to be drawn' drawn
}

# seen looks for the window once. xdotool fails where another one closes meanwhile.
seen() {
	window=$(xdotool search --onlyvisible --name '^Restante' 2>>"$work/search.log" | tail -n 1) || return 1
	[ -n "$window" ]
}

# drawn tells a page from an empty window, which has one colour.
drawn() { [ "$(import -window "$window" png:- | identify -format %k png:-)" -ge 20 ]; }

# corner is the colour of the window's corner, where no page draws anything: it is another
# one while a question lies over the page.
corner() { import -window "$window" -crop 1x1+1+1 txt:- | tail -n 1; }

asks() { [ "$(corner)" != "$page" ]; }
asks_no_more() { [ "$(corner)" = "$page" ]; }

# keep_shot NAME saves what the display shows as a picture, if somebody wants to see it.
keep_shot() { [ -z "${SHOT:-}" ] || import -window root "$SHOT/$1.png"; }
