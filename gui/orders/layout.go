package orders

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const (
	margin    = float32(24)
	gap       = float32(16)
	panelWide = float32(348)
	wideFrom  = float32(1120) // so much room has the panel beside the table
)

// sides lays the panel beside the table, or in a small window in its place.
type sides struct {
	p    *Page
	wide bool
}

func (*sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(min(m.Width, panelWide), min(m.Height, panelWide))
}

func (l *sides) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.wide = s.Width >= widget.Larger(wideFrom) && l.p.lists()
	panel := widget.Larger(panelWide)
	picked := l.p.picked && l.p.lists()
	show(o[0], l.wide || !picked)
	show(o[1], l.wide || picked)
	l.p.panel.alone(!l.wide)
	if l.wide {
		widget.Place(o[0], 0, 0, s.Width-panel, s.Height)
		widget.Place(o[1], s.Width-panel, 0, panel, s.Height)
		return
	}
	for _, x := range o {
		if x.Visible() {
			widget.Place(x, 0, 0, s.Width, s.Height)
		}
	}
}
