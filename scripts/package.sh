#!/usr/bin/env bash
# Builds dist/restante-VERSION-OS-ARCH.tar.xz (window) and -headless (static, no C).
#
# migrated_fynedo turns Fyne's thread checks off: the tests have run them by now.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${VERSION:-devel}
target=$(go env GOOS)-$(go env GOARCH)
flags=(-trimpath -ldflags "-s -w -X main.version=$version")
mkdir -p dist

archive() {
	local name=restante-$version-$target$1 stage
	stage=$(mktemp -d)
	mkdir "$stage/$name"
	mv "$2" "$stage/$name/restante"
	cp README.md LICENSE "$stage/$name/"
	# Fixed order, owner and times: the same source gives the same bytes.
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='@0' -C "$stage" -cJf "dist/$name.tar.xz" "$name"
	rm -rf "$stage"
	ls -l "dist/$name.tar.xz"
}

CGO_ENABLED=0 go build -tags headless "${flags[@]}" -o dist/.headless .
archive -headless dist/.headless
go build -tags migrated_fynedo "${flags[@]}" -o dist/.window .
archive '' dist/.window
