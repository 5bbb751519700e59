package shop

import (
	"testing"

	"restante/gui/guitest"
	"restante/messaging/storefront"
)

func TestWhatIsLowIsShownAndSaid(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.All[2].Pieces[1].Free, w.Shop.All[2].Pieces[2].Free = 0, 3 // of the mug
	w.Shop.All[3].Pieces[0].Threshold = 8                             // the tray has eight
	d := newDesk(t, w)
	d.says("2 variants low", "8 left")
	guitest.Choose(t, d.canvas(), "Low stock")
	d.says("Stoneware mug, sand", "Serving tray, round", "Round stool, beech")
	d.silent("Oak desk lamp", "Porcelain bowl, wide") // one has enough, one is hidden
}

// A listing says another number than the shop, and can go back to it.
func TestThresholdsAreSet(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	few := d.page.settings.few
	few.field.SetText("-1")
	d.press("Save")
	d.says("This is not a number.")
	few.field.SetText("8")
	d.press("Save")
	d.called(`low at 8: ""`)
	d.page.edit(d.item("oak-desk-lamp"))
	if text := d.page.editor.variants.few.field.Text(); text != "" {
		t.Errorf("the lamp has its own number %q", text)
	}
	d.page.editor.variants.few.field.SetText("0")
	d.press("Save")
	d.called(`low at 0: "oak-desk-lamp"`)
	d.page.edit(d.item("oak-desk-lamp"))
	d.page.editor.variants.few.field.SetText("")
	d.press("Save")
	d.called(`low as usual: "oak-desk-lamp"`)
	if few := d.world.Shop.Few; len(few) != 1 || few[0] != (storefront.Threshold{Pieces: 8}) {
		t.Errorf("left are %+v", few)
	}
	calls := len(d.world.Calls)
	d.more("Settings of the shop")
	d.press("Save")
	for _, c := range d.world.Calls[calls:] {
		if c == `low at 8: ""` {
			t.Error("what did not change is set again")
		}
	}
}
