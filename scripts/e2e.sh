#!/usr/bin/env bash
# Opens the real window on a display in memory, then runs the tests with the tag e2e
# against it. They find the program in $RESTANTE_BIN and the display in $DISPLAY.
set -euo pipefail
cd "$(dirname "$0")/.."
go build -o bin/restante .
export RESTANTE_BIN=$PWD/bin/restante

work=$(mktemp -d)
app= xvfb=
stop() {
	[ -z "$app" ] || kill "$app" 2>/dev/null || true
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
# No session bus and no settings but those of the tests: the developer's stay theirs.
export DISPLAY=:$number LANG=C.UTF-8 XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/config
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

fail() {
	printf 'e2e: %s\n' "$1" >&2
	tail -n 40 "$work/app.log" >&2
	exit 1
}

echo "== the window opens, draws and closes"
start=$(date +%s%N)
"$RESTANTE_BIN" --loopback --listen /ip4/127.0.0.1/tcp/0 --data "$work/data" >"$work/app.log" 2>&1 &
app=$!
window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Restante' | tail -n 1) || fail "no window within 60 s"
printf 'first window after %d ms\n' $((($(date +%s%N) - start) / 1000000))

# An empty window has one colour; a drawn page has many.
colours=0
for _ in $(seq 50); do
	colours=$(import -window "$window" "$work/shot.png" && identify -format %k "$work/shot.png")
	[ "$colours" -lt 20 ] || break
	sleep 0.2
done
[ "$colours" -ge 20 ] || fail "the window stays empty"
printf 'memory %d MB\n' $(($(awk '/^VmRSS/ {print $2}' "/proc/$app/status") / 1024))
[ -z "${E2E_SHOT:-}" ] || cp "$work/shot.png" "$E2E_SHOT"

kill -TERM "$app"
timeout 10 tail --pid="$app" -f /dev/null || fail "it did not stop within 10 s"
wait "$app" || fail "it stopped with an error"
app=
if grep -n 'Error in Fyne call thread\|panic:\|DATA RACE' "$work/app.log"; then
	fail "the log shows a fault"
fi

if scripts/files.sh '*_test.go' | xargs -d '\n' grep -qlE '^//go:build .*\be2e\b'; then
	CGO_ENABLED=0 scripts/tagged.sh e2e -tags headless,e2e -run '^TestWindow' -timeout 10m -v
fi
echo "ok    e2e"
