package network

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

func TestCellsGoBelowWhereTheNameWouldBeTooNarrow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	cells := func() []fyne.CanvasObject {
		return []fyne.CanvasObject{widget.Gap(10, 10), widget.Gap(20, 30), widget.Gap(5, 20), widget.Gap(5, 24), widget.Gap(40, 32)}
	}
	o := cells()
	c := columns{widths: []float32{100, 60}, least: 80}
	row := c.row(o...)
	row.Resize(fyne.NewSize(400, 40))
	if o[1].Size().Width != 400-24-114-74-54 || o[2].Position().Y >= 40 || row.MinSize().Height != 32 {
		t.Errorf("wide: the name has %v, the cells lie at %v", o[1].Size(), o[2].Position())
	}
	row.Resize(fyne.NewSize(300, 40))
	if want := float32(32 + 8 + 24); row.MinSize().Height != want {
		t.Fatalf("narrow it is %v high, want %v", row.MinSize().Height, want)
	}
	row.Resize(fyne.NewSize(300, 64))
	if o[1].Size().Width != 300-24-54 || o[2].Position().Y < 32 || o[2].Position().X != 24 || o[3].Position().X <= o[2].Position().X {
		t.Errorf("narrow: the name has %v, the cells lie at %v and %v", o[1].Size(), o[2].Position(), o[3].Position())
	}
	head := c.head(cells()...)
	head.Resize(fyne.NewSize(300, 30))
	if head.MinSize().Height != 0 {
		t.Errorf("the names of the columns still take %v", head.MinSize())
	}
}

// TestLargeTextIsWhole makes the text half as large again in a small window and
// looks for words that are cut: but for names, addresses and what others wrote, none
// may be.
func TestLargeTextIsWhole(t *testing.T) {
	w := guitest.Busy()
	w.Holds = messaging.Holding{On: true, Quota: 50 << 30, Bytes: 300 << 20, Users: 4, Deposits: 214, Link: w.Addrs[0]}
	w.Nodes[1].LastError = "the push node is full"
	d := newDesk(t, w)
	fyne.CurrentApp().Settings().SetTheme(widget.Theme{Only: "light", Text: 1.5})
	d.window.Resize(fyne.NewSize(819, 620))
	d.page.Reload()
	d.window.Resize(fyne.NewSize(820, 620))
	for _, whole := range []string{
		"How others reach you", "Reachable through a relay", "3 push nodes hold your mail", "Push nodes that hold my mail",
		"holds your mail since 2 Nov", "until 28 Nov – 21 Dec", "waits on this computer: keep it on", "given up on 23 Nov unless they come",
		"41 tries · until 23 Nov", "next try 15:11", "this disk was full", "Mail I hold for others", "214 messages · 4 people", "50.0 GiB",
		"1 came to you", "1 Relayed", "Copy peer ID",
	} {
		if !drawn(d.page.Object, whole) {
			t.Errorf("%q is cut", whole)
		}
	}
}

// drawn reports whether a text is on the page without being cut.
func drawn(o fyne.CanvasObject, text string) bool {
	if o == nil || !o.Visible() {
		return false
	}
	var inside []fyne.CanvasObject
	switch x := o.(type) {
	case *canvas.Text:
		return len(x.Text) >= len(text) && x.Text[:len(text)] == text
	case *fyne.Container:
		inside = x.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(x).Objects()
	}
	for _, one := range inside {
		if drawn(one, text) {
			return true
		}
	}
	return false
}
