package orders

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// told is what the program says of an event, in a line each.
func told(x order.Page, e machine.Entry) []string {
	switch b := e.Body.(type) {
	case event.Noted:
		return []string{paid(x, event.Payment(b))}
	case event.Paid:
		return []string{paid(x, event.Payment(b))}
	case event.Refund:
		return brief([]string{paid(x, event.Payment{Method: b.Method, Reference: b.Reference, Amount: b.Amount}), parts(x, b.Parts)})
	case event.Ship:
		return brief([]string{parts(x, b.Parts)})
	case event.Deliver:
		return brief([]string{parts(x, b.Parts)})
	case event.Rate:
		return []string{stars(b)}
	case event.Return:
		return brief([]string{parts(x, b.Parts)})
	case event.Receive:
		return brief([]string{parts(x, b.Parts), restocked(b)})
	case event.Decision:
		c := x.Currency
		return []string{lang.L("{{.Sum}} to the buyer, {{.Rest}} to the seller", words{"Sum": sum(c, b.Buyer), "Rest": sum(c, b.Merchant)})}
	}
	return nil
}

// writtenIn are the words of an event's author.
func writtenIn(b event.Body) string {
	switch b := b.(type) {
	case event.Confirm:
		return b.Note
	case event.Decline:
		return b.Reason
	case event.Cancel:
		return b.Reason
	case event.Unpaid:
		return b.Reason
	case event.Failure:
		return b.Reason
	case event.Ship:
		return b.Note
	case event.Deliver:
		return b.Text
	case event.Refund:
		return b.Reason
	case event.Rate:
		return b.Text
	case event.Return:
		return b.Reason
	case event.Receive:
		return b.Note
	}
	return spokenIn(b)
}

// spokenIn are those of what is nothing but words.
func spokenIn(b event.Body) string {
	switch b := b.(type) {
	case event.Complete:
		return b.Note
	case event.Reply:
		return b.Text
	case event.Allow:
		return b.Text
	case event.Refuse:
		return b.Text
	case event.Dispute:
		return b.Text
	case event.Answer:
		return b.Text
	case event.Message:
		return b.Text
	case event.Decision:
		return b.Text
	}
	return ""
}

// referenceIn is by what a payment is found.
func referenceIn(b event.Body) string {
	switch b := b.(type) {
	case event.Noted:
		return b.Reference
	case event.Paid:
		return b.Reference
	case event.Refund:
		return b.Reference
	}
	return ""
}

// brief leaves out what says nothing.
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
