#!/usr/bin/env bash
# Runs every fuzz target of the tree for FUZZTIME. Go fuzzes one target at a time.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
targets=$(scripts/files.sh '*_test.go' | xargs -r -d '\n' grep -oHE '^func Fuzz[A-Za-z0-9_]*' | sed 's/:func /:/')
[ -n "$targets" ] || { echo 'no fuzz targets'; exit 1; }

bad=0
while IFS=: read -r file name; do
	printf '== %s %s\n' "$(dirname "$file")" "$name"
	go test -tags headless -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-60s}" "./$(dirname "$file")" || bad=1
done <<<"$targets"
exit $bad
