package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/keys"
	"restante/gui/widget"
)

// keyboard is the sheet of shortcuts.
func (p *Page) keyboard() fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, g := range p.o.Keys() {
		all = append(all, card("keyboard", g.Title, shortcuts(g)...))
	}
	return cards(all...)
}

// shortcuts has a row for everything that can be done, with all keys that do it.
func shortcuts(g keys.Group) (rows []fyne.CanvasObject) {
	for i := 0; i < len(g.Shortcuts); {
		name, all := g.Shortcuts[i].Name, widget.Row(10)
		for ; i < len(g.Shortcuts) && g.Shortcuts[i].Name == name; i++ {
			if len(all.Objects) > 0 {
				all.Add(widget.Caption(lang.L("or"), 12))
			}
			all.Add(caps(g.Shortcuts[i]))
		}
		words := widget.Flow(name, 13.5, widget.Foreground)
		rows = append(rows, widget.Least(0, 44, widget.Pad(7, 0, widget.Beside(words, all))))
	}
	return rows
}

// caps are the keys as they look.
func caps(s keys.Shortcut) fyne.CanvasObject {
	row := widget.Row(5)
	look := widget.Look{Fill: widget.FieldFill, Rim: widget.Outline, Radius: 7}
	for _, k := range s.Keys() {
		row.Add(widget.Least(28, 26, widget.On(look, widget.Pad(4, 8, widget.Label(k, 12.5).Middle()))))
	}
	return row
}
