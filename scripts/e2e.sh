#!/usr/bin/env bash
# Opens the real window on a display in memory, then runs the tests with the tag e2e
# against it, or with `bench` their benchmarks. They find the program in $RESTANTE_BIN
# and the display in $DISPLAY.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${ON_DISPLAY:-}" ]; then
	go build -o bin/restante .
	ON_DISPLAY=1 RESTANTE_BIN=$PWD/bin/restante exec scripts/display.sh "$0" "$@"
fi

if [ "${1:-}" = bench ]; then
	which=${BENCH:-.}
	[ "$which" != . ] || which=Window # the others need no display
	CGO_ENABLED=0 exec scripts/tagged.sh e2e -tags headless,e2e -run '^$' -bench "$which" -count "${COUNT:-1}" -timeout 60m
fi

work=$(mktemp -d)
app=
stop() {
	[ -z "$app" ] || kill "$app" 2>/dev/null || true
	wait || true
	rm -rf "$work"
}
trap stop EXIT

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
