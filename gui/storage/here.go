package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// hereCard tells of this computer.
type hereCard struct {
	object fyne.CanvasObject
	facts  *fyne.Container
	text   *widget.Paragraph
}

func newHereCard() *hereCard {
	h := &hereCard{facts: widget.Col(0), text: widget.Flow("", 13, widget.Muted)}
	words := widget.Col(2, widget.Flow(lang.L("This computer"), 16, widget.Foreground).Bold(), widget.Flow(lang.L("Always there: it needs nobody else"), 12.5, widget.Muted))
	h.object = widget.CardOf(18, 20, widget.Col(14, titled("laptop", words), h.text, h.facts))
	return h
}

// titled puts an icon beside a title.
func titled(icon string, title fyne.CanvasObject) fyne.CanvasObject {
	return widget.RowFill(12, widget.Col(0, widget.Tile(icon, widget.Accent, widget.Selected, 40, 20)), widget.Grow(widget.Wide(title)))
}

func (h *hereCard) show(s state) {
	h.text.Set(lang.L("What you send waits here until it is collected, and stays here until it has come, wherever else it lies. Whatever happens at a provider, nothing is lost."))
	if len(s.accounts) == 0 {
		h.text.Set(lang.L("Only this computer: what you send waits here until it is collected, so this computer must be on at the same time as the recipient’s, or a push node must hold it. With an account at a provider, messages wait there while this computer is off."))
	}
	set(h.facts, lines(lying(s.here), since(s.here, s))...)
}
