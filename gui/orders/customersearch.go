package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// bar has the search.
func (c *customers) bar() fyne.CanvasObject {
	c.find = widget.NewField(lang.L("Find a customer"), "search", 34, nil)
	c.find.OnChanged = func(string) { c.seek() }
	c.find.OnKey = func(k *fyne.KeyEvent) bool { return c.p.searchKey(k, c.find, c.list) }
	return widget.Row(0, widget.Spring(), widget.Fixed(230, 0, c.find))
}

// words are what is searched for.
func (c *customers) words() string { return strings.TrimSpace(c.find.Text()) }

// seek searches once nothing more was typed for a moment.
func (c *customers) seek() {
	c.typed++
	n := c.typed
	c.p.o.Loop.Later(typing, func() {
		if n == c.typed && c.p.shown && c.p.view == customersView {
			c.all = nil // what was read is of another search,
			c.p.turns++ // and so is what is being read
			c.list.ScrollToTop()
			c.p.Reload()
		}
	})
}

// nobody fills a table without customers.
func (c *customers) nobody() fyne.CanvasObject {
	if c.words() != "" {
		return widget.Mid(widget.Caption(lang.L("Nobody found"), 13))
	}
	return widget.ColMid(8, widget.Mid(widget.Tile("users", widget.Muted, widget.FieldFill, 56, 26)), widget.Strong(lang.L("No customers yet"), 15),
		widget.ParaMid(lang.L("Whoever orders in your shop stands here, with what they ordered and what you note about them."), 13, 340, widget.Muted))
}
