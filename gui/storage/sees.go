package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
)

// seesBox says what a provider learns, in plain sentences.
func seesBox(k depot.Kind) fyne.CanvasObject {
	const wide = sheetWide - 18 - 12 - 2*14
	col := widget.Col(4, widget.Para(lang.L("What this provider can see"), 13.5, wide, widget.Foreground).Bold())
	for _, s := range k.Sees {
		col.Add(widget.Para("– "+said(s), 12.5, wide, widget.Muted))
	}
	row := widget.RowFill(12, widget.Col(0, widget.NewIcon("eye", widget.Accent, 18)), col)
	return widget.On(widget.Look{Fill: widget.FieldFill, Radius: 12}, widget.Pad(12, 14, row))
}

// showSees tells it of an account that is there.
func (p *Page) showSees(k depot.Kind) {
	s := p.sheet(said(k.Title))
	s.add(s.para(said(k.About)), seesBox(k))
	s.open(widget.NewButton(lang.L("Close"), "", widget.Quiet, func() { s.overlay.Close() }))
}
