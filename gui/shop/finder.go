package shop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const (
	finderWide = float32(420)
	finderHigh = float32(280)
	maxFound   = 50 // that are shown: whoever wants another one types more of it
)

// finder is a card over the page in which something is found by typing, and chosen.
type finder struct {
	title, hint, none string
	fits              func(text string) []finding // what a text may mean
	again             bool                        // it stays for the next one

	field   *widget.Field
	rows    *fyne.Container
	overlay *widget.Overlay
}

// finding is one that can be chosen.
type finding struct {
	name, below string
	face        fyne.CanvasObject
	take        func()
}

// find opens the card; Enter takes what is first.
func (p *Page) find(f finder) {
	f.field, f.rows = widget.NewField(f.hint, "search", 42, nil), widget.Col(2)
	f.field.OnChanged = func(string) { f.draw() }
	f.field.OnSubmitted = func(text string) {
		if all := f.fits(text); len(all) > 0 {
			f.take(all[0])
		}
	}
	done := widget.NewButton(lang.L("Close"), "", widget.Quiet, func() { f.overlay.Close() })
	list := widget.Fixed(finderWide, finderHigh, container.NewVScroll(f.rows))
	body := widget.Col(14, widget.Strong(f.title, 16).Cut(), f.field, list, widget.Row(8, widget.Spring(), done))
	f.draw()
	f.overlay = widget.Modal(p.o.Canvas(), widget.Pad(20, 24, widget.Fixed(finderWide, 0, body)))
	p.o.Canvas().Focus(f.field.Focusable())
}

func (f *finder) draw() {
	f.rows.Objects = nil
	all := f.fits(f.field.Text())
	for _, one := range all[:min(maxFound, len(all))] {
		f.rows.Add(f.row(one))
	}
	if len(all) == 0 {
		f.rows.Add(widget.Pad(24, 12, widget.ParaMid(f.none, 13, finderWide-24, widget.Muted)))
	}
	f.rows.Refresh()
}

func (f *finder) row(one finding) fyne.CanvasObject {
	text := widget.Col(1, widget.Strong(one.name, 13.5).Cut(), widget.Caption(one.below, 12).Cut())
	return widget.NewTap(one.name, 10, widget.Pad(7, 8, widget.Row(12, one.face, widget.Grow(widget.Wide(text)))), func() { f.take(one) })
}

func (f *finder) take(one finding) {
	one.take()
	if !f.again {
		f.overlay.Close()
		return
	}
	f.field.SetText("")
	f.draw()
}
