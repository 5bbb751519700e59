package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// head is the head of a view with a way back.
func head(back func(), title, sub string, buttons fyne.CanvasObject) fyne.CanvasObject {
	return headOf(back, nil, title, sub, buttons)
}

// headOf has a picture beside the title, unless that is nil.
func headOf(back func(), face fyne.CanvasObject, title, sub string, buttons fyne.CanvasObject) fyne.CanvasObject {
	arrow := widget.NewRoundButton(lang.L("Back"), "chevron-left", widget.Foreground, widget.FieldFill, 36, 20, back)
	names := widget.Col(2, widget.Strong(title, 20).Cut())
	if sub != "" {
		names.Add(widget.Caption(sub, 13).Cut())
	}
	row := widget.Row(14, arrow)
	if face != nil {
		row.Add(face)
	}
	row.Add(widget.Grow(widget.Wide(names)))
	row.Add(buttons)
	return widget.Least(0, 88, widget.Pad(8, margin, row))
}

// cartButton leads to the cart, and says how much is in it.
func (v *View) cartButton() fyne.CanvasObject {
	if v.o.Orders == nil {
		return widget.Pill(lang.L("As buyers see it"), "eye", widget.Informed)
	}
	word := lang.L("Cart")
	if n := v.cart.pieces(); n > 0 {
		word = lang.L("Cart · {{.N}}", words{"N": n})
	}
	return widget.NewButton(word, "shopping-bag", widget.Secondary, v.toDesk)
}

// halves are two columns, of which the left is a little wider.
func halves() fyne.Layout { return &widget.Sides{Share: .56, From: 720, Gap: gap} }

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}
