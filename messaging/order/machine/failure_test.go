package machine

import (
	"slices"
	"testing"

	"restante/messaging/order/event"
)

// failed is a log that the merchant's program could not take.
func failed(t testing.TB) *log {
	l := newLog(t, mugs())
	l.says(Merchant, event.Failure{Code: event.CodeStock, Reason: "none are left"})
	return l
}

// Whom the merchant has not taken with the order never becomes its moderator.
func TestNobodyIsCalledAfterAFailure(t *testing.T) {
	l := failed(t)
	l.says(Buyer, event.Noted{Reference: "A", Amount: 10_000})
	l.says(Buyer, event.Dispute{Text: "give me all of it"})
	if s := l.wants(Failed, NotTaken); s.Called() || s.Dispute != nil {
		t.Errorf("the moderator takes part: %+v", s.Dispute)
	}
	l.says(Moderator, event.Decision{Buyer: 10_000, Found: 10_000, Text: "all of it"})
	if s := l.wants(Failed, NotCalled); s.Money.Owed != 0 {
		t.Errorf("the merchant owes %d", s.Money.Owed)
	}
	l.says(Moderator, event.Message{Text: "hello"})
	l.wants(Failed, NotCalled)
}

// A buyer who disputes first, in the very message that brings the order, cannot keep it
// from failing; nor does a moderator who knows nothing of it decide.
func TestFailureOvertakesTheModerator(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Buyer, event.Noted{Reference: "A", Amount: 10_000})
	claim := l.says(Buyer, event.Dispute{Text: "nothing is said"})
	knew := l.state().Parents()
	l.wants(Disputed, "")
	l.says(Merchant, event.Failure{Code: event.CodePrice})
	l.wants(Failed, "")
	l.after(Moderator, knew, event.Decision{Buyer: 10_000, Found: 10_000, Text: "all of it"})
	s := l.wants(Failed, NotTaken)
	if l.void(claim) != NotTaken || s.Called() || s.Dispute != nil || s.Money.Owed != 0 {
		t.Errorf("the claim is void because %q, %+v, %+v", l.void(claim), s.Dispute, s.Money)
	}
	if slices.Contains(s.Others(Merchant), judy) || !slices.Contains(s.Others(Buyer), judy) {
		t.Errorf("the merchant tells %v, the buyer %v", s.Others(Merchant), s.Others(Buyer))
	}
}

// It is the same where the two did not know of each other.
func TestFailureBesideADispute(t *testing.T) {
	l := newLog(t, mugs())
	first := l.state().Parents()
	l.says(Buyer, event.Noted{Reference: "A", Amount: 10_000})
	claim := l.says(Buyer, event.Dispute{Text: "nothing is said"})
	l.after(Merchant, first, event.Failure{Code: event.CodeStock})
	if l.wants(Failed, ""); l.void(claim) != NotTaken {
		t.Errorf("the claim is void because %q", l.void(claim))
	}
}

// Money that came is owed in full after a failure, whenever it came, and goes back.
func TestMoneyOfAFailedOrderGoesBack(t *testing.T) {
	l := failed(t)
	l.says(Buyer, event.Noted{Reference: "A", Amount: 10_000})
	l.wants(Failed, "")
	l.says(Merchant, event.Paid{Reference: "A", Amount: 10_000})
	if s := l.wants(Failed, ""); s.Money.Owed != 10_000 {
		t.Errorf("the merchant owes %d", s.Money.Owed)
	}
	l.says(Merchant, event.Refund{Reference: "B", Amount: 10_000})
	if s := l.wants(Failed, ""); s.Money.Owed != 0 || s.Money.Held != 0 {
		t.Errorf("%+v", s.Money)
	}
}
