#!/usr/bin/env bash
# Builds into dist/ what is installed on 64-bit Windows 10 and later, on Linux by mingw:
#
#   restante-VERSION-windows-amd64-setup.exe     installer for one user, registers links
#   restante-VERSION-windows-amd64.zip           the same program, to run from anywhere
#   restante-VERSION-windows-amd64-headless.zip  serve, push, audit in a console
#
# With SIGN_CERT and SIGN_KEY (PEM files) programs, installer and uninstaller are signed;
# SIGN_TIMESTAMP is the address of a timestamp server. The first build takes eight
# minutes or more, nearly all of it for the OpenGL bindings; later ones take seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/package-common.sh
. scripts/package-common.sh
need gcc-mingw-w64-x86-64 x86_64-w64-mingw32-gcc x86_64-w64-mingw32-windres
need nsis makensis
need zip zip

name=restante-$version-windows-amd64
# Windows has four numbers for a version: the fourth is FyneApp.toml's build.
quad=${version%%-*}.$(sed -n 's/^Build = //p' FyneApp.toml)
mkdir -p dist
rm -f dist/restante-*-windows-*
export GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc

# resource FILE compiles icon, manifest and version of the program FILE.exe.
resource() {
	mkdir -p "$work/rc/$1"
	cp packaging/windows/restante.ico "$work/rc/$1/"
	for f in restante.rc restante.manifest; do
		sed -e "s/@VERSION@/$version/; s/@QUAD@/$quad/; s/@COMMAS@/${quad//./,}/; s/@NAME@/$1.exe/" \
			"packaging/windows/$f" >"$work/rc/$1/$f"
	done
	(cd "$work/rc/$1" && x86_64-w64-mingw32-windres -O coff restante.rc "$work/rc/$1.o")
}

# sign FILE.exe signs it in place, if there is something to sign with.
sign() {
	[ -n "${SIGN_CERT:-}" ] || return 0
	need osslsigncode osslsigncode
	scripts/package-sign.sh "$1"
}

# portable NAME EXE packs a program with its papers, and leaves the folder for others.
portable() {
	cp LICENSE "$work/$1/LICENSE.txt"
	cp README.md "$work/$1/README.md"
	scripts/package-licences.sh "$2" >"$work/$1/third-party-licences.txt"
	zipped "$1" "$work"
}

window() {
	mkdir -p "$work/$name"
	resource Restante
	# The resource goes to the C linker by its path, so that no file of a build lies in the tree.
	CGO_ENABLED=1 build "$work/$name/Restante.exe" "$window_tags" -H=windowsgui "-extldflags=$work/rc/Restante.o"
	sign "$work/$name/Restante.exe"
	CGO_ENABLED=1 portable "$name" "$window_tags"
}

# A program of the window's kind has no console to print to, so commands are one of their own.
headless() {
	mkdir -p "$work/$name-headless"
	CGO_ENABLED=0 build "$work/$name-headless/restante.exe" headless
	sign "$work/$name-headless/restante.exe"
	CGO_ENABLED=0 portable "$name-headless" headless
}

installer() {
	local out=$work/$name-setup.exe signing=()
	[ -z "${SIGN_CERT:-}" ] || signing=("-DSIGN=$PWD/scripts/package-sign.sh")
	(cd packaging/windows && makensis -V2 -WX -INPUTCHARSET UTF8 "-DVERSION=$version" "-DQUAD=$quad" \
		"-DFILES=$work/$name" "-DOUT=$out" "${signing[@]}" restante.nsi)
	mv "$out" dist/
	ls -l "dist/$name-setup.exe"
}

headless
window
installer
