package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// you is who one is to others, and what one needs to come back.
func (p *Page) you() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	add := func(do func(), title, text, word, icon string) {
		if do != nil {
			rows = append(rows, row(title, text, widget.NewButton(word, icon, widget.Secondary, do)))
		}
	}
	if p.o.Picture != nil && p.o.Choose != nil {
		rows = append(rows, p.picture())
	}
	add(p.o.Words, lang.L("Recovery words"), lang.L("24 words bring you back on a new computer. Whoever has them is you: keep them on paper."), lang.L("Show"), "key-round")
	var all []fyne.CanvasObject
	if p.o.Own != nil {
		all = append(all, p.o.Own)
	}
	if len(rows) > 0 {
		all = append(all, card("user-round", lang.L("About you"), rows...))
	}
	return cards(all...)
}
