// Package assets holds the files that the window draws with: the Inter font
// (OFL), Lucide icons (ISC), the translations and the program's own icon. The licences lie beside them.
//
// The icons are strokes in "currentColor"; gui/widget puts the colour in. Their
// paths were normalised to absolute curves, because Fyne's SVG reader misdraws
// compact arcs.
package assets

import "embed"

// Files is read once, when the theme is made.
//
//go:embed fonts/*.otf icons/*.svg translations/*.json icon.png
var Files embed.FS
