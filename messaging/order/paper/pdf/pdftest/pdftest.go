// Package pdftest reads the files that package pdf writes, for tests: what text stands
// where.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// Text is a piece of text; X and Y are its beginning on the line it stands on, from the
// top left corner of the sheet.
type Text struct {
	X, Y, Wide, Size float64
	Bold             bool
	Said             string // from left to right, as it is seen
}

// Page is what stands on a sheet, in the order in which it was written.
type Page []Text

// String are all pieces, one a line.
func (p Page) String() string {
	var all []string
	for _, t := range p {
		all = append(all, t.Said)
	}
	return strings.Join(all, "\n")
}

// file is one, by the numbers of its objects.
type file struct {
	testing.TB
	objects map[string]string
	streams map[string]string
	fonts   map[string]font
}

type font struct {
	said   map[string]string
	widths map[string]float64
}

var (
	object  = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`)
	refer   = regexp.MustCompile(`/(Contents|ToUnicode|DescendantFonts)\s?\[?(\d+) 0 R`)
	meaning = regexp.MustCompile(`<([0-9a-f]{4})> <([0-9a-f]*)>`)
	width   = regexp.MustCompile(`/W\[1\[([^\]]*)\]\]`)
	fontKey = regexp.MustCompile(`/(F\d+) (\d+) 0 R`)
	drawn   = regexp.MustCompile(`BT \S+ g (\S+) (\S+) Td (.*?)ET\n`)
	pieces  = regexp.MustCompile(`(-?\d+)|<([0-9a-f]+)>`)
	parts   = regexp.MustCompile(`/(F\d+) (\S+) Tf|\[([^\]]*)\] TJ`)
)

// Read gives the sheets of a file.
func Read(t testing.TB, b []byte) (all []Page) {
	t.Helper()
	f := &file{t, make(map[string]string), make(map[string]string), make(map[string]font)}
	checkTable(t, b)
	for _, o := range object.FindAllStringSubmatch(string(b), -1) {
		f.object(o[1], o[2])
	}
	f.readFonts()
	for n := 1; n <= len(f.objects); n++ {
		if o := f.objects[strconv.Itoa(n)]; strings.Contains(o, "/Type/Page/") {
			all = append(all, f.page(f.streams[ref(o, "Contents")]))
		}
	}
	return all
}

// checkTable wants every place in the table of a file to be that of an object.
func checkTable(t testing.TB, b []byte) {
	t.Helper()
	for i, at := range regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllSubmatch(b, -1) {
		n, _ := strconv.Atoi(string(at[1]))
		if want := fmt.Sprintf("%d 0 obj\n", i+1); !bytes.HasPrefix(b[n:], []byte(want)) {
			t.Fatalf("object %d is not at %d", i+1, n)
		}
	}
}

func (f *file) object(n, text string) {
	f.Helper()
	head, stream, has := strings.Cut(text, ">>stream\n")
	f.objects[n] = head
	if !has {
		return
	}
	z, err := zlib.NewReader(strings.NewReader(strings.TrimSuffix(stream, "\nendstream")))
	if err != nil {
		f.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		f.Fatal(err)
	}
	f.streams[n] = string(b)
}

// ref is the object that another one refers to as something.
func ref(o, as string) string {
	for _, m := range refer.FindAllStringSubmatch(o, -1) {
		if m[1] == as {
			return m[2]
		}
	}
	return ""
}

func (f *file) readFonts() {
	f.Helper()
	for _, key := range fontKey.FindAllStringSubmatch(f.objects["2"], -1) {
		top := f.objects[key[2]]
		one := font{make(map[string]string), make(map[string]float64)}
		for _, m := range meaning.FindAllStringSubmatch(f.streams[ref(top, "ToUnicode")], -1) {
			one.said[m[1]] = utf16Text(f, m[2])
		}
		w := width.FindStringSubmatch(f.objects[ref(top, "DescendantFonts")])
		if w == nil {
			f.Fatal("a font without widths")
		}
		for i, n := range strings.Fields(w[1]) {
			one.widths[fmt.Sprintf("%04x", i+1)] = f.number(n)
		}
		f.fonts[key[1]] = one
	}
}

func (f *file) number(s string) float64 {
	f.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		f.Fatal(err)
	}
	return x
}

func utf16Text(t testing.TB, s string) string {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

func (f *file) page(content string) (p Page) {
	f.Helper()
	for _, m := range drawn.FindAllStringSubmatch(content, -1) {
		t, in := Text{X: f.number(m[1]), Y: 841.89 - f.number(m[2])}, ""
		for _, part := range parts.FindAllStringSubmatch(m[3], -1) {
			if part[1] != "" {
				in, t.Size = part[1], f.number(part[2])
				t.Bold = t.Bold || in == "F2"
			}
			f.read(part[3], f.fonts[in], &t)
		}
		p = append(p, t)
	}
	return p
}

func (f *file) read(array string, of font, t *Text) {
	f.Helper()
	for _, m := range pieces.FindAllStringSubmatch(array, -1) {
		if m[1] != "" {
			t.Wide -= f.number(m[1]) * t.Size / 1000
		}
		for i := 0; i+4 <= len(m[2]); i += 4 {
			t.Said += of.said[m[2][i:i+4]]
			t.Wide += of.widths[m[2][i:i+4]] * t.Size / 1000
		}
	}
}
