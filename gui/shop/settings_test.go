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
