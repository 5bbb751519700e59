package machine

import (
	"slices"
	"testing"
	"time"

	"restante/messaging/order/event"
)

func partsOf(all ...uint32) (parts []event.Part) {
	for i := 0; i < len(all); i += 2 {
		parts = append(parts, event.Part{Line: all[i], Quantity: all[i+1]})
	}
	return parts
}

// What is sent back is asked for, answered, and received in parts, never more than was
// sent; what was refused can be asked for again.
func TestReturns(t *testing.T) {
	l := sold(t)
	l.says(Merchant, event.Ship{Parts: partsOf(0, 1)})
	l.says(Buyer, event.Return{Parts: partsOf(0, 2)})
	l.wants(PartlyShipped, TooMuchReturned)
	one := l.says(Buyer, event.Return{Parts: partsOf(0, 1), Reason: "chipped"})
	l.wants(PartlyShipped, "")
	l.says(Buyer, event.Return{Parts: partsOf(0, 1)})
	l.wants(PartlyShipped, NothingBack)
	l.says(Merchant, event.Receive{Return: one.Hash, Parts: partsOf(0, 1)})
	l.wants(PartlyShipped, NoReturn)
	l.says(Merchant, event.Refuse{Return: one.Hash, Text: "it was whole"})
	l.says(Merchant, event.Allow{Return: one.Hash})
	l.wants(PartlyShipped, NoReturn)
	l.says(Merchant, event.Ship{Parts: partsOf(0, 1)})
	l.says(Merchant, event.Deliver{Parts: partsOf(1, 3)})
	l.says(Buyer, event.Complete{})
	if s := l.state(); s.Returnable(0) != 2 || s.Returnable(1) != 3 {
		t.Errorf("%d and %d can be returned", s.Returnable(0), s.Returnable(1))
	}
	two := l.says(Buyer, event.Return{Parts: partsOf(0, 2, 1, 1), Reason: "all of it"})
	l.wants(Completed, "")
	if s := l.state(); s.Returnable(0) != 0 || s.Returnable(1) != 2 {
		t.Errorf("%d and %d can be returned", s.Returnable(0), s.Returnable(1))
	}
	l.says(Merchant, event.Allow{Return: two.Hash, Text: "to the workshop"})
	l.says(Merchant, event.Allow{Return: two.Hash, Text: "to my home"})
	l.wants(Completed, NoReturn)
	l.says(Merchant, event.Receive{Return: one.Hash, Parts: partsOf(0, 1)})
	l.wants(Completed, NotAllowed)
	l.says(Merchant, event.Receive{Return: two.Hash, Parts: partsOf(0, 1), Restock: true})
	l.wants(Completed, "")
	l.says(Merchant, event.Receive{Return: two.Hash, Parts: partsOf(0, 2)})
	l.wants(Completed, TooMuchReturned)
	l.says(Merchant, event.Receive{Return: two.Hash, Parts: partsOf(0, 1, 1, 1)})
	l.says(Merchant, event.Refund{Amount: 8000})
	s := l.wants(Completed, "")
	if want := []Line{{Ordered: 2, Sent: 2, Returned: 2, Restocked: 1}, {Ordered: 3, Sent: 3, Returned: 1}}; !slices.Equal(s.Lines, want) {
		t.Errorf("%+v", s.Lines)
	}
	if len(s.Returns) != 2 || s.Returns[0].Text != "it was whole" || s.Returns[0].Open() || s.Returns[1].Text != "to the workshop" || s.Returns[1].Open() {
		t.Errorf("%+v", s.Returns)
	}
	if came := s.Returns[1].Came; !slices.Equal(came, partsOf(0, 2, 1, 1)) {
		t.Errorf("%+v", came)
	}
	if got := s.Holds(); !slices.Equal(got, []Hold{{0, 0, 2, 1}, {1, 0, 3, 0}}) {
		t.Errorf("%+v", got)
	}
}

// The time to return is that of the order, from the last piece on.
func TestReturnsHaveAnEnd(t *testing.T) {
	o := mugs()
	o.Times.Return = 14 * 24
	l := newLog(t, o)
	l.says(Merchant, event.Confirm{})
	l.says(Merchant, event.Ship{Parts: partsOf(0, 1)})
	l.now = noon.Add(day)
	l.says(Merchant, event.Ship{Parts: partsOf(0, 1)})
	end := noon.Add(15 * day)
	if s := l.state(); !s.Due.Return.Equal(end) || s.may(event.KindReturn, Buyer, end) != "" || s.may(event.KindReturn, Buyer, end.Add(time.Second)) != TooLate {
		t.Errorf("until %s", s.Due.Return)
	}
	l.now = end.Add(time.Second)
	l.says(Buyer, event.Return{Parts: partsOf(0, 1)})
	l.wants(PartlyShipped, TooLate)
	if s := sent(t).state(); !s.Due.Return.IsZero() || s.may(event.KindReturn, Buyer, noon.Add(1000*day)) != "" {
		t.Error("there is an end that nobody has said")
	}
}

// A buyer who asks twice in one place gets one of it, and the merchant takes no more back
// than was sent.
func TestReturnsInOnePlace(t *testing.T) {
	l := sent(t)
	at := l.state().Parents()
	one, other := l.after(Buyer, at, event.Return{Parts: partsOf(0, 2)}), l.after(Buyer, at, event.Return{Parts: partsOf(0, 2)})
	s := l.state()
	if len(s.Returns) != 1 || len(s.Forks) != 1 {
		t.Fatalf("%+v, %+v", s.Returns, s.Forks)
	}
	for _, r := range []event.Hash{one.Hash, other.Hash} {
		l.says(Merchant, event.Allow{Return: r})
		l.says(Merchant, event.Receive{Return: r, Parts: partsOf(0, 2)})
	}
	if got := l.state().Lines[0]; got.Returned != 2 {
		t.Errorf("%+v", got)
	}
}
