package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"

	"restante/assets/fonts"
)

// em is the size in which letters are shaped, and that of the letters in a file.
const em = 1000

// inter parses both weights once.
var inter = sync.OnceValues(func() (all [2]*font.Font, err error) {
	for i, b := range [][]byte{fonts.Regular, fonts.SemiBold} {
		f, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			return all, err
		}
		all[i] = f.Font
	}
	return all, nil
})

// face is a font in a file: the letters that were used.
type face struct {
	*font.Face
	name    string
	key     string // what sheets call it
	letters []letter
	index   map[letter]int
}

// letter is a glyph and what it stands for there, which may be several characters.
type letter struct {
	glyph font.GID
	text  string
}

// add makes a font one of the file's.
func (d *Doc) add(f *font.Font, name string) *face {
	one := &face{Face: font.NewFace(f), name: name, key: fmt.Sprint("F", len(d.faces)+1), index: make(map[letter]int)}
	one.code(letter{}) // a font has one at least
	d.faces = append(d.faces, one)
	return one
}

// face is the one that a text is written in, as far as it has the letters.
func (d *Doc) face(st Style) *face {
	if st.Bold {
		return d.faces[1]
	}
	return d.faces[0]
}

// by finds the one that letters were shaped with.
func (d *Doc) by(f *font.Face) *face {
	for _, one := range d.faces {
		if one.Face == f {
			return one
		}
	}
	return d.faces[0]
}

// code is how the text of a page names a letter, from 1.
func (f *face) code(l letter) int {
	if at, known := f.index[l]; known {
		return at
	}
	f.letters = append(f.letters, l)
	f.index[l] = len(f.letters)
	return len(f.letters)
}

func (f *face) scale() float64 { return em / float64(f.Upem()) }

func (f *face) width(g font.GID) int {
	return round(float64(f.HorizontalAdvance(g)) * f.scale())
}

// unicode says what each letter stands for, in the language of PDF.
func (f *face) unicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n")
	var known []string
	for i, l := range f.letters {
		if l.text != "" {
			known = append(known, fmt.Sprintf("<%04x> <%s>\n", i+1, utf16Hex(l.text)))
		}
	}
	for some := range slices.Chunk(known, 100) { // as many as one list may have
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(some), strings.Join(some, ""))
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}
