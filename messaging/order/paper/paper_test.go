package paper

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/money"
	"restante/messaging/order/paper/pdf"
	"restante/messaging/order/paper/pdf/pdftest"
)

// said are the sheets of a file that could be written.
func said(t testing.TB, b []byte, err error) []pdftest.Page {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return pdftest.Read(t, b)
}

// hasAll wants words to stand on a page.
func hasAll(t *testing.T, p pdftest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(p.String(), w) {
			t.Errorf("%q is missing in\n%s", w, p)
		}
	}
}

func TestInvoiceSaysWhatItHasTo(t *testing.T) {
	b, err := WriteBills("en", invoice())
	pages := said(t, b, err)
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	hasAll(t, pages[0], "Invoice N-1007", "Atelier Norte", "Tax ID PT 501 442 600", "Zoë Müller", "Hauptstraße 1", "50667 Köln",
		"22 November 2026", "20 November 2026", "Blue mug, hand thrown", "Colour: blue", "SKU MUG-BL-S", "36.00", "1,210.00",
		"Five off (WELCOME5)", "−5.00", "4.90", "Total EUR", "1,245.90", "VAT 19", "30.16", "5.74", "35.90", "1,141.51", "68.49",
		"Paid", "To be paid EUR", "6 December 2026", "Reference: PZ7dkQ", "Page 1 of 1")
}

func TestLanguages(t *testing.T) {
	for language, words := range map[string][]string{
		"de": {"Rechnung N-1007", "22. November 2026", "1.245,90", "Gesamtbetrag EUR", "Seite 1 von 1"},
		"xx": {"Invoice N-1007"},
	} {
		b, err := WriteBills(language, invoice())
		hasAll(t, said(t, b, err)[0], words...)
	}
}

// Each word is there in each language, and they are not the English ones.
func TestEveryWordIsThere(t *testing.T) {
	en := reflect.ValueOf(languages["en"])
	for language, w := range languages {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.String && f.String() == "" {
				t.Errorf("%s: %s is missing", language, v.Type().Field(i).Name)
			} else if f.Kind() == reflect.String && language == "ar" && f.Len() > 2 && f.String() == en.Field(i).String() && f.String() != "%d %s %d" {
				t.Errorf("%s: %s is English", language, v.Type().Field(i).Name)
			}
		}
	}
}

// An Arabic paper is the mirror of an English one, but figures stay below each other.
func TestArabicBeginsAtTheRight(t *testing.T) {
	b, err := WriteBills("ar", invoice())
	p := said(t, b, err)[0]
	for _, x := range p {
		if (x.Said == "Zoë Müller" || x.Said == "Blue mug, hand thrown") && math.Abs(x.X+x.Wide-(pdf.Wide-edge)) > 0.1 {
			t.Errorf("%q ends at %.1f", x.Said, x.X+x.Wide)
		}
	}
	ends := map[string]float64{}
	for _, x := range p {
		ends[x.Said] = x.X + x.Wide
	}
	if math.Abs(ends["36.00"]-ends["1,245.90"]) > 0.1 || ends["36.00"] == 0 {
		t.Errorf("36.00 ends at %.2f, the total at %.2f", ends["36.00"], ends["1,245.90"])
	}
}

func TestCurrenciesWithOtherDecimals(t *testing.T) {
	for _, c := range []struct {
		currency money.Currency
		want     string
	}{{money.Currency{Code: "JPY"}, "1,234,567"}, {money.Currency{Code: "KWD", Decimals: 3}, "1,234.567"}, {euro, "12,345.67"}} {
		bill := invoice()
		bill.Currency, bill.Total = c.currency, 1234567
		b, err := WriteBills("en", bill)
		hasAll(t, said(t, b, err)[0], c.want, "Total "+c.currency.Code)
	}
}

// A long invoice goes on with its name and its columns on top of each page.
func TestManyPages(t *testing.T) {
	b, err := WriteBills("en", long(60))
	pages := said(t, b, err)
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	hasAll(t, pages[1], "Invoice N-1007 · continued", "Price EUR", "Page 2 of 5")
	hasAll(t, pages[len(pages)-1], "continued", "Page 5 of 5")
	if strings.Contains(pages[0].String(), "continued") {
		t.Error("the first page goes on from none")
	}
}

