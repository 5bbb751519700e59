package orders

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// payment says how much of an order is paid, and offers to note more.
func (n *panel) payment(x order.Page) fyne.CanvasObject {
	m, c := x.State.Money, x.Currency
	switch {
	case m.Owed > 0 && x.Role == machine.Merchant && x.Stage.Over():
		return box(widget.Careful, "rotate-ccw", lang.L("{{.Sum}} have to go back", words{"Sum": sum(c, m.Owed)}), n.link(x, event.KindRefund, lang.L("Note what went back")))
	case x.Stage.Over() && x.Stage != machine.Completed || m.Total == 0:
		return nil
	case m.Due == 0:
		return box(widget.Fine, "banknote", lang.L("Paid, {{.Sum}}", words{"Sum": sum(c, m.Paid)}), widget.Caption(lang.L("Settled outside Restante."), 12.5).Cut())
	case m.Noted > m.Paid:
		return n.noted(x)
	}
	title := lang.L("{{.Sum}} not paid yet", words{"Sum": sum(c, m.Due)})
	return box(widget.Careful, "banknote", title, append(n.toPay(x), n.link(x, n.money(x), n.moneyWord(x)))...)
}

// noted tells that the buyer says to have paid.
func (n *panel) noted(x order.Page) fyne.CanvasObject {
	title := lang.L("Paid, says the buyer")
	var below []fyne.CanvasObject
	for _, e := range x.State.Timeline {
		if b, ok := e.Body.(event.Noted); ok && e.Void == "" {
			below = append(below, widget.Flow(paid(x, event.Payment(b)), 12.5, widget.Muted))
		}
	}
	if x.Role == machine.Buyer && x.State.Money.Noted < x.State.Money.Total {
		below = append(below, n.toPay(x)...)
	}
	below = append(below, n.link(x, n.money(x), n.moneyWord(x)))
	return box(widget.Careful, "banknote", title, below...)
}

// paid is a payment in a line.
func paid(x order.Page, b event.Payment) string {
	s := sum(x.Currency, b.Amount)
	for _, more := range []string{b.Method, b.Reference} {
		if more != "" {
			s += " · " + widget.Brief(more)
		}
	}
	return s
}

// money is what one's side says about a payment.
func (*panel) money(x order.Page) event.Kind {
	if x.Role == machine.Buyer {
		return event.KindNoted
	}
	return event.KindPaid
}

func (*panel) moneyWord(x order.Page) string {
	if x.Role == machine.Buyer {
		return lang.L("I have paid")
	}
	return lang.L("Mark as received")
}

// link does one deed, if it may be done; nil otherwise.
func (n *panel) link(x order.Page, k event.Kind, word string) fyne.CanvasObject {
	if !slices.Contains(x.Allowed, k) {
		return nil
	}
	return widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(word, func() { n.p.do(x, k) })))
}

// box is a title with words, on a soft surface of their meaning.
func box(t widget.Tone, icon, title string, below ...fyne.CanvasObject) fyne.CanvasObject {
	col := widget.Col(3, widget.Flow(title, 13.5, widget.Foreground).Bold())
	for _, o := range below {
		if o != nil {
			col.Add(o)
		}
	}
	row := widget.RowFill(12, widget.Col(0, widget.Gap(0, 1), widget.NewIcon(icon, t.Ink, 18)), widget.Grow(col))
	return widget.On(widget.Look{Fill: t.Fill, Radius: 12}, widget.Pad(12, 14, row))
}

// trouble is what the operator should know before anything is done.
func (n *panel) trouble(x order.Page) fyne.CanvasObject {
	col := widget.Col(8)
	if x.Short && x.Role == machine.Merchant {
		col.Add(box(widget.Broken, "triangle-alert", lang.L("There are fewer pieces than this order needs")))
	}
	for _, f := range x.State.Forks {
		who := n.who(x, f.By)
		col.Add(box(widget.Careful, "triangle-alert", lang.L("{{.Name}} said two things in one place", words{"Name": who}),
			widget.Flow(lang.L("One of them counts. It happens when a folder is put back from a backup."), 12.5, widget.Muted)))
	}
	if len(x.State.Wanted) > 0 {
		col.Add(box(widget.Careful, "hourglass", lang.L("Something is still on its way"), widget.Flow(lang.L("Later events are here already, and wait for it."), 12.5, widget.Muted)))
	}
	if e := x.State.Ended; e != nil && e.Reason != "" {
		col.Add(box(widget.Neutral, "info", badgeOf(x.Row, n.p.o.Now()).word, widget.Flow(widget.Brief(e.Reason), 12.5, widget.Muted)))
	}
	if len(col.Objects) == 0 {
		return nil
	}
	return col
}
