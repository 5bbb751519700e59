#!/usr/bin/env bash
# Prints the licences of all that is linked into the program: package-licences.sh TAGS
# GOOS and CGO_ENABLED count as for `go build`. Each text is printed once, under the
# modules that have it; a module without one stops the release.
set -euo pipefail
cd "$(dirname "$0")/.."
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT

# Licences lie at a module's top and, where it brings the work of others, beside that.
licences_of() {
	find -L "$1" \( -name testdata -o -name test -o -name examples \) -prune -o -type f \
		\( -iname 'LICEN[CS]E*' -o -iname 'COPYING*' -o -iname 'NOTICE*' -o -iname 'OFL*.txt' \) \
		-not -name '*.go' -not -name '*.tmpl' -print | LC_ALL=C sort
}

# note MODULE FILE remembers that MODULE has the text of FILE.
note() {
	local sum
	sum=$(tr -d '\r' <"$2" | sed 's/[[:space:]]*$//' | sha256sum | cut -c1-64)
	tr -d '\r' <"$2" >"$texts/$sum.text"
	printf '%s\n' "$1" >>"$texts/$sum.modules"
}

note "Go $(go env GOVERSION)" "$(go env GOROOT)/LICENSE"
note 'Restante' LICENSE
for f in assets/fonts/LICENSE-*.txt; do
	font=${f##*LICENSE-}
	note "the font ${font%.txt}" "$f"
done
note 'the icons of Lucide' assets/icons/LICENSE-Lucide.txt
while read -r module dir; do
	mapfile -t found < <(licences_of "$dir")
	# A piece of Go's own os package: its files name Go's licence and do not bring it.
	[[ $module != github.com/alexbrainman/goissue34681@* ]] || found=("$(go env GOROOT)/LICENSE")
	[ "${#found[@]}" -gt 0 ] || { echo "package-licences: $module has no licence" >&2; exit 1; }
	for f in "${found[@]}"; do note "$module" "$f"; done
done < <(go list -deps -tags "$1" -f '{{with .Module}}{{if not .Main}}{{.Path}}@{{.Version}} {{.Dir}}{{end}}{{end}}' . | sort -u)

echo 'Restante is made with the work of many. These are their licences.'
for modules in "$texts"/*.modules; do
	printf '\n%s\n\n' "$(printf '=%.0s' {1..80})"
	sort -u "$modules"
	printf '\n'
	cat "${modules%.modules}.text"
done
