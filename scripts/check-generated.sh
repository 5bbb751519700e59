#!/usr/bin/env bash
# Says whether the committed protobuf code is what `make generate` would write.
# It generates in a copy of the tree, so a check never changes what it checks.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v protoc >/dev/null || { echo 'protoc is missing: scripts/setup.sh generate'; exit 1; }

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
scripts/files.sh '*.go' '*.proto' '*.mod' '*.sum' '*.sql' | xargs -d '\n' cp --parents -t "$copy"
(cd "$copy" && go generate ./...)

# Its version is in each file's head; another protoc is no reason to commit again.
same() { diff -u -I '^// 	protoc ' "$1" "$copy/$1"; }
bad=0
while IFS= read -r f; do
	same "$f" || bad=1
done < <(scripts/files.sh '*.pb.go')
while IFS= read -r f; do
	[ -f "$f" ] || { echo "$f is not committed"; bad=1; }
done < <(cd "$copy" && find . -name '*.pb.go' -printf '%P\n')
exit $bad
