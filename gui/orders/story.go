package orders

import (
	"strconv"
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
	for _, s := range said(x, e) {
		col.Add(widget.Flow(s, 12.5, widget.Foreground))
	}
	if e.Void != "" {
		col.Add(widget.Flow(lang.L("Without effect: {{.Reason}}", words{"Reason": reason(e.Void)}), 12.5, widget.Bad))
	}
	n.failed(col, x, e)
	return col
}

// failed offers to send once more what did not reach somebody.
func (n *panel) failed(col *fyne.Container, x order.Page, e machine.Entry) {
	for _, c := range x.Copies[e.Hash] {
		if c.State == delivery.Failed || c.State == delivery.Expired {
			col.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Send again"), func() { n.p.sendAgain(x.ID, e.Hash, c.Peer) }))))
		}
	}
}

// said are the words of an event.
func said(x order.Page, e machine.Entry) []string {
	var all []string
	switch b := e.Body.(type) {
	case event.Confirm:
		all = append(all, b.Note)
	case event.Decline:
		all = append(all, b.Reason)
	case event.Cancel:
		all = append(all, b.Reason)
	case event.Unpaid:
		all = append(all, b.Reason)
	case event.Failure:
		all = append(all, b.Reason)
	case event.Noted:
		all = append(all, paid(x, event.Payment(b)))
	case event.Paid:
		all = append(all, paid(x, event.Payment(b)))
	case event.Ship:
		all = append(all, parts(x, b.Parts), strings.TrimSpace(b.Carrier+" "+b.Tracking), b.Note)
	case event.Deliver:
		all = append(all, parts(x, b.Parts), b.Text, strings.Join(b.Keys, ", "))
	case event.Refund:
		all = append(all, paid(x, event.Payment{Method: b.Method, Reference: b.Reference, Amount: b.Amount}), b.Reason)
	case event.Rate:
		all = append(all, stars(b), b.Text)
	case event.Return:
		all = append(all, parts(x, b.Parts), b.Reason)
	case event.Receive:
		all = append(all, parts(x, b.Parts), restocked(b), b.Note)
	default:
		all = append(all, saidOnly(x, e.Body)...)
	}
	return brief(all)
}

// saidOnly are the words of what is nothing but words.
func saidOnly(x order.Page, b event.Body) []string {
	switch b := b.(type) {
	case event.Complete:
		return []string{b.Note}
	case event.Reply:
		return []string{b.Text}
	case event.Allow:
		return []string{b.Text}
	case event.Refuse:
		return []string{b.Text}
	case event.Dispute:
		return []string{b.Text}
	case event.Answer:
		return []string{b.Text}
	case event.Message:
		return []string{b.Text}
	case event.Decision:
		c := x.Currency
		return []string{lang.L("{{.Sum}} to the buyer, {{.Rest}} to the seller", words{"Sum": sum(c, b.Buyer), "Rest": sum(c, b.Merchant)}), b.Text}
	}
	return nil
}

func brief(texts []string) (all []string) {
	for _, s := range texts {
		if s = strings.TrimSpace(widget.Brief(s)); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// parts lists pieces of lines.
func parts(x order.Page, all []event.Part) string {
	var said []string
	for _, p := range all {
		if lines := x.State.Placed.Terms.Lines; int(p.Line) < len(lines) {
			said = append(said, strconv.Itoa(int(p.Quantity))+" × "+titleOf(lines[p.Line]))
		}
	}
	return strings.Join(said, ", ")
}

// stars are the scores of a rating.
func stars(b event.Rate) string {
	var all []string
	for _, s := range b.Scores {
		n := min(int(s.Stars), event.MaxStars)
		all = append(all, strings.Repeat("★", n)+strings.Repeat("☆", event.MaxStars-n))
	}
	return strings.Join(all, ", ")
}
