package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

// Doc is a file that is being written.
type Doc struct {
	title, language string
	made            time.Time
	faces           []*face // Inter in two weights, then what else is needed
	others          map[rune]*face
	system          func(rune) *font.Font // who has what Inter has not
	sheets          []*Sheet

	cutter  shaping.Segmenter
	shaper  shaping.HarfbuzzShaper
	wrapper shaping.LineWrapper
}

// New begins a file with a title, in a language such as "de", made at a time.
func New(title, language string, made time.Time) (*Doc, error) {
	all, err := inter()
	if err != nil {
		return nil, fmt.Errorf("reading the font: %w", err)
	}
	d := &Doc{title: Clean(title), language: language, made: made.UTC(), others: make(map[rune]*face), system: systemFont}
	d.add(all[0], "Inter-Regular")
	d.add(all[1], "Inter-SemiBold")
	return d, nil
}

// Add begins another sheet.
func (d *Doc) Add() *Sheet {
	s := new(Sheet)
	d.sheets = append(d.sheets, s)
	return s
}

// Sheets are those that there are.
func (d *Doc) Sheets() []*Sheet { return d.sheets }

// Numbers of the objects that each file has; fonts take five each, sheets two.
const (
	catalog = 1 + iota
	pages
	about
	firstFont
)

const perFont = 5

// Bytes is the file.
func (d *Doc) Bytes() ([]byte, error) {
	var w writer
	w.out.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	first := firstFont + perFont*len(d.faces)
	kids, fonts := "", ""
	for i, f := range d.faces {
		fonts += fmt.Sprintf("/%s %d 0 R", f.key, firstFont+perFont*i)
	}
	for i := range d.sheets {
		kids += fmt.Sprintf("%d 0 R ", first+2*i)
	}
	w.object("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>", pages, d.language)
	w.object("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>>>>>",
		kids, len(d.sheets), num(Wide), num(High), fonts)
	w.object("<</Title<feff%s>/CreationDate(D:%s)>>", utf16Hex(d.title), d.made.Format("20060102150405Z"))
	for _, f := range d.faces {
		w.font(f)
	}
	for i, s := range d.sheets {
		w.object("<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", pages, first+2*i+1)
		w.stream("", s.out.Bytes())
	}
	return w.end(), w.err
}

// writer counts the objects of a file and where they are.
type writer struct {
	out bytes.Buffer
	at  []int
	err error
}

// object writes the next one and gives its number.
func (w *writer) object(format string, args ...any) int {
	w.at = append(w.at, w.out.Len())
	fmt.Fprintf(&w.out, "%d 0 obj\n", len(w.at))
	fmt.Fprintf(&w.out, format, args...)
	w.out.WriteString("\nendobj\n")
	return len(w.at)
}

func (w *writer) stream(more string, b []byte) int {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(b); err != nil {
		w.err = err
	}
	if err := z.Close(); err != nil {
		w.err = err
	}
	return w.object("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", more, packed.Len(), packed.Bytes())
}

// font writes a font, in [perFont] objects: the first is what sheets refer to.
func (w *writer) font(f *face) {
	program := f.cff()
	name := tag(program) + "+" + f.name
	n := len(w.at) + 1
	var widths strings.Builder
	for _, l := range f.letters {
		fmt.Fprintf(&widths, "%d ", f.width(l.glyph))
	}
	w.object("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, n+1, n+4)
	w.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[1[%s]]>>", name, n+2, widths.String())
	m, _ := f.FontHExtents()
	up, down := round(float64(m.Ascender)*f.scale()), round(float64(m.Descender)*f.scale())
	cap := round(float64(f.LineMetric(font.CapHeight)) * f.scale())
	w.object("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-1000 %d 3000 %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile3 %d 0 R>>",
		name, down, up, up, down, cap, n+3)
	w.stream("/Subtype/CIDFontType0C", program)
	w.stream("", f.unicode())
}

// tag is the six letters by which a part of a font is told from others.
func tag(program []byte) string {
	sum := sha256.Sum256(program)
	b := make([]byte, 6)
	for i := range b {
		b[i] = 'A' + sum[i]%26
	}
	return string(b)
}

// end writes where all objects are.
func (w *writer) end() []byte {
	id := sha256.Sum256(w.out.Bytes())
	start := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, catalog, about, id[:16], id[:16], start)
	return w.out.Bytes()
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return b.String()
}
