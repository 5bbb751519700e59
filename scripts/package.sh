#!/usr/bin/env bash
# Builds into dist/ what is installed on Linux, for the processor it runs on:
#
#   restante-VERSION-linux-ARCH.tar.xz           the archive of `fyne package`, mended
#   restante_VERSION_ARCH.deb                    for Debian and Ubuntu
#   restante-VERSION-linux-ARCH-headless.tar.xz  serve, push, audit: static, no window
#
# The window is compiled once and is the same file in the archive and in the .deb.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/package-common.sh
. scripts/package-common.sh

id=org.restante.Restante
arch=$(go env GOARCH)
older=${version/-/\~} # as Debian and AppStream write what comes before a release
name=restante-$version-linux-$arch
mkdir -p dist "$work/build"
rm -f dist/restante-*-linux-* dist/restante_*.deb

# shared_files DIR lays out what belongs under share/ beside the program.
shared_files() {
	local size doc=$1/doc/restante
	install -D -m 644 -t "$1/applications" "packaging/linux/$id.desktop"
	for size in 16 22 24 32 48 64 128 256 512; do
		install -D -m 644 "packaging/icons/$size.png" "$1/icons/hicolor/${size}x$size/apps/$id.png"
	done
	install -D -m 644 packaging/icons/restante.svg "$1/icons/hicolor/scalable/apps/$id.svg"
	mkdir -p "$1/metainfo"
	sed -e "s/@VERSION@/$older/" -e "s/@DATE@/$(date -d "@$SOURCE_DATE_EPOCH" +%F)/" \
		"packaging/linux/$id.metainfo.xml" >"$1/metainfo/$id.metainfo.xml"
	papers "$doc"
	mkdir -p "$1/man/man1"
	manual | gzip -9n >"$1/man/man1/restante.1.gz"
}

papers() {
	mkdir -p "$1"
	{ cat packaging/linux/copyright; tail -n +5 LICENSE | sed 's/^$/./; s/^/ /'; } >"$1/copyright"
	scripts/package-licences.sh "$window_tags" | gzip -9n >"$1/third-party-licences.txt.gz"
	gzip -9n >"$1/changelog.gz" <<-END
		restante ($older) unstable; urgency=medium

		  * https://example.org/restante

		 -- The Restante authors <restante@example.org>  $(date -Rd "@$SOURCE_DATE_EPOCH")
	END
}

# manual is what the program says itself, so the two never differ.
manual() {
	printf '.TH RESTANTE 1 "%s" "Restante %s"\n' "$(date -d "@$SOURCE_DATE_EPOCH" +%F)" "$version"
	printf '.SH NAME\nrestante \\- chat for people who are seldom online at the same time\n.SH USAGE\n.nf\n'
	"$work/build/restante" help | sed 's/\\/\\e/g; s/-/\\-/g; s/^[.'"'"']/\\\&&/'
}

# fyne_package runs the fyne tool beside copies: it writes the next build number into
# the FyneApp.toml that it reads. What it packs is unpacked at once, so it need not be small.
fyne_package() {
	packager fyne fyne.io/tools/cmd/fyne
	mkdir -p "$work/fyne/assets"
	cp FyneApp.toml main.go "$work/fyne/"
	cp assets/icon.png "$work/fyne/assets/"
	(cd "$work/fyne" && XZ_OPT=-0 "$work/tools/fyne" package --target linux --executable "$work/build/restante")
	# A mistake in FyneApp.toml is no error to the tool: it goes on without the file.
	tar -tf "$work/fyne/Restante.tar.xz" | grep -q "/share/applications/$id.desktop$" ||
		{ echo 'package: the fyne tool did not understand FyneApp.toml' >&2; exit 1; }
}

# mended_archive replaces what fyne 1.7.2 gets wrong: a Makefile that looks for an icon
# without its suffix, and a desktop entry that no `restante:` link leads to.
mended_archive() {
	mkdir "$work/archive"
	tar -xf "$work/fyne/Restante.tar.xz" -C "$work/archive"
	mv "$work/archive/restante" "$work/archive/$name"
	local top=$work/archive/$name
	[ -d "$top/usr/local" ] || { mkdir "$top/local" && mv "$top"/usr/* "$top/local" && mv "$top/local" "$top/usr/"; }
	rm -r "$top/usr/local/share"
	cp -r "$work/share" "$top/usr/local/share"
	cp packaging/linux/Makefile README.md LICENSE "$top/"
	archive "$name" "$work/archive"
}

debian_package() {
	packager nfpm github.com/goreleaser/nfpm/v2/cmd/nfpm
	same_times "$work/share"
	same_times "$work/build"
	(cd "$work" && VERSION=$version GOARCH=$arch tools/nfpm package -f "$OLDPWD/packaging/nfpm.yaml" -p deb -t "$OLDPWD/dist/")
	ls -l dist/restante_*.deb
}

headless_archive() {
	local top=$work/headless/$name-headless
	mkdir -p "$top"
	CGO_ENABLED=0 build "$top/restante" headless
	cp README.md LICENSE "$top/"
	CGO_ENABLED=0 scripts/package-licences.sh headless >"$top/third-party-licences.txt"
	archive "$name-headless" "$work/headless"
}

headless_archive
build "$work/build/restante" "$window_tags"
shared_files "$work/share"
fyne_package
mended_archive
debian_package