func TestCreditNoteNamesItsInvoice(t *testing.T) {
	b, err := WriteBills("en", credit(), credit())
	pages := said(t, b, err)
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	hasAll(t, pages[1], "Credit note C-3", "For invoice", "N-1007", "One mug came broken.", "18.00", "15.13", "2.87", "Page 1 of 1")
	if strings.Contains(pages[0].String(), "To be paid") {
		t.Error("a credit note asks for money")
	}
}

func TestSlipsAreOneAPage(t *testing.T) {
	s := Slip{Order: "PZ7dkQ", Placed: day, Seller: seller, To: buyer, Sends: []string{"Parcel, Standard"}, Memo: "Ring twice.", Goods: goodsOf()}
	b, err := WriteSlips("en", s, s, s)
	pages := said(t, b, err)
	if len(pages) != 3 {
		t.Fatalf("%d pages", len(pages))
	}
	hasAll(t, pages[2], "Packing slip", "PZ7dkQ", "Zoë Müller", "MUG-BL-S", "Ring twice.", "Parcel, Standard", "Page 1 of 1")
	if strings.Contains(pages[2].String(), "18.00") {
		t.Error("a packing slip tells prices")
	}
}

func TestPickList(t *testing.T) {
	b, err := WritePick("en", Pick{Made: day, Orders: []string{"PZ7dkQ", "Tx93aB"}, Goods: goodsOf()})
	hasAll(t, said(t, b, err)[0], "Pick list", "Orders: 2", "MUG-BL-S", "PZ7dkQ × 1", "Tx93aB × 1")
	b, err = WritePick("en", Pick{Made: day})
	hasAll(t, said(t, b, err)[0], "There is nothing to pick.")
}

// The same paper is the same file, to the byte.
func TestSameBytes(t *testing.T) {
	first, err := WriteBills("de", long(30))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, err := WriteBills("de", long(30)); err != nil || !bytes.Equal(again, first) {
			t.Fatalf("%d bytes, then %d, %v", len(first), len(again), err)
		}
	}
}

// hostile are texts that others could write.
var hostile = map[string]string{
	"turned":         "ab\u202egnp.exe\u202c \u2066x",
	"marks":          "a" + strings.Repeat("\u0301", 10_000),
	"control":        "a\x00b\x1b[31mc\x7f\u0085",
	"without blanks": strings.Repeat("x", 20_000),
	"many lines":     strings.Repeat("\n", 5_000),
	"broken":         "\xff\xfe(\\)<>%[]{}/#\xc3",
	"wide":           strings.Repeat("﷽", 500),
	"foreign":        "東京都 สวัสดี हिन्दी 🏳️‍🌈👩‍👩‍👧‍👦",
	"mixed":          strings.Repeat("שלום abc عربي 123 ", 50),
	"joiners":        strings.Repeat("\u200d\u200c", 3_000),
}

// Nothing that others write leaves the sheet, lies on something else or costs a page
// more than its lines.
func TestHostileText(t *testing.T) {
	for name, text := range hostile {
		for _, language := range []string{"en", "ar"} {
			bill := long(3)
			for i := range bill.Lines {
				bill.Lines[i] = Line{Title: text, Options: []string{text, text}, SKU: text, Pieces: math.MaxUint32, Price: money.Max, Amount: money.Max}
			}
			bill.Buyer, bill.Seller = []string{text, text, text}, Seller{text, text, text, text, text}
			bill.Extras, bill.Total = []Extra{{Discount, text, money.Max}, {OnTop, text, 1}}, money.Max
			b, err := WriteBills(language, bill)
			pages := said(t, b, err)
			if len(pages) > 8 {
				t.Errorf("%s, %s: %d pages", name, language, len(pages))
			}
			for _, p := range pages {
				inside(t, name, p)
			}
		}
	}
}

// inside wants all of a page to be on it.
func inside(t *testing.T, name string, p pdftest.Page) {
	t.Helper()
	for _, x := range p {
		if x.X < edge-1 || x.X+x.Wide > pdf.Wide-edge+1 || x.Y < 40 || x.Y > pdf.High-20 {
			t.Errorf("%s: %.20q from %.0f to %.0f at %.0f", name, x.Said, x.X, x.X+x.Wide, x.Y)
		}
		if strings.ContainsAny(x.Said, "\u202e\u2066\x00\x1b\x7f") {
			t.Errorf("%s: %q", name, x.Said)
		}
	}
}
