package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// maxBundles is how many are listed one by one.
const maxBundles = 50

// waitingCard lists what is under way.
type waitingCard struct {
	p      *Page
	object fyne.CanvasObject
	total  *widget.Text
	list   *fyne.Container
	rows   map[whose]*bundleRow
}

func newWaitingCard(p *Page) *waitingCard {
	c := &waitingCard{p: p, total: widget.Caption("", 13), list: widget.Col(0), rows: map[whose]*bundleRow{}}
	head := widget.Beside(widget.Flow(lang.L("Waiting to be collected"), 16, widget.Foreground).Bold(), c.total)
	c.object = widget.CardOf(18, 20, widget.Col(12, head, c.list))
	return c
}

// show lists the oldest, and counts what has no row.
func (c *waitingCard) show(s state) {
	all, kept := s.waiting, map[whose]*bundleRow{}
	list := []fyne.CanvasObject{widget.Inset(0, 8, 0, 0, columnNames())}
	for _, b := range all[:min(len(all), maxBundles)] {
		r := c.rows[b.whose]
		if r == nil {
			r = c.p.bundleRow(b)
		}
		kept[b.whose] = r
		r.show(b, s)
		list = append(list, widget.Line(), r.object)
	}
	if more, _ := together(all[min(len(all), maxBundles):]); more > 0 {
		list = append(list, widget.Line(), widget.Pad(10, 0, widget.Flow(lang.N("and {{.N}} more items", more, words{"N": more}), 12.5, widget.Muted)))
	}
	c.total.Set(total(all))
	if len(all) == 0 {
		list = []fyne.CanvasObject{widget.Flow(lang.L("Nothing waits."), 13, widget.Muted)}
	}
	c.rows = kept
	c.redraw()
	set(c.list, list...)
}

// total is how much waits, in words; "" for nothing.
func total(all []bundle) string {
	switch n, size := together(all); {
	case n == 0:
		return ""
	case size == 0:
		return items(n)
	default:
		return items(n) + " · " + bytes(size)
	}
}

// together is how many items there are, and how large they are together.
func together(all []bundle) (n int, size int64) {
	for _, b := range all {
		n, size = n+b.n, size+b.size
	}
	return n, size
}

// redraw shows the pictures of people.
func (c *waitingCard) redraw() {
	for w, r := range c.rows {
		r.avatar.SetFace(w.peer.String(), c.p.o.Faces.Of(w.peer), false, widget.Card)
	}
}
