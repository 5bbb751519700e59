package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// telling is how an event of a kind is told.
type telling struct{ title, icon string }

func tellings() map[event.Kind]telling {
	return map[event.Kind]telling{
		event.KindOrder:    {lang.L("Order placed"), "inbox"},
		event.KindConfirm:  {lang.L("Confirmed"), "check"},
		event.KindFailure:  {lang.L("Not taken"), "circle-alert"},
		event.KindDecline:  {lang.L("Declined"), "x"},
		event.KindUnpaid:   {lang.L("Given up unpaid"), "ban"},
		event.KindCancel:   {lang.L("Cancelled"), "ban"},
		event.KindNoted:    {lang.L("Payment sent"), "banknote"},
		event.KindPaid:     {lang.L("Payment received"), "banknote"},
		event.KindShip:     {lang.L("Shipped"), "truck"},
		event.KindDeliver:  {lang.L("Handed over"), "download"},
		event.KindRefund:   {lang.L("Paid back"), "rotate-ccw"},
		event.KindComplete: {lang.L("Completed"), "check-check"},
		event.KindRate:     {lang.L("Rated"), "circle-check"},
		event.KindReply:    {lang.L("Reply to the rating"), "message-circle"},
		event.KindReturn:   {lang.L("Return asked for"), "rotate-ccw"},
		event.KindAllow:    {lang.L("Return accepted"), "check"},
		event.KindRefuse:   {lang.L("Return not accepted"), "x"},
		event.KindReceive:  {lang.L("Came back"), "package"},
		event.KindDispute:  {lang.L("Moderator called"), "triangle-alert"},
		event.KindAnswer:   {lang.L("Answer to the claim"), "message-circle"},
		event.KindDecision: {lang.L("Decision"), "shield-check"},
		event.KindMessage:  {lang.L("Message"), "message-circle"},
	}
}

// story is what was said about an order, and what comes next.
func (n *panel) story(x order.Page) fyne.CanvasObject {
	var stops []widget.Stop
	all := tellings()
	for _, e := range x.State.Timeline {
		t := all[e.Kind()]
		s := widget.Stop{Icon: t.icon, Title: t.title, When: moment(e.At, n.p.o.Now()), More: n.more(x, e)}
		if e.Void != "" || e.Kind() == event.KindFailure {
			s.Phase = widget.Wrong
		}
		stops = append(stops, s)
	}
	return widget.Timeline(append(stops, n.ahead(x)...))
}

// ahead is what has to be done next.
func (n *panel) ahead(x order.Page) (all []widget.Stop) {
	now := n.p.o.Now()
	add := func(icon, title, below string) {
		s := widget.Stop{Icon: icon, Phase: widget.Ahead, Title: title}
		if len(all) == 0 {
			s.Icon, s.Phase = "hourglass", widget.Now
			if !x.Due.IsZero() {
				s.When = lang.L("by {{.Date}}", words{"Date": moment(x.Due, now)})
			}
			if below != "" {
				s.More = widget.Caption(below, 12.5).Cut()
			}
		}
		all = append(all, s)
	}
	switch x.Stage {
	case machine.Placed:
		add("", n.waitsFor(x, machine.Merchant), lang.L("Confirm or decline"))
		add("truck", lang.L("Ship"), "")
	case machine.Confirmed:
		add("", n.waitsFor(x, machine.Buyer), lang.L("Pay"))
		add("truck", lang.L("Ship"), "")
	case machine.Paid, machine.PartlyShipped:
		add("", n.waitsFor(x, machine.Merchant), lang.L("Ship"))
	case machine.Shipped:
		add("", n.waitsFor(x, machine.Buyer), lang.L("Complete"))
	case machine.Disputed:
		add("", n.waitsFor(x, machine.Moderator), lang.L("Decide"))
	}
	return all
}

func (n *panel) waitsFor(x order.Page, by machine.Role) string {
	switch {
	case by == x.Role:
		return lang.L("Waiting for you")
	case by == machine.Moderator:
		return lang.L("Waiting for the moderator")
	case by == machine.Merchant && x.Role == machine.Moderator:
		return lang.L("Waiting for the seller")
	}
	return lang.L("Waiting for {{.Name}}", words{"Name": n.who(x, by)})
}

// who is what somebody is called who takes part.
func (n *panel) who(x order.Page, by machine.Role) string {
	switch {
	case by == x.Role:
		return lang.L("You")
	case by == machine.Moderator:
		return lang.L("The moderator")
	case by == machine.Merchant && x.Role == machine.Moderator:
		return lang.L("The seller")
	}
	return nameOf(x.Row)
}

// more is who said it and what, and how far it is on its way.
func (n *panel) more(x order.Page, e machine.Entry) fyne.CanvasObject {
	col := widget.Col(2)
	line := widget.Row(6, widget.Grow(widget.Wide(widget.Caption(n.who(x, e.By), 12.5).Cut())))
	if w := wayOf(x.Copies[e.Hash]); w.word != "" {
		line.Add(widget.NewIcon(w.icon, w.tone.Ink, 15))
		line.Add(widget.Caption(w.word, 12.5))
	}
	col.Add(line)
	n.substance(col, x, e)
	if e.Void != "" {
		col.Add(widget.Flow(lang.L("Without effect: {{.Reason}}", words{"Reason": reason(e.Void)}), 12.5, widget.Bad))
	}
	n.failed(col, x, e)
	return col
}

// substance is what an event says: in the program's words, in its author's, and what it
// brought.
func (n *panel) substance(col *fyne.Container, x order.Page, e machine.Entry) {
	for i, s := range told(x, e) {
		line := fyne.CanvasObject(widget.Flow(s, 12.5, widget.Foreground))
		if ref := referenceIn(e.Body); i == 0 && ref != "" {
			line = n.p.copied(line, lang.L("Copy the reference"), ref)
		}
		col.Add(line)
	}
	if text := writtenIn(e.Body); strings.TrimSpace(text) != "" {
		col.Add(n.p.written(tellings()[e.Kind()].title, text, 12.5))
	}
	switch b := e.Body.(type) {
	case event.Ship:
		if b.Carrier+b.Tracking+b.URL != "" {
			col.Add(n.tracking(b))
		}
	case event.Deliver:
		n.goods(col, x, e, b)
	case event.Rate:
		n.seen(col, b.Photos)
	case event.Return:
		n.seen(col, b.Photos)
	}
}

// goods are those that were handed over. Files that had no effect are nobody's.
func (n *panel) goods(col *fyne.Container, x order.Page, e machine.Entry, d event.Deliver) {
	if len(d.Keys) > 0 {
		col.Add(n.p.keys(d.Keys))
	}
	if len(d.Files) > 0 && e.Void == "" {
		col.Add(n.p.files(x.ID, e.Hash, d.Files))
	}
}

// seen are the photos of an event.
func (n *panel) seen(col *fyne.Container, photos [][]byte) {
	if len(photos) > 0 {
		col.Add(n.p.thumbs(photos))
	}
}

// failed offers to send once more what did not reach somebody.
func (n *panel) failed(col *fyne.Container, x order.Page, e machine.Entry) {
	for _, c := range x.Copies[e.Hash] {
		if c.State == delivery.Failed || c.State == delivery.Expired {
			col.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Send again"), func() { n.p.sendAgain(x.ID, e.Hash, c.Peer) }))))
		}
	}
}
