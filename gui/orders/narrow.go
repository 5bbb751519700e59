package orders

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
)

// narrow chooses among the orders of a chip; its name stands beside the chips.
type narrow struct {
	name   string
	filter order.Filter
}

// on adds what a filter asks for to another one.
func (n narrow) on(f order.Filter) order.Filter {
	g := n.filter
	if len(g.Stages) > 0 {
		f.Stages = g.Stages
	}
	f.Overdue, f.Unread = f.Overdue || g.Overdue, f.Unread || g.Unread
	f.Tag, f.Assignee, f.Buyer = cmp.Or(g.Tag, f.Tag), cmp.Or(g.Assignee, f.Assignee), cmp.Or(g.Buyer, f.Buyer)
	f.Sort, f.Payment = cmp.Or(g.Sort, f.Sort), cmp.Or(g.Payment, f.Payment)
	if !g.From.IsZero() {
		f.From = g.From
	}
	if !g.Until.IsZero() {
		f.Until = g.Until
	}
	f.Text = strings.TrimSpace(f.Text + " " + g.Text)
	return f
}

// setNarrow chooses among what is shown.
func (p *Page) setNarrow(n narrow) {
	p.narrow = n
	p.anew()
	p.drawNarrow()
	p.table.ScrollToTop()
	p.Reload()
}

// drawNarrow says by what is chosen, with a button that ends it.
func (p *Page) drawNarrow() {
	p.narrowed.Objects = nil
	if p.narrow.name != "" {
		p.narrowed.Objects = []fyne.CanvasObject{widget.Pill(widget.Brief(p.narrow.name), "search", widget.Informed),
			widget.NewRoundButton(lang.L("Show all again"), "x", widget.Muted, "", 24, 14, func() { p.setNarrow(narrow{}) })}
	}
	show(p.narrowed, p.narrow.name != "")
	p.narrowed.Refresh()
}
