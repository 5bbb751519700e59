#!/usr/bin/env bash
# Makes the fonts of the window, assets/fonts/Inter-*.otf: Inter with the Arabic
# letters of Noto Sans Arabic UI and the Hebrew ones of Noto Sans Hebrew.
# Needs apt-get and npm to fetch them, and python3-fonttools to join them.
set -euo pipefail
out=$(cd "$(dirname "$0")/../assets/fonts" && pwd)
join=$(cd "$(dirname "$0")" && pwd)/fonts.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download fonts-inter=4.0~beta7+ds-1 fonts-noto-ui-extra=20201225-1 fonts-noto-ui-core=20201225-1
for package in *.deb; do dpkg -x "$package" .; done
npm pack --silent @fontsource/noto-sans-hebrew@5.3.0
tar xzf fontsource-noto-sans-hebrew-*.tgz

join() { # weight by name, weight by number
	/usr/bin/python3 "$join" "usr/share/fonts/opentype/inter/Inter-$1.otf" \
		"usr/share/fonts/truetype/noto/NotoSansArabicUI-$1.ttf" \
		"package/files/noto-sans-hebrew-hebrew-$2-normal.woff" "$out/Inter-$1.otf"
}
join Regular 400
join SemiBold 600
