package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// head is the head of a view with a way back.
func head(back func(), title, sub string, buttons fyne.CanvasObject) fyne.CanvasObject {
	arrow := widget.NewRoundButton(lang.L("Back"), "chevron-left", widget.Foreground, widget.FieldFill, 36, 20, back)
	names := widget.Col(2, widget.Strong(title, 20).Cut())
	if sub != "" {
		names.Add(widget.Caption(sub, 13).Cut())
	}
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Row(14, arrow, widget.Grow(widget.Wide(names)), buttons)))
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

// twice lays a view out two times: the first tells the words how wide they are, from
// which follows how high.
type twice struct{}

func (twice) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (twice) Layout(o []fyne.CanvasObject, s fyne.Size) {
	view := o[0].(*fyne.Container)
	view.Resize(s)
	view.Layout.Layout(view.Objects, s)
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}
