package orders

import (
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// asking is what a deed asks for that is nothing but words.
type asking struct {
	title, text, hint, yes string
	rank                   widget.Rank
	body                   func(text string) event.Body
}

// askings are by kind.
func askings(x order.Page) map[event.Kind]asking {
	name := words{"Name": nameOf(x.Row)}
	reason := lang.L("The reason, if you like")
	return map[event.Kind]asking{
		event.KindDecline: {lang.L("Decline the order?"), lang.L("{{.Name}} learns the reason, and the pieces go back to your stock.", name), reason, lang.L("Decline"), widget.Danger,
			func(s string) event.Body { return event.Decline{Reason: s} }},
		event.KindCancel: {lang.L("Cancel the order?"), lang.L("{{.Name}} learns that you take it back.", name), reason, lang.L("Cancel the order"), widget.Danger,
			func(s string) event.Body { return event.Cancel{Reason: s} }},
		event.KindUnpaid: {lang.L("Give the order up?"), lang.L("It was not paid in time. The pieces go back to your stock."), reason, lang.L("Give up unpaid"), widget.Danger,
			func(s string) event.Body { return event.Unpaid{Reason: s} }},
		event.KindComplete: {lang.L("Complete the order"), completeText(x), lang.L("A word, if you like"), lang.L("Complete"), widget.Primary,
			func(s string) event.Body { return event.Complete{Note: s} }},
		event.KindMessage: {lang.L("Message on the order"), lang.L("It stays with the order, for all who take part."), lang.L("Message"), lang.L("Send"), widget.Primary,
			func(s string) event.Body { return event.Message{Text: s} }},
		event.KindDispute: {lang.L("Call the moderator?"), lang.L("The moderator gets all that was said on this order, and decides who gets what of the money."), lang.L("What is wrong"), lang.L("Call the moderator"), widget.Danger,
			func(s string) event.Body { return event.Dispute{Text: s} }},
		event.KindAnswer: {lang.L("Answer the claim"), lang.L("The moderator reads both sides before deciding."), lang.L("How it was"), lang.L("Answer"), widget.Primary,
			func(s string) event.Body { return event.Answer{Text: s} }},
		event.KindAllow: {lang.L("Accept the return"), askedFor(x), lang.L("How and where to it is sent"), lang.L("Accept the return"), widget.Primary,
			func(s string) event.Body { return event.Allow{Return: asked(x).Hash, Text: s} }},
		event.KindRefuse: {lang.L("Do not accept the return?"), askedFor(x), lang.L("The reason"), lang.L("Do not accept it"), widget.Danger,
			func(s string) event.Body { return event.Refuse{Return: asked(x).Hash, Text: s} }},
		event.KindReply: {lang.L("Reply to the rating"), lang.L("It stands below the rating."), lang.L("Reply"), lang.L("Reply"), widget.Primary,
			func(s string) event.Body { return event.Reply{Rating: unanswered(x), Text: s} }},
	}
}

func completeText(x order.Page) string {
	if x.Role == machine.Buyer {
		return lang.L("It says that all has come and is well. An open claim of yours is taken back by it.")
	}
	return lang.L("The buyer had the time to say that something is wrong.")
}

// unanswered is the first rating without a reply.
func unanswered(x order.Page) (h event.Hash) {
	for _, r := range x.State.Ratings {
		if r.Reply == "" {
			return r.Hash
		}
	}
	return h
}

// askWords asks for words, and says them.
func (p *Page) askWords(x order.Page, k event.Kind) {
	a, ok := askings(x)[k]
	if !ok {
		return
	}
	s := p.sheet(a.title, para(a.text))
	area := s.area(a.hint)
	s.add(area)
	if x.Role == machine.Merchant {
		s.add(p.cannedReplies(x, area))
	}
	s.open(a.yes, a.rank, func() { s.act(x.ID, a.body(area.Text())) })
}
