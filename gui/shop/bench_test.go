package shop

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

// A step of the wheel through a shop of a thousand listings.
func BenchmarkScroll(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(widget.Theme{Only: "light"})
	w := guitest.Stocked()
	w.Shop.Many(1000)
	d := &desk{world: w}
	d.page = New(Options{Core: w.Shop, Nodes: w, Loop: w.Loop, Now: w.Loop.Now, Canvas: d.canvas, Notice: func(string) {}})
	d.window = test.NewTempWindow(b, d.page.Object)
	d.window.Resize(fyne.NewSize(1204, 820))
	d.page.SetShown(true)
	for b.Loop() {
		test.Scroll(d.canvas(), fyne.NewPos(600, 500), 0, -40)
	}
}
