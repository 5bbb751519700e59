package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
)

// memo is what the buyer wrote with the order, and how to reach them.
func (n *panel) memo(x order.Page) fyne.CanvasObject {
	col := widget.Col(2)
	for _, w := range []struct{ title, text string }{{lang.L("What the buyer wrote"), x.State.Placed.Memo}, {lang.L("How to reach the buyer"), x.State.Placed.Contact}} {
		if strings.TrimSpace(w.text) != "" {
			col.Add(n.p.written(w.title, w.text, 13))
		}
	}
	if len(col.Objects) == 0 {
		return nil
	}
	return widget.RowFill(10, widget.Col(0, widget.NewIcon("message-circle", widget.Muted, 17)), widget.Grow(col))
}
