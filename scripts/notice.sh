#!/usr/bin/env bash
# Writes assets/notice.txt: every module that is linked into the window, on any
# system, with its version and its licence. The window shows it, see Settings, About;
# the texts themselves come with the packages, see package-licences.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

modules() {
	local os
	for os in linux windows darwin; do
		GOOS=$os CGO_ENABLED=1 go list -deps \
			-f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' .
	done | LC_ALL=C sort -u
}

# kind FILE names the licence by the words that only it has.
kind() {
	local text
	text=$(tr -s '[:space:]' ' ' <"$1")
	case $text in
	*'Apache License'*'Version 2.0'*) echo Apache-2.0 ;;
	*'Mozilla Public License'*'2.0'*) echo MPL-2.0 ;;
	*'SIL OPEN FONT LICENSE'*) echo OFL-1.1 ;;
	*'Permission is hereby granted, free of charge'* | *'Permissive License Stack'*'MIT Software License'*) echo MIT ;;
	*'Redistribution and use in source and binary forms'*'either the name'*) echo BSD-3-Clause ;;
	*'Redistribution and use in source and binary forms'*) echo BSD-2-Clause ;;
	*'Permission to use, copy, modify, and'*'distribute this software'*) echo ISC ;;
	*'free and unencumbered software'*) echo Unlicense ;;
	esac
}

# licences DIR joins those of a module's top folder.
licences() {
	find -L "$1" -maxdepth 1 -type f \( -iname 'LICEN[CS]E*' -o -iname 'COPYING*' \) -print | LC_ALL=C sort |
		while IFS= read -r f; do kind "$f"; done | LC_ALL=C sort -u | paste -sd, | sed 's/,/, /g'
}

list() {
	printf 'Go %s\tBSD-3-Clause\n' "$(go env GOVERSION | sed 's/^go//')"
	printf 'Inter, the font\tOFL-1.1\n'
	printf 'Lucide, the icons\tISC\n'
	printf 'Noto Sans, for Arabic and Hebrew\tOFL-1.1\n'
	modules | while read -r path version dir; do
		found=$(licences "$dir")
		# A piece of Go's own os package: its files name Go's licence and do not bring it.
		[ "$path" != github.com/alexbrainman/goissue34681 ] || found=BSD-3-Clause
		[ -n "$found" ] || { echo "notice: $path has no licence that is known here" >&2; exit 1; }
		printf '%s %s\t%s\n' "$path" "$version" "$found"
	done
}

list >assets/notice.txt.new
mv assets/notice.txt.new assets/notice.txt
