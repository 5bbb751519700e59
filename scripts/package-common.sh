# What the package scripts share. They source it from the top of the tree.
#
# # Why packages can be made again
#
# The same commit, Go and C compiler give the same bytes: the version comes from the
# commit, times from SOURCE_DATE_EPOCH (the commit's, if nothing else is said), and
# paths of this machine stay out of the programs.
# shellcheck shell=bash disable=SC2034

version=${VERSION:-$(scripts/package-version.sh)}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
	echo "packages need a version such as 1.2.3 or 1.2.3-rc.1, not '$version'" >&2
	exit 1
fi
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# migrated_fynedo turns Fyne's thread checks off: the tests have run them by now.
# release keeps it from asking OpenGL for errors and from reading a FyneApp.toml.
window_tags=release,migrated_fynedo

# build OUTPUT TAGS [LINKER FLAG...] compiles main; the caller sets GOOS and CGO_ENABLED.
build() {
	local out=$1 tags=$2
	shift 2
	go build -trimpath -buildvcs=false -tags "$tags" \
		-ldflags "-s -w -buildid= -X main.version=$version $*" -o "$out" .
}

# need PACKAGE COMMAND... stops with what to install when one of the commands is missing.
need() {
	local package=$1 c
	shift
	for c in "$@"; do
		command -v "$c" >/dev/null && continue
		echo "package: $c is missing; on Debian: apt-get install --no-install-recommends $package" >&2
		exit 1
	done
}

# packager NAME PATH builds a tool of packaging/tools into $work/tools.
packager() {
	go build -modfile=packaging/tools/go.mod -o "$work/tools/$1" "$2"
}

# same_times DIR gives everything in DIR the one time of this release.
same_times() {
	find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# archive NAME DIR packs the folder DIR/NAME into dist/NAME.tar.xz.
archive() {
	same_times "$2/$1"
	XZ_OPT=-6 tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
		-C "$2" -cJf "dist/$1.tar.xz" "$1"
	ls -l "dist/$1.tar.xz"
}

# zipped NAME DIR packs the folder DIR/NAME into dist/NAME.zip.
zipped() {
	same_times "$2/$1"
	rm -f "dist/$1.zip"
	(cd "$2" && find "$1" -type f | sort | zip -q -X -9 -@ "$OLDPWD/dist/$1.zip")
	ls -l "dist/$1.zip"
}
