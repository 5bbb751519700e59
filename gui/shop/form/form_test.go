package form

import (
	"errors"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// What is wrong stands below the nearest field that holds it.
func TestWhatIsWrongFindsItsPlace(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	f := New()
	title, o := f.Field("title", "Title", "", "")
	row := widget.NewField("", "", 36, nil)
	place := f.Hold("variants[1]", row)
	w := test.NewTempWindow(t, widget.Col(8, o, row, place, f.Rest))
	for name, at := range map[string]fyne.Focusable{"title": title.Focusable(), "variants[1].price": row.Focusable(), "slug": nil} {
		if got := f.Refuse(&listing.Invalid{Field: name, Why: listing.ErrLong}); got != at {
			t.Errorf("%s leads to %v", name, got)
		}
		if place.Visible() != (name == "variants[1].price") || len(f.Rest.Objects) > 0 != (name == "slug") {
			t.Errorf("%s is said elsewhere", name)
		}
	}
	f.Refuse(errors.New("the disk is full"))
	if !guitest.Says(w.Canvas(), "the disk is full") {
		t.Error("it says nothing")
	}
	f.Clear()
	if guitest.Says(w.Canvas(), "the disk is full") || place.Visible() {
		t.Error("it says it still")
	}
}
