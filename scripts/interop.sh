#!/usr/bin/env bash
# Runs the tests with the tag interop against real servers: scripts/interop.sh [NAME...]
#
# Each scripts/interop/NAME.sh builds one server, once, into the user's cache, starts it
# and exports where it is; the tests of offline/provider/NAME ask for that. Without
# names all servers are started and all such tests are run. A part has:
#
#   $cache              a folder that stays, for what takes long to build
#   $work               a folder of this run
#   port                prints a port that is free
#   start NAME CMD...   runs a server; it is ended with this script
#   answers URL         waits until something answers there
#   modules NAME        copies scripts/interop/NAME into the cache, with what npm has for it
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/restante/interop
mkdir -p "$cache"
work=$(mktemp -d)
servers=()

stop() {
	[ "${#servers[@]}" = 0 ] || kill "${servers[@]}" 2>/dev/null || true
	wait || true
	rm -rf "$work"
}
trap stop EXIT

fail() {
	printf 'interop: %s\n' "$1" >&2
	tail -n 20 "$work"/*.log >&2 2>/dev/null || true
	exit 1
}

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start() {
	local name=$1
	shift
	"$@" >"$work/$name.log" 2>&1 &
	servers+=($!)
}

answers() {
	local server=${servers[-1]}
	for _ in $(seq 300); do
		kill -0 "$server" 2>/dev/null || fail "the server of $1 has ended"
		curl -s -o /dev/null --max-time 2 "$1" && return
		sleep 0.1
	done
	fail "nothing answers at $1"
}

# The copy of the lock file comes last: it says that the packages are there.
modules() {
	command -v npm >/dev/null || fail "$1 needs Node.js with npm"
	local to=$cache/$1 lock=scripts/interop/$1/package-lock.json
	mkdir -p "$to"
	cp scripts/interop/"$1"/* "$to"
	cmp -s "$lock" "$to/installed" && return
	(cd "$to" && npm ci --silent --no-audit --no-fund --ignore-scripts) && cp "$lock" "$to/installed"
}

names=("$@")
[ "$#" -gt 0 ] || mapfile -t names < <(basename -s .sh scripts/interop/*.sh)
packages=()
for name in "${names[@]}"; do
	printf '== %s\n' "$name"
	grep -qsE '^//go:build .*\binterop\b' -r "offline/provider/$name" || fail "no test asks for $name"
	# shellcheck disable=SC1090
	. "scripts/interop/$name.sh"
	packages+=("./offline/provider/$name/...")
done

what=(-tags headless,interop -run '^TestInterop' -bench '^BenchmarkInterop' -benchtime 4x -timeout 20m)
if [ "$#" -gt 0 ]; then
	go test -count 1 "${what[@]}" "${packages[@]}"
else
	scripts/tagged.sh interop "${what[@]}"
fi
