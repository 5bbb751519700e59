package machine

import (
	"pgregory.net/rapid"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// body is something of a kind, right or wrong.
func (l *life) body(k event.Kind, s State) event.Body {
	amount := money.Amount(anyAmount.Draw(l.T, "amount"))
	if rapid.Bool().Draw(l.T, "what is due") {
		amount = max(s.Money.Due, 1)
	}
	part := event.Part{Line: uint32(rapid.IntRange(0, 2).Draw(l.T, "line")), Quantity: uint32(rapid.IntRange(1, 3).Draw(l.T, "quantity"))}
	name := rapid.SampledFrom([]string{"", "", "A", "B"}).Draw(l.T, "reference")
	switch k {
	case event.KindPaid:
		return event.Paid{Reference: name, Amount: amount}
	case event.KindNoted:
		return event.Noted{Reference: name, Amount: amount}
	case event.KindRefund:
		switch rapid.IntRange(0, 3).Draw(l.T, "how much") {
		case 0:
			amount = s.Money.Held
		case 1:
			amount = max(s.Money.Owed, 1)
		case 2:
			amount = min(amount, 100)
		}
		return event.Refund{Reference: name, Amount: amount, Parts: []event.Part{part}[:rapid.IntRange(0, 1).Draw(l.T, "parts")]}
	case event.KindShip:
		return event.Ship{Parts: []event.Part{part}}
	case event.KindDeliver:
		return event.Deliver{Parts: []event.Part{part}}
	case event.KindRate:
		return event.Rate{Scores: []event.Score{{Line: part.Line, Stars: 3}}}
	case event.KindReply:
		return event.Reply{Rating: l.rating(s)}
	case event.KindReturn:
		return event.Return{Parts: []event.Part{part}}
	case event.KindAllow:
		return event.Allow{Return: l.back(s)}
	case event.KindRefuse:
		return event.Refuse{Return: l.back(s)}
	case event.KindReceive:
		return event.Receive{Return: l.back(s), Parts: []event.Part{part}, Restock: rapid.Bool().Draw(l.T, "restock")}
	case event.KindDecision:
		return l.decision(s, amount)
	}
	return words(k)
}

func (l *life) rating(s State) event.Hash {
	if len(s.Ratings) == 0 {
		return event.Hash{}
	}
	return rapid.SampledFrom(s.Ratings).Draw(l.T, "rating").Hash
}

func (l *life) back(s State) event.Hash {
	if len(s.Returns) == 0 {
		return event.Hash{}
	}
	return rapid.SampledFrom(s.Returns).Draw(l.T, "return").Hash
}

func (l *life) decision(s State, amount money.Amount) event.Decision {
	d := event.Decision{Merchant: amount}
	if rapid.Bool().Draw(l.T, "found") {
		d.Found = max(s.Money.Noted-s.Money.Paid, 0)
	}
	d.Merchant = min(d.Merchant, s.Money.Held+d.Found)
	d.Buyer = s.Money.Held + d.Found - d.Merchant
	d.Buyer += money.Amount(rapid.SampledFrom([]int64{0, 0, 0, 1, -1}).Draw(l.T, "wrong"))
	return d
}

func words(k event.Kind) event.Body {
	return map[event.Kind]event.Body{
		event.KindMessage: event.Message{}, event.KindConfirm: event.Confirm{}, event.KindFailure: event.Failure{},
		event.KindDecline: event.Decline{}, event.KindUnpaid: event.Unpaid{}, event.KindCancel: event.Cancel{},
		event.KindDispute: event.Dispute{}, event.KindAnswer: event.Answer{}, event.KindComplete: event.Complete{},
	}[k]
}
