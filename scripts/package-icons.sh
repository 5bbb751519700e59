#!/usr/bin/env bash
# Draws packaging/icons/*.png and the Windows icon from the two SVG files beside them.
# The pictures are committed, so that a release needs no renderer and always has the
# same ones; run this when an SVG changed. Debian: librsvg2-bin imagemagick
set -euo pipefail
cd "$(dirname "$0")/../packaging/icons"

for size in 16 22 24 32 48 64 128 256 512; do
	from=restante.svg
	[ "$size" -gt 48 ] || from=restante-small.svg
	rsvg-convert -w "$size" -h "$size" "$from" -o "$size.png"
	mogrify -strip -define png:exclude-chunks=date,time "$size.png"
done
# Windows picks the size nearest to what it draws; Explorer asks for 256.
convert 16.png 24.png 32.png 48.png 64.png 256.png ../windows/restante.ico
