package shop

import (
	"slices"
	"strings"
	"testing"

	"restante/gui/guitest"
)

// A number that was not typed is not written, however old it is.
func TestSavingOtherWordsLeavesTheStockAlone(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.order("oak-desk-lamp", 3)
	d.page.editor.title.SetText("Oak desk lamp, oiled")
	d.press("Save")
	if it := d.item("oak-desk-lamp"); it.Title != "Oak desk lamp, oiled" || it.Pieces[0].Free != 8 {
		t.Errorf("it is %q, of which there are %+v", it.Title, it.Pieces)
	}
	if slices.ContainsFunc(d.world.Calls, func(c string) bool { return strings.HasPrefix(c, "pieces of") }) {
		t.Errorf("a number was written: %q", d.world.Calls)
	}
}

// Who typed a number is told what went meanwhile, and decides anew.
func TestWhatWasSoldMeanwhileIsSaid(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.order("oak-desk-lamp", 3)
	pieces := d.page.editor.variants.rows[0].pieces
	pieces.SetText("12")
	d.press("Save")
	d.says("3 were ordered meanwhile: 8 are left. Look at the number and save again.")
	if d.canvas().Focused() != pieces.Focusable() {
		t.Error("the keyboard is elsewhere")
	}
	if it := d.item("oak-desk-lamp"); it.Pieces[0].Free != 8 {
		t.Errorf("there are %+v", it.Pieces)
	}
	d.order("oak-desk-lamp", 1)
	d.press("Save")
	d.says("1 was ordered meanwhile: 7 are left. Look at the number and save again.")
	d.world.Shop.All[1].Pieces[0].Free = 9
	d.press("Save")
	d.says("More came in meanwhile: there are 9 now. Look at the number and save again.")
	d.press("Save")
	if it := d.item("oak-desk-lamp"); it.Pieces[0].Free != 12 {
		t.Errorf("there are %+v", it.Pieces)
	}
}

// order takes pieces of a listing without options out of the stock.
func (d *desk) order(slug string, pieces uint32) {
	d.t.Helper()
	d.item(slug).Pieces[0].Free -= pieces
}
