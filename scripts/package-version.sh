#!/usr/bin/env bash
# Prints the version of this tree, by the rules of semver.org:
#
#   0.1.0                       the commit with the tag v0.1.0
#   0.1.0-dev.20261122.5845e1f  any other commit: before 0.1.0, by the commit's day
#   ....dirty                   with changes that are not committed
#   0.1.0-dev                   outside a git checkout
#
# The same commit has the same version everywhere, so its packages can be made again.
set -euo pipefail
cd "$(dirname "$0")/.."

number=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
tag=$(git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null || true)
commit=$(TZ=UTC git log -1 --abbrev=7 --date=format-local:%Y%m%d --format=dev.%cd.%h 2>/dev/null || echo dev)
dirty=
[ -z "$(git status --porcelain 2>/dev/null)" ] || dirty=.dirty

if [ -n "$tag" ] && [ "$tag" != "v$number" ]; then
	echo "package-version: the tag is $tag, but FyneApp.toml says $number" >&2
	exit 1
fi
if [ -n "$tag" ] && [ -z "$dirty" ]; then
	echo "$number"
else
	echo "$number-$commit$dirty"
fi
