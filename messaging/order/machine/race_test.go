package machine

import (
	"testing"

	"restante/messaging/order/event"
)

// Neither knew of the other: the order is confirmed, and the operator is told.
func TestConfirmBeatsCancel(t *testing.T) {
	l := newLog(t, mugs())
	start := l.state().Parents()
	cancelled := l.after(Buyer, start, event.Cancel{})
	l.wants(Cancelled, "")
	l.after(Merchant, start, event.Confirm{})
	s := l.wants(Confirmed, "")
	if got := l.void(cancelled); got != Overtaken {
		t.Errorf("the cancel is void because %q", got)
	}
	if voids := s.Voids(); len(voids) != 1 || voids[0].Hash != cancelled.Hash {
		t.Errorf("told to the operator: %v", voids)
	}
}

func TestWhoKnowsOfACancelCannotConfirm(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Buyer, event.Cancel{})
	l.says(Merchant, event.Confirm{})
	l.wants(Cancelled, Over)
}

func TestDeclineAndCancelBothEnd(t *testing.T) {
	for _, first := range []Role{Buyer, Merchant} {
		l := newLog(t, mugs())
		start := l.state().Parents()
		said := map[Role]event.Body{Buyer: event.Cancel{}, Merchant: event.Decline{}}
		l.after(first, start, said[first])
		l.after(first.other(), start, said[first.other()])
		s := l.wants(Declined, "")
		if len(s.Voids()) != 0 || s.Ended.Kind != event.KindDecline {
			t.Errorf("%v, %+v", s.Voids(), s.Ended)
		}
	}
}

// A cancel that is made to look old changes nothing for whoever went on, whatever
// junk of the moderator they had before them.
func TestAnOldCancelComesTooLate(t *testing.T) {
	l := newLog(t, mugs())
	start := l.state().Parents()
	junk := l.after(Moderator, start, event.Decision{Text: "x"})
	l.says(Merchant, event.Confirm{})
	l.says(Merchant, event.Paid{Amount: 10_000})
	shipped := l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	l.after(Buyer, start, event.Cancel{})
	s := l.wants(PartlyShipped, Overtaken)
	if l.void(shipped) != "" || l.void(junk) != NotCalled || s.Money.Paid != 10_000 {
		t.Errorf("shipped: %q, junk: %q, %+v", l.void(shipped), l.void(junk), s.Money)
	}
}

// A refund that is made to look older than the decision does not undo it; it counts
// towards the buyer's share.
func TestAnOldRefundDoesNotUndoADecision(t *testing.T) {
	l := sent(t)
	l.says(Buyer, event.Dispute{Text: "cracked"})
	before := l.state().Parents()
	l.says(Moderator, event.Decision{Buyer: 6000, Merchant: 4000, Text: "so be it"})
	if s := l.wants(Decided, ""); s.Money.Owed != 6000 {
		t.Errorf("owed after the decision: %d", s.Money.Owed)
	}
	l.after(Merchant, before, event.Refund{Amount: 1})
	if s := l.wants(Decided, ""); s.Money.Owed != 5999 || s.Dispute.Open || s.Dispute.Decision.Buyer != 6000 {
		t.Errorf("owed after an old refund: %d", s.Money.Owed)
	}
	l.says(Merchant, event.Refund{Amount: 5999})
	if s := l.wants(Decided, ""); s.Money.Owed != 0 || s.Money.Held != 4000 {
		t.Errorf("after all went back: %+v", s.Money)
	}
}

// What went back before the decision is not part of the buyer's share.
func TestADecisionAfterARefund(t *testing.T) {
	l := sent(t)
	l.says(Merchant, event.Refund{Amount: 1000})
	l.says(Buyer, event.Dispute{Text: "cracked"})
	l.says(Moderator, event.Decision{Buyer: 4000, Merchant: 5000, Text: "so be it"})
	if s := l.wants(Decided, ""); s.Money.Owed != 4000 {
		t.Errorf("%+v", s.Money)
	}
}

func TestADecisionIsOnWhatTheModeratorKnew(t *testing.T) {
	l := sent(t)
	l.says(Merchant, event.Dispute{Text: "she lies"})
	known := l.state().Parents()
	l.says(Merchant, event.Refund{Amount: 500})
	l.after(Moderator, known, event.Decision{Buyer: 1000, Merchant: 9000, Text: "so be it"})
	if s := l.wants(Decided, ""); s.Money.Owed != 500 {
		t.Errorf("%+v", s.Money)
	}
}

func TestSharesAreToTheUnit(t *testing.T) {
	l := sent(t)
	l.says(Buyer, event.Dispute{Text: "cracked"})
	for _, d := range []event.Decision{{Buyer: 9_999}, {Merchant: 10_001}, {Buyer: 5_000, Merchant: 4_999}, {}} {
		l.says(Moderator, d)
		l.wants(Disputed, WrongShares)
	}
	l.says(Moderator, event.Decision{Buyer: 5_001, Merchant: 4_999})
	l.wants(Decided, "")
	l.says(Moderator, event.Decision{Buyer: 10_000})
	l.wants(Decided, IsDecided)
}

// The merchant never said to have the money. What the buyer noted is all that can be
// found, and it goes back like any other money.
func TestMoneyThatWasDenied(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Buyer, event.Noted{Reference: "A", Amount: 10_000})
	l.says(Buyer, event.Dispute{Text: "paid, and nothing came"})
	l.says(Moderator, event.Decision{Buyer: 10_001, Found: 10_001, Text: "all of it"})
	l.wants(Disputed, NotNoted)
	l.says(Moderator, event.Decision{Buyer: 10_000, Found: 10_000, Text: "all of it"})
	if s := l.wants(Decided, ""); s.Money.Owed != 10_000 || s.Money.Held != 0 {
		t.Errorf("%+v", s.Money)
	}
	l.says(Merchant, event.Refund{Amount: 10_000})
	l.wants(Decided, NothingHeld)
	l.says(Merchant, event.Paid{Amount: 10_000})
	l.says(Merchant, event.Refund{Amount: 10_000})
	if s := l.wants(Decided, ""); s.Money.Owed != 0 {
		t.Errorf("%+v", s.Money)
	}
}

func TestABuyerTakesAClaimBack(t *testing.T) {
	l := sold(t)
	l.says(Buyer, event.Dispute{Text: "nothing came"})
	l.wants(Disputed, "")
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	l.says(Buyer, event.Complete{Note: "the song can wait"})
	s := l.wants(Completed, "")
	if s.Dispute == nil || s.Dispute.Open || !s.Called() {
		t.Errorf("%+v", s.Dispute)
	}
}

func TestBothHaveClaims(t *testing.T) {
	l := sent(t)
	l.says(Buyer, event.Dispute{Text: "cracked"})
	l.says(Merchant, event.Dispute{Text: "she lies"})
	l.says(Buyer, event.Complete{})
	s := l.wants(Disputed, "")
	if len(s.Dispute.By) != 1 || s.Dispute.By[0] != Merchant {
		t.Errorf("the claims of %v stand", s.Dispute.By)
	}
}
