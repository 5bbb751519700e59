// Package assets holds the files that the window draws with: Lucide icons (ISC), the
// translations and the program's own icon. The licences lie beside them. The fonts are in
// package fonts below.
//
// The icons are strokes in "currentColor"; gui/widget puts the colour in. Their
// paths were normalised to absolute curves, because Fyne's SVG reader misdraws
// compact arcs.
package assets

import (
	"embed"
	"strings"
)

// Files is read once, when the theme is made.
//
//go:embed icons/*.svg translations/*.json icon.png
var Files embed.FS

//go:embed notice.txt
var notice string

// Made is a part of the program that others have made.
type Made struct{ Name, Licence string }

// Notice lists all that is linked into the program, and what it is drawn with.
// The file is written by scripts/notice.sh.
func Notice() (all []Made) {
	for line := range strings.Lines(notice) {
		name, licence, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all = append(all, Made{name, licence})
	}
	return all
}
