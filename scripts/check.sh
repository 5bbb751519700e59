#!/usr/bin/env bash
# The static checks of `make check`. Every check runs, so that one run shows all faults.
#
# Nothing here needs C: with the tag ci Fyne draws by software, so even package gui
# is vetted without the minutes that its OpenGL driver takes to compile.
set -uo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
bad=0

check() {
	local name=$1
	shift
	if "$@"; then
		printf 'ok    %s\n' "$name"
	else
		printf 'FAIL  %s\n' "$name"
		bad=1
	fi
}

formatted() {
	local files
	files=$(scripts/files.sh '*.go' | xargs -r -d '\n' gofmt -l) || return 1
	[ -z "$files" ] || { printf 'not formatted, run gofmt -w:\n%s\n' "$files"; return 1; }
}

# A release may not depend on a module that the proxy does not serve to everybody.
tidy() {
	local diff
	diff=$(go mod tidy -diff 2>&1) || { printf '%s\n' "$diff" | head -n 40; return 1; }
}

check 'gofmt' formatted
check 'go vet (window)' go vet -tags ci ./...
check 'go vet (headless)' go vet -tags headless .
check 'go vet (crash)' go vet -tags ci,crash ./...
check 'go vet (e2e, soak, interop)' go vet -tags ci,e2e,soak,interop ./...
check 'staticcheck' go tool staticcheck -tags ci ./...
check 'staticcheck (headless)' go tool staticcheck -tags headless .
check 'generated code' scripts/check-generated.sh
check 'text rules' scripts/check-text.sh
check 'go mod tidy' tidy
check 'go mod verify' go mod verify
exit $bad
