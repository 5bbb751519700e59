package pdf

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/font/gofont/goregular"

	"restante/messaging/order/paper/pdf/pdftest"
)

// write puts texts below each other on one sheet.
func write(t testing.TB, wide float64, texts ...string) []byte {
	t.Helper()
	d, err := New("A title", "en", time.Unix(1e9, 0))
	if err != nil {
		t.Fatal(err)
	}
	s, y := d.Add(), 50.0
	for _, text := range texts {
		for _, l := range d.Break(text, Style{Size: 10}, wide, 40) {
			s.Text(50, y, l)
			y += 14
		}
	}
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is written can be read and copied: each letter says what it stands for.
func TestTextCanBeRead(t *testing.T) {
	for _, text := range []string{"Zoë Müller", "office fi ffi", "Łódź Ελλάδα Київ", "(a) \\ <b> [c]", "1/2 3x4 -> =>"} {
		if got := pdftest.Read(t, write(t, 400, text))[0].String(); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

// Scripts that go from right to left stand that way on the sheet, figures in them do not.
func TestRightToLeft(t *testing.T) {
	for text, want := range map[string]string{"שלום 123": "123 םולש", "abc אבג": "abc גבא"} {
		if got := pdftest.Read(t, write(t, 400, text))[0].String(); got != want {
			t.Errorf("%q is seen as %q, want %q", text, got, want)
		}
	}
}

// Arabic letters join: the same letter has another form at each place of a word.
func TestArabicLettersJoin(t *testing.T) {
	d, err := New("", "ar", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	forms := make(map[uint32]bool)
	for _, s := range d.Break("ههه ه", Style{Size: 10}, 400, 1)[0].spots {
		if s.text == "ه" {
			forms[uint32(s.glyph)] = true
		}
	}
	if len(forms) != 4 {
		t.Errorf("%d forms of one letter, want 4", len(forms))
	}
}

func TestLinesFit(t *testing.T) {
	for name, text := range map[string]string{"words": strings.Repeat("some words ", 40), "one word": strings.Repeat("x", 300), "Hebrew": strings.Repeat("שלום ", 60)} {
		page := pdftest.Read(t, write(t, 120, text))[0]
		if len(page) < 5 {
			t.Errorf("%s: %d lines", name, len(page))
		}
		for _, l := range page {
			if l.Wide > 120.5 {
				t.Errorf("%s: %q takes %.1f", name, l.Said, l.Wide)
			}
		}
	}
}

func TestLongTextsEnd(t *testing.T) {
	d, err := New("", "en", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"a\nb\nc": 3, "a\nb\nc\nd": 3, strings.Repeat("word ", 100): 3, "": 1, "a\n\nb": 3} {
		if all := d.Break(text, Style{Size: 10}, 100, 3); len(all) != want {
			t.Errorf("%.10q: %d lines, want %d", text, len(all), want)
		}
	}
	l := d.Line(strings.Repeat("word ", 100), Style{Size: 10}, 100)
	if last := l.spots[len(l.spots)-1]; last.text != "…" || l.Width > 100 {
		t.Errorf("it ends in %q at %.1f", last.text, l.Width)
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"ab\u202egnp.exe":                 "abgnp.exe",
		"a" + strings.Repeat("\u0301", 9): "a" + strings.Repeat("\u0301", maxMarks),
		"a\x00\x1b\tb\nc\rd":              "a b\ncd",
		"\ufeffa\u200bb\u00adc":           "abc",
		"می\u200cخواهم":                   "می\u200cخواهم",
		"\xff":                            "\ufffd",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if n := len([]rune(Clean(strings.Repeat("x", 1e6)))); n != maxRunes+1 {
		t.Errorf("%d letters", n)
	}
}

// Letters that Inter has not are taken from another font, of which the file has only them.
func TestLettersOfOtherFonts(t *testing.T) {
	other, err := font.ParseTTF(bytes.NewReader(goregular.TTF))
	if err != nil {
		t.Fatal(err)
	}
	d, err := New("", "en", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	d.system = func(r rune) *font.Font {
		if asked++; r == '╬' {
			return other.Font
		}
		return nil
	}
	s := d.Add()
	s.Text(50, 50, d.Line("a╬b ╬ 東", Style{Size: 10, Bold: true}, 400))
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if got := pdftest.Read(t, b)[0]; got.String() != "a╬b ╬ 東" || !got[0].Bold || len(d.faces) != 3 || asked != 2 || len(b) > 12<<10 {
		t.Errorf("%q with %d fonts, asked %d times, %d bytes", got, len(d.faces), asked, len(b))
	}
}

// A file has only the letters that are used.
func TestFilesAreSmall(t *testing.T) {
	if b := write(t, 400, "Zoë Müller, Hauptstraße 1, 50667 Köln"); len(b) > 12<<10 {
		t.Errorf("%d bytes", len(b))
	}
}

// Any text gives a file that can be read, on which no text leaves its room.
func FuzzText(f *testing.F) {
	f.Add("Zoë")
	f.Add("a\u0301\u202e שלום عربي 12")
	f.Add("﷽\u200d\u200c\n\n\t")
	f.Fuzz(func(t *testing.T, text string) {
		b := write(t, 100, text)
		for _, p := range pdftest.Read(t, b) {
			for _, l := range p {
				if l.Wide > 140 || l.X < 49 || strings.ContainsAny(l.Said, "\x00\u202e") {
					t.Fatalf("%+v", l)
				}
			}
		}
		if !bytes.Equal(write(t, 100, text), b) {
			t.Fatal("written again it is another")
		}
	})
}
