package orders

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/web"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/pay"
)

const mostLines = 40 // of where to pay that are drawn; all of them can be copied

// toPay is how far the payment of an order is, and where to it goes.
func (n *panel) toPay(x order.Page) (all []fyne.CanvasObject) {
	v, c := pay.Manual{}.View(x.State), x.Currency
	all = append(all, widget.Col(2, amountLine(lang.L("To be paid in all"), sum(c, v.Target), false),
		amountLine(lang.L("Seen by the seller"), sum(c, v.Seen), false), amountLine(lang.L("Remaining"), sum(c, v.Remaining), false)))
	if !v.Expires.IsZero() {
		all = append(all, widget.Flow(expiry(v.Expires, n.p.o.Now()), 12.5, widget.Muted))
	}
	if x.State.Confirmed == nil {
		return all
	}
	for _, w := range x.State.Confirmed.Ways {
		all = append(all, n.way(x, w))
	}
	if x.Role == machine.Buyer {
		all = append(all, n.copied(lang.L("Amount"), sum(c, open(v)), plain(c, open(v))))
	}
	return all
}

// open is what the buyer has not said to have sent.
func open(v pay.View) (rest money.Amount) {
	return v.Remaining - min(v.Remaining, v.Noted-min(v.Noted, v.Seen))
}

// expiry says until when to pay.
func expiry(t, now time.Time) string {
	if t.Before(now) {
		return lang.L("The time to pay ended on {{.Date}}: the seller may give the order up.", words{"Date": moment(t, now)})
	}
	return lang.L("{{.Time}} left to pay, until {{.Date}}.", words{"Time": age(t.Sub(now)), "Date": moment(t, now)})
}

// way is one way to pay, with all that the seller said about it.
func (n *panel) way(x order.Page, w event.Way) fyne.CanvasObject {
	col := widget.Col(3, widget.Gap(0, 4), widget.Flow(widget.Brief(w.Method), 13, widget.Foreground).Bold())
	for _, line := range shownLines(w.To) {
		col.Add(widget.Flow(line, 12.5, widget.Foreground))
	}
	if w.To != "" {
		col.Add(n.handles(w))
	}
	if w.Reference != "" {
		col.Add(n.copied(lang.L("Reference"), widget.Brief(w.Reference), w.Reference))
	}
	return col
}

// shownLines are those of a text that others wrote, without empty ones.
func shownLines(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(widget.Clean(line)); line == "" {
			continue
		}
		if len(all) == mostLines {
			return append(all, "…")
		}
		all = append(all, line)
	}
	return all
}

// handles are what can be done with where to pay.
func (n *panel) handles(w event.Way) fyne.CanvasObject {
	all := widget.Several(0, widget.NewLinkButton(lang.L("Copy"), func() { n.p.copyText(w.To) }),
		widget.NewLinkButton(lang.L("Select text"), func() { n.p.readText(widget.Brief(w.Method), w.To) }))
	if link := pay.PageIn(w.To); link != "" && n.p.o.Browse != nil {
		all.Add(widget.NewLinkButton(lang.L("Open the link"), func() { web.Ask(n.p.o.Canvas(), link, n.p.o.Browse) }))
	}
	if pay.FormOf(w.To) != pay.Words {
		all.Add(widget.NewLinkButton(lang.L("Show as a code"), func() { n.p.showCode(w) }))
	}
	return widget.Inset(0, 0, -8, 0, all)
}

// copied is a value with a button that copies it.
func (n *panel) copied(name, shown, value string) fyne.CanvasObject {
	b := widget.NewRoundButton(lang.L("Copy: {{.Name}}", words{"Name": name}), "copy", widget.Muted, "", 32, 16, func() { n.p.copyText(value) })
	text := widget.Col(0, widget.Caption(name, 12).Cut(), widget.Flow(shown, 13, widget.Foreground))
	return widget.Row(8, widget.Grow(widget.Wide(text)), b)
}

// showCode shows exactly what is to be paid at as a code that a wallet's camera reads.
func (p *Page) showCode(w event.Way) {
	code := widget.NewCode(280)
	code.Set(w.To)
	var over *widget.Overlay
	done := widget.NewButton(lang.L("Close"), "", widget.Primary, func() { over.Close() })
	text := widget.ParaMid(lang.L("Pay with a wallet or a camera that reads it."), 13, 320, widget.Muted)
	over = widget.Modal(p.o.Canvas(), widget.Pad(24, 28, widget.ColMid(14, widget.ParaMid(widget.Brief(w.Method), 16, 320, widget.Foreground).Bold(), widget.Mid(code), text, widget.Mid(done))))
}
