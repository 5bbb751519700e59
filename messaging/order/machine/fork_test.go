package machine

import (
	"testing"

	"restante/messaging/order/event"
)

// fork says two things in one place, and returns the one that counts first.
func (l *log) fork(by Role, a, b event.Body) (counts, void event.Event) {
	l.Helper()
	parents := l.state().Parents()
	first, second := l.after(by, parents, a), l.after(by, parents, b)
	if first.Hash.Compare(second.Hash) < 0 {
		return first, second
	}
	return second, first
}

func TestOfTwoInOnePlaceTheLowerHashCounts(t *testing.T) {
	l := newLog(t, mugs())
	counts, void := l.fork(Merchant, event.Paid{Amount: 1}, event.Paid{Amount: 2})
	s := l.state()
	if l.void(counts) != "" || l.void(void) != Beside || s.Money.Paid != counts.Body.(event.Paid).Amount {
		t.Errorf("%q, %q, %+v", l.void(counts), l.void(void), s.Money)
	}
	if len(s.Forks) != 1 || s.Forks[0] != (Fork{Merchant, counts.Hash, void.Hash}) {
		t.Errorf("%+v", s.Forks)
	}
}

// Two branches can each pay back all there is. Only one of them did.
func TestNobodyPaysBackTwice(t *testing.T) {
	l := sold(t)
	counts, void := l.fork(Merchant, event.Message{Text: "a"}, event.Message{Text: "b"})
	l.after(Merchant, []event.Hash{counts.Hash}, event.Refund{Amount: 10_000})
	lost := l.after(Merchant, []event.Hash{void.Hash}, event.Refund{Amount: 10_000})
	if s := l.state(); s.Money.Refunded != 10_000 || l.void(lost) != Beside {
		t.Errorf("%+v, %q", s.Money, l.void(lost))
	}
}

// A folder that was put back: who learns of both branches goes on.
func TestWhoKnowsBothBranchesGoesOn(t *testing.T) {
	l := sold(t)
	_, void := l.fork(Merchant, event.Message{Text: "a"}, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	l.after(Merchant, []event.Hash{void.Hash}, event.Message{Text: "c"})
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	s := l.wants(PartlyShipped, "")
	if len(s.Forks) != 2 || s.Lines[0].Sent < 1 {
		t.Errorf("%+v, %+v", s.Forks, s.Lines)
	}
}

// The merchant's second thoughts about a payment do not void what a moderator decided
// before anybody saw them.
func TestAForkDoesNotUndoADecision(t *testing.T) {
	l := newLog(t, mugs())
	before := l.state().Parents()
	paid := l.says(Merchant, event.Paid{Amount: 10_000})
	l.says(Buyer, event.Dispute{Text: "nothing came"})
	l.says(Moderator, event.Decision{Buyer: 10_000, Text: "all of it"})
	for range 40 { // one of so many has a lower hash
		l.after(Merchant, before, event.Message{Text: "what money?"})
	}
	s := l.state()
	if l.void(paid) != Beside || s.Stage != Decided || s.Money.Owed != 10_000 {
		t.Errorf("%s, %q, %+v", s.Stage, l.void(paid), s.Money)
	}
}

// However much somebody forks, the others go on in knowledge of all that counts, their
// own events first of all.
func TestManyForksHinderNobody(t *testing.T) {
	l := sold(t)
	counts := l.after(Buyer, l.state().Parents(), event.Message{Text: "x"})
	shipped := l.after(Merchant, counts.Parents, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	for n := 3 * event.MaxParents; n >= 0; {
		parents := counts.Parents
		if n == 0 {
			parents = []event.Hash{shipped.Hash} // to hide it behind all the others
		}
		if e := l.event(bob, parents, event.Message{Text: "x"}); e.Hash.Compare(counts.Hash) > 0 {
			l.events = append(l.events, e)
			n--
		}
	}
	if n := len(l.state().Parents()); n != event.MaxParents {
		t.Fatalf("%d parents", n)
	}
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	l.wants(PartlyShipped, NothingLeft)
	l.says(Merchant, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 3}}})
	s := l.wants(Shipped, "")
	for _, f := range s.Forks {
		if f.By != Buyer {
			t.Errorf("the %s is said to have forked", f.By)
		}
	}
}
