#!/usr/bin/env bash
# Tests the packages whose tests need a build tag: scripts/tagged.sh TAG [go test flags]
# Finding none is a fault: a target that runs nothing must not look green.
set -euo pipefail
cd "$(dirname "$0")/.."
tag=$1
shift
mapfile -t packages < <(scripts/files.sh '*_test.go' | xargs -r -d '\n' grep -lE "^//go:build .*\b$tag\b" | xargs -r dirname | sort -u)
[ "${#packages[@]}" -gt 0 ] || { echo "no tests have the build tag $tag"; exit 1; }
exec go test -count 1 "$@" "${packages[@]/#/./}"
