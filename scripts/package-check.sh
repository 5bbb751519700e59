#!/usr/bin/env bash
# Opens what scripts/package.sh left in dist/ and looks whether it is all there and true.
# It installs nothing outside a temporary folder and needs no root.
set -euo pipefail
cd "$(dirname "$0")/.."
id=org.restante.Restante
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	printf 'package-check: %s\n' "$@" >&2
	exit 1
}

# only PATTERN prints the one file in dist/ that matches.
only() {
	local found
	mapfile -t found < <(compgen -G "dist/$1")
	[ "${#found[@]}" = 1 ] || fail "dist/ needs exactly one $1: make package"
	printf '%s\n' "${found[0]}"
}

# shared_files DIR looks at what lies under DIR/share.
shared_files() {
	local size icons=$1/share/icons/hicolor
	for size in 16 22 24 32 48 64 128 256 512; do
		file -b "$icons/${size}x$size/apps/$id.png" | grep -q "^PNG image data, $size x $size," ||
			fail "the icon of $size pixels is missing or of another size"
	done
	[ -s "$icons/scalable/apps/$id.svg" ] || fail 'the scalable icon is missing'
	zgrep -q 'libp2p' "$1/share/doc/restante/third-party-licences.txt.gz" || fail 'licences are missing'
	zgrep -q 'push node' "$1/share/man/man1/restante.1.gz" || fail 'the manual page is missing'
	entry "$1/share/applications/$id.desktop"
	! grep -q '@' "$1/share/metainfo/$id.metainfo.xml" || fail 'the metainfo lacks its version'
	if command -v appstreamcli >/dev/null; then
		appstreamcli validate --no-net "$1/share/metainfo/$id.metainfo.xml" >"$work/log" || { cat "$work/log"; fail metainfo; }
	fi
}

entry() {
	grep -qx "MimeType=x-scheme-handler/restante;" "$1" || fail 'no link leads to the desktop entry'
	grep -qx "Exec=.*restante\"\? %u" "$1" || fail 'the desktop entry hands no link over'
	grep -qx "Icon=$id" "$1" || fail 'the desktop entry names another icon'
	! command -v desktop-file-validate >/dev/null || desktop-file-validate "$1" || fail 'desktop entry'
}

# libraries PROGRAM compares what the program is linked to with what nfpm.yaml says.
libraries() {
	local known='libGL.so.1 libX11.so.6 libwayland-client.so.0 libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 libresolv.so.2 librt.so.1' lib needs says
	for lib in $(objdump -p "$1" | sed -n 's/^ *NEEDED *//p'); do
		[[ " $known " == *" $lib "* ]] || fail "the program needs $lib, and the package depends on nothing that has it"
	done
	needs=$(objdump -T "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
	says=GLIBC_$(sed -n 's/.*libc6 (>= \(.*\))/\1/p' packaging/nfpm.yaml)
	[ "$(printf '%s\n' "$needs" "$says" | sort -V | tail -n 1)" = "$says" ] || fail "the program needs $needs, the package says $says"
}

# runs PROGRAM VERSION asks a program for its version.
runs() {
	[ "$("$1" version)" = "restante $2" ] || fail "$1 says $("$1" version), not $2"
}

deb=$(only 'restante_*.deb')
dpkg-deb -x "$deb" "$work/deb"
version=$(dpkg-deb -f "$deb" Version)
version=${version/\~/-}
shared_files "$work/deb/usr"
runs "$work/deb/usr/bin/restante" "$version"
libraries "$work/deb/usr/bin/restante"
[ -z "$(find "$work/deb" -perm /022 -o -perm /7000 -o -not -user "$(id -un)")" ] || fail 'rights in the .deb'
dpkg-deb -c "$deb" | awk '$2 != "root/root" {exit 1}' || fail 'the .deb has files of somebody else than root'
echo "ok    $deb"

archive=$(only "restante-$version-linux-$(dpkg-deb -f "$deb" Architecture).tar.xz")
mkdir "$work/archive" "$work/home" "$work/root"
tar -xf "$archive" -C "$work/archive" --strip-components 1
cmp "$work/archive/usr/local/bin/restante" "$work/deb/usr/bin/restante" || fail 'two windows that differ'
make -sC "$work/archive" user-install "HOME=$work/home"
shared_files "$work/home/.local"
runs "$work/home/.local/bin/restante" "$version"
grep -q "^Exec=\"$work/home/.local/bin/restante\" %u" "$work/home/.local/share/applications/$id.desktop" || fail 'the path of ~/.local'
make -sC "$work/archive" user-uninstall "HOME=$work/home"
make -sC "$work/archive" install "DESTDIR=$work/root"
shared_files "$work/root/usr/local"
make -sC "$work/archive" uninstall "DESTDIR=$work/root"
left=$(find "$work/home" "$work/root" -type f -not -name mimeinfo.cache)
[ -z "$left" ] || fail 'uninstall left:' "$left"
echo "ok    $archive"

headless=$(only "restante-$version-linux-*-headless.tar.xz")
mkdir "$work/headless"
tar -xf "$headless" -C "$work/headless" --strip-components 1
runs "$work/headless/restante" "$version"
[ -s "$work/headless/third-party-licences.txt" ] || fail 'the headless archive lacks licences'
! objdump -p "$work/headless/restante" | grep -q NEEDED || fail 'the headless program is not static'
echo "ok    $headless"
