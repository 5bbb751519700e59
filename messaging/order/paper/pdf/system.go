package pdf

import (
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// system are the fonts of the computer, for the letters that Inter has not; they are
// looked for when the first of these comes.
var system struct {
	sync.Mutex
	fonts *fontscan.FontMap
	tried bool
}

// nobody hears about fonts that cannot be read.
type nobody struct{}

func (nobody) Printf(string, ...any) {}

// systemFont is one that draws a letter, nil if there is none.
func systemFont(r rune) *font.Font {
	system.Lock()
	defer system.Unlock()
	if !system.tried {
		system.tried = true
		fonts := fontscan.NewFontMap(nobody{})
		if fonts.UseSystemFonts("") == nil {
			fonts.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
			system.fonts = fonts
		}
	}
	if system.fonts == nil {
		return nil
	}
	f := system.fonts.ResolveFace(r)
	if f == nil || !draws(f, r) {
		return nil
	}
	return f.Font
}

// draws reports whether a font has a letter, and not as a picture.
func draws(f *font.Face, r rune) bool {
	g, has := f.NominalGlyph(r)
	if !has {
		return false
	}
	_, drawn := f.GlyphData(g).(font.GlyphOutline)
	return drawn
}

// chooser takes Inter where it can.
type chooser struct {
	doc   *Doc
	first *face
}

func (c chooser) ResolveFace(r rune) *font.Face {
	if _, has := c.first.NominalGlyph(r); has || unicode.In(r, unicode.M, unicode.Z, unicode.C) {
		return c.first.Face
	}
	return c.doc.other(r, c.first).Face
}

// other is the face for a letter that Inter has not.
func (d *Doc) other(r rune, first *face) *face {
	if f, known := d.others[r]; known {
		return f
	}
	d.others[r] = first
	f := d.system(r)
	for _, one := range d.faces {
		if f != nil && one.Font == f {
			d.others[r], f = one, nil
		}
	}
	if f != nil {
		d.others[r] = d.add(f, "Other")
	}
	return d.others[r]
}
