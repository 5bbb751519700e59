package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"
)

// scripts are letters that people write with and that the fonts must have: those of
// the system may be none.
var scripts = map[string]string{
	"Latin":    "AZaz09áçéñößşžłđ…–—“”‘’",
	"Greek":    "ΑΩαωάώ",
	"Cyrillic": "АЯаяЁёЇїЄє",
	"Hebrew":   "אבגדהוזחטיךכלםמןנסעףפץצקרשתְֱִֵֶַָֹּׁׂ־׳״₪",
	"Arabic":   "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩،؛؟٪",
	"Persian":  "پچژکگیۀ۰۱۲۳۴۵۶۷۸۹",
	"Urdu":     "ٹڈڑںھہۂۃے",
}

func inter(t *testing.T) map[string]*sfnt.Font {
	t.Helper()
	all := map[string]*sfnt.Font{}
	for _, r := range []fyne.Resource{regular, semiBold} {
		f, err := sfnt.Parse(r.Content())
		if err != nil {
			t.Fatal(err)
		}
		all[r.Name()] = f
	}
	return all
}

func TestFontsHaveTheLetters(t *testing.T) {
	for name, f := range inter(t) {
		for script, letters := range scripts {
			for _, r := range letters {
				if g, err := f.GlyphIndex(nil, r); g == 0 || err != nil {
					t.Errorf("%s: %s lacks %q", name, script, r)
				}
			}
		}
	}
}

// TestLettersFitIntoTheLine keeps Fyne from cutting them off: a line is as high as
// the font says, whatever is in it.
func TestLettersFitIntoTheLine(t *testing.T) {
	const size = 1000 << 6 // in 64ths of a pixel
	for name, f := range inter(t) {
		m, err := f.Metrics(nil, size, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, script := range []string{"Hebrew", "Arabic"} {
			for _, r := range scripts[script] {
				g, _ := f.GlyphIndex(nil, r)
				b, _, err := f.GlyphBounds(nil, g, size, 0)
				if err != nil || b.Max.Y > m.Descent+size/200 || -b.Min.Y > m.Ascent {
					t.Errorf("%s: %q goes from %v to %v, a line from %v to %v, %v", name, r, b.Min.Y, b.Max.Y, -m.Ascent, m.Descent, err)
				}
			}
		}
	}
}

// TestArabicLettersJoin measures words, whose letters have other forms than alone.
func TestArabicLettersJoin(t *testing.T) {
	dress(t)
	for _, bold := range []bool{false, true} {
		for _, word := range []string{"سلام", "وصلت", "الطلبية", "کتاب"} {
			var alone float32
			for _, r := range word {
				alone += exactWidth(string(r), 20, bold)
			}
			joined := fyne.MeasureText(word, 20, fyne.TextStyle{Bold: bold})
			if joined.Width > alone*.95 || joined.Height != fyne.MeasureText("Ay", 20, fyne.TextStyle{Bold: bold}).Height {
				t.Errorf("%q is %v, its letters are %.1f wide", word, joined, alone)
			}
		}
	}
}
