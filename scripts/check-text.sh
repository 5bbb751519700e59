#!/usr/bin/env bash
# Rules on the text of the whole tree that no compiler knows.
set -uo pipefail
cd "$(dirname "$0")/.."
bad=0

# forbid PATTERN REASON GLOB... fails on every line of those files that matches.
forbid() {
	local pattern=$1 reason=$2 hits
	shift 2
	hits=$(scripts/files.sh "$@" | grep -v '\.pb\.go$' | xargs -r -d '\n' grep -nHIE -- "$pattern")
	[ -z "$hits" ] || { printf '%s\n  ^ %s\n' "$hits" "$reason"; bad=1; }
}

# The brackets keep this file from finding itself.
forbid '\b(TO[D]O|FIX[M]E)\b|\bXX[X]:' 'finish it, or file an issue' '*' # without the colon it is a code of ISO 4217
forbid 'time\.Slee[p]\(' 'wait for an event; in a synctest bubble for <-time.After' '*_test.go' '*test/*.go'
forbid '\b[tbf]\.Ski[p](f|Now)?\(' 'a test that does not run proves nothing' '*_test.go'
forbid '^(<<<<<<<|>>>>>>>) ' 'a merge was left half done' '*'
exit $bad
