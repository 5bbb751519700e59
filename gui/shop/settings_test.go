package shop

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// What is not touched stays as it was.
func TestSettingsGiveBackWhatTheyWereGiven(t *testing.T) {
	w := guitest.Stocked()
	was := w.Shop.Own
	d := newDesk(t, w)
	d.more("Settings of the shop")
	d.press("Save")
	if !reflect.DeepEqual(w.Shop.Own, was) {
		t.Errorf("the shop is\n%+v\nand was\n%+v", w.Shop.Own, was)
	}
}

func TestShippingIsWrittenLineByLine(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a line")
	lines := d.page.settings.ships.rows[0].lines
	l := lines[len(lines)-1]
	l.regions.SetText("de, es, fr, it")
	l.name.SetText("Express")
	l.price.SetText("3 euros")
	d.press("Save")
	d.says("This is not an amount, such as 12.50.")
	l.price.SetText("29,90")
	d.press("Save")
	zones := d.world.Shop.Own.Shipping[0].Zones
	if len(zones) != 2 || len(zones[1].Services) != 2 || zones[1].Services[1].Price != 2990 {
		t.Errorf("the zones are %+v", zones)
	}
}

// The last day of a time away is part of it.
func TestTimesAwayAreDays(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a time away")
	a := d.page.settings.away.rows[0]
	a.from.SetText("2026-12-24")
	a.until.SetText("2026-12-23")
	d.press("Save")
	d.says("This number is too small or too large.")
	a.until.SetText("2026-12-26")
	d.press("Save")
	got := d.world.Shop.Own.Away[0]
	if want := time.Date(2026, 12, 27, 0, 0, 0, 0, time.UTC); !got.Until.Equal(want) {
		t.Errorf("it ends %v, want %v", got.Until, want)
	}
	d.more("Settings of the shop")
	if text := d.page.settings.away.rows[0].until.Text(); text != "2026-12-26" {
		t.Errorf("it says %q", text)
	}
	d.press("Remove the time away")
	d.press("Save")
	if len(d.world.Shop.Own.Away) != 0 {
		t.Error("the time away is still there")
	}
}

func TestATableSaysWhatIsWrongLineByLine(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.world.Shop.Bad = errors.Join(&storefront.CellError{Line: 4, Column: "price", Why: storefront.ErrCell}, &storefront.CellError{Line: 9, Why: storefront.ErrOrphan})
	d.file = []byte("title,price\n")
	d.more("Import a table")
	d.says("The table has errors", "Line 4", "price: this is not understood", "Line 9")
	d.press("Close")
	d.world.Shop.Bad = nil
	d.more("Import a table")
	if d.notice != "3 listings imported" || string(d.world.Shop.Table) != "title,price\n" {
		t.Errorf("it says %q", d.notice)
	}
}

func TestATableIsSavedAsANewFile(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.path = filepath.Join(t.TempDir(), "shop.csv")
	d.more("Export a table")
	b, err := os.ReadFile(d.path)
	if err != nil || !strings.Contains(string(b), "Oak desk lamp") || d.notice != "Saved as shop.csv" {
		t.Errorf("the file is %q, %v; it says %q", b, err, d.notice)
	}
	d.more("Export a table")
	if !strings.Contains(d.notice, "exist") {
		t.Errorf("over a file that is there it says %q", d.notice)
	}
}

func TestDiscountsHaveCodes(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a discount")
	r := d.page.settings.offers.rows[0]
	r.name.SetText("Spring")
	r.code.SetText("spring 26")
	r.much.SetText("a lot")
	d.press("Save")
	d.says("This is not a number.")
	r.much.SetText("12.5")
	r.until.SetText("2026-12-31")
	d.press("Save")
	got := d.world.Shop.Own.Discounts[0]
	if got.PerMillion != 125_000 || !got.Code.Opens("SPRING26") || d.world.Shop.Known["Spring"] != "SPRING26" || !got.Until.Equal(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the discount is %+v, the codes %q", got, d.world.Shop.Known)
	}
	d.more("Settings of the shop")
	d.press("Save")
	if again := d.world.Shop.Own.Discounts[0]; !reflect.DeepEqual(again, got) {
		t.Errorf("it became %+v", again)
	}
	d.more("Settings of the shop")
	r = d.page.settings.offers.rows[0]
	if r.much.Text() != "12.5" || r.code.Text() != "SPRING26" || r.until.Text() != "2026-12-31" {
		t.Errorf("it says %q, %q, %q", r.much.Text(), r.code.Text(), r.until.Text())
	}
	r.off.Choose(2)
	r.code.SetText("")
	d.press("Save")
	if got = d.world.Shop.Own.Discounts[0]; got.Off != listing.FreeShipping || !got.Code.None() || got.PerMillion != 0 {
		t.Errorf("the discount is %+v", got)
	}
}

