#!/usr/bin/env bash
# Runs a command with a display in memory: scripts/display.sh COMMAND...
# It has no session bus and no settings but its own: the developer's stay theirs.
set -euo pipefail
work=$(mktemp -d)
xvfb=
stop() {
	[ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
	wait || true
	rm -rf "$work"
}
trap stop EXIT

# Xvfb chooses a free display itself and says which once it is ready.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 +extension GLX -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
xvfb=$!
read -r number <"$work/display" || { cat "$work/xvfb.log"; exit 1; }
mkdir -m 700 "$work/run"
# C.UTF-8: xdotool cannot type é without a UTF-8 locale, and this one always exists.
export DISPLAY=:$number LANG=C.UTF-8 XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/config
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
"$@"
