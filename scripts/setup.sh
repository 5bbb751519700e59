#!/usr/bin/env bash
# Installs what a make target needs and is not there yet: scripts/setup.sh go|build|test|generate|windows|try
#
# On Debian and Ubuntu missing packages come by apt-get, which needs root (or sudo)
# only then; elsewhere it says what is missing. When all is there it takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."

# Fyne is built from C against these; xorg-dev would pull in four times as much.
build=(gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev
	libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev)
# A display in memory, hands for it, software OpenGL, and a bus for a tray and notices.
test=(xvfb xauth xdotool imagemagick libgl1-mesa-dri x11-utils xclip dbus)
generate=(protobuf-compiler)
# A compiler and an installer for Windows; a new Debian and a Windows to try packages in.
windows=(gcc-mingw-w64-x86-64 nsis zip)
try=(debootstrap xdg-utils wine wine64 unzip)

fail() {
	printf 'setup: %s\n' "$@" >&2
	exit 1
}

packages_for() {
	case "$1" in
	go) ;;
	build) printf '%s\n' "${build[@]}" ;;
	test) printf '%s\n' "${build[@]}" "${test[@]}" ;;
	generate) printf '%s\n' "${generate[@]}" ;;
	windows) printf '%s\n' "${windows[@]}" ;;
	try) printf '%s\n' "${test[@]}" "${windows[@]}" "${try[@]}" ;;
	*) fail "unknown set '$1': go, build, test, generate, windows or try" ;;
	esac
}

missing_of() {
	comm -13 <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | sort -u) \
		<(printf '%s\n' "$@" | sort -u)
}

apt() {
	local root=()
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || fail "these packages are missing, and only root can install them: $*"
		root=(sudo)
	fi
	echo "setup: installing $*" >&2
	# An old package index is good enough when it has everything.
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 && return
	"${root[@]}" apt-get update -q >&2
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

install_packages() {
	local missing
	[ $# -gt 0 ] || return 0
	if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
		check_by_hand "$@"
		return
	fi
	mapfile -t missing < <(missing_of "$@")
	[ "${#missing[@]}" = 0 ] || apt "${missing[@]}"
}

# Not Debian: package names differ, so look for the things themselves.
check_by_hand() {
	local lacking=() c
	case " $* " in *" gcc "*)
		for c in cc pkg-config; do command -v $c >/dev/null || lacking+=("the command $c"); done
		for c in gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client xkbcommon; do
			pkg-config --exists $c 2>/dev/null || lacking+=("the development files of $c")
		done ;;
	esac
	case " $* " in *" xvfb "*)
		for c in Xvfb xdotool import xwininfo dbus-daemon; do command -v $c >/dev/null || lacking+=("the command $c"); done ;;
	esac
	case " $* " in *" protobuf-compiler "*)
		command -v protoc >/dev/null || lacking+=("the command protoc") ;;
	esac
	case " $* " in *" nsis "*)
		for c in x86_64-w64-mingw32-gcc makensis zip; do command -v $c >/dev/null || lacking+=("the command $c"); done ;;
	esac
	case " $* " in *" debootstrap "*)
		for c in debootstrap wine unzip; do command -v $c >/dev/null || lacking+=("the command $c"); done ;;
	esac
	[ "${#lacking[@]}" = 0 ] || fail "this system is not Debian or Ubuntu; please install:" "${lacking[@]/#/  }"
}

# go.mod names the lowest Go that builds this; a Go since 1.21 fetches that one by itself.
check_go() {
	local want have
	want=$(awk '$1 == "go" { print $2 }' go.mod)
	command -v go >/dev/null || fail "Go is not installed: Go $want or newer, from https://go.dev/dl/"
	have=$(go env GOVERSION 2>/dev/null) || have="go0 (too old, and GOTOOLCHAIN forbids to fetch a newer one)"
	have=${have#go}
	[ "$(printf '%s\n%s\n' "$want" "${have%% *}" | sort -V | head -n 1)" = "$want" ] ||
		fail "Go $want or newer is needed and this is $have: https://go.dev/dl/"
}

mapfile -t wanted < <(packages_for "${1:-build}")
install_packages "${wanted[@]}"
check_go