// A discount has its conditions folded away, and keeps all of them.
func TestDiscountsHaveConditions(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Own.Collections = []listing.Collection{{Slug: "desk", Title: "For the desk"}, {Slug: "table", Title: "For the table"}}
	d := newDesk(t, w)
	d.more("Settings of the shop")
	d.press("Add a discount")
	r := d.page.settings.offers.rows[0]
	r.name.SetText("Spring")
	r.much.SetText("10")
	d.silent("From, or at once", "Once for each buyer")
	d.press("Conditions")
	d.says("From, or at once")
	r.more.from.SetText("2026-12-01")
	r.more.least.SetText("lots")
	r.more.limit.SetText("100")
	d.flip("Once for each buyer")
	d.flip("For the table")
	d.press("Add a listing")
	d.answer("oak")
	d.answer("stool")
	d.press("Close")
	d.says("Oak desk lamp", "Round stool, beech")
	d.press("Save")
	d.says("This is not an amount, such as 12.50.")
	r.more.least.SetText("30,50")
	d.press("Save")
	want := listing.Discount{Name: "Spring", Off: listing.Percent, PerMillion: 100_000, Minimum: 3050, Collections: []string{"table"}, Listings: []string{"oak-desk-lamp", "round-stool-beech"},
		From: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Limit: 100, OncePerBuyer: true}
	if got := w.Shop.Own.Discounts[0]; !reflect.DeepEqual(got, want) {
		t.Fatalf("the discount is %+v", got)
	}
	d.more("Settings of the shop")
	d.silent("From, or at once")
	d.says("from 2026-12-01 · for 30.50 or more · at most 100 times · once for each buyer · For the table · Oak desk lamp · Round stool, beech")
	d.press("Save")
	if got := w.Shop.Own.Discounts[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("it became %+v", got)
	}
}

// Free shipping is for whole orders: what it was restricted to goes.
func TestFreeShippingIsForAll(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Own.Discounts = []listing.Discount{{Name: "Lamps", Off: listing.Percent, PerMillion: 50_000, Listings: []string{"oak-desk-lamp"}}}
	d := newDesk(t, w)
	d.more("Settings of the shop")
	d.says("Oak desk lamp")
	d.press("What is taken off")
	guitest.Choose(t, d.canvas(), "Free shipping")
	d.silent("Oak desk lamp")
	d.press("Save")
	if got := w.Shop.Own.Discounts[0]; got.Off != listing.FreeShipping || !got.ForAll() {
		t.Errorf("the discount is %+v", got)
	}
}

// A currency that nobody knows is taken, once it was said how many decimals it has.
func TestAStrangeCurrencyIsAskedFor(t *testing.T) {
	d := newDesk(t, guitest.NoShop())
	d.press("Set up your shop")
	s := d.page.settings
	s.name.SetText("Atelier")
	s.currency.SetText("e?")
	s.keep()
	d.says("This is not a currency.")
	s.currency.SetText(" pepper ")
	s.keep()
	d.says("How many decimals has PEPPER?")
	d.answer("13")
	d.says("This is not a number.")
	d.answer("12")
	if c := d.world.Shop.Own.Currency; c != (money.Currency{Code: "PEPPER", Decimals: 12}) {
		t.Errorf("it is %+v", c)
	}
}

// Whoever adds a line goes on typing in it.
func TestANewLineHasTheKeyboard(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	s := d.page.settings
	for _, c := range []struct {
		add   string
		first func() *widget.Field
	}{
		{"Add a profile", func() *widget.Field { return s.ships.rows[len(s.ships.rows)-1].name }},
		{"Add a time away", func() *widget.Field { return s.away.rows[len(s.away.rows)-1].from }},
		{"Add a line", func() *widget.Field { r := s.ships.rows[0]; return r.lines[len(r.lines)-1].regions }},
	} {
		d.press(c.add)
		if d.canvas().Focused() != c.first().Focusable() {
			t.Errorf("%s: the keyboard is at %T", c.add, d.canvas().Focused())
		}
	}
}
