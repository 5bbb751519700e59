package machine

import (
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

func TestMoney(t *testing.T) {
	l := newLog(t, mugs())
	want := func(m Money) {
		t.Helper()
		m.Total = 10_000
		if got := l.state().Money; got != m {
			t.Errorf("got  %+v\nwant %+v", got, m)
		}
	}
	want(Money{Due: 10_000})
	l.says(Buyer, event.Noted{Reference: "A", Amount: 4000})
	want(Money{Noted: 4000, Due: 10_000})
	l.says(Merchant, event.Paid{Reference: "A", Amount: 4000})
	want(Money{Noted: 4000, Paid: 4000, Held: 4000, Due: 6000})
	l.says(Merchant, event.Confirm{})
	l.says(Merchant, event.Paid{Reference: "A", Amount: 4000})
	l.wants(Confirmed, SamePayment)
	l.says(Merchant, event.Paid{Amount: 3000})
	l.says(Merchant, event.Paid{Amount: 3000})
	l.wants(Paid, "")
	want(Money{Noted: 4000, Paid: 10_000, Held: 10_000})
	l.says(Merchant, event.Refund{Amount: 2500, Reference: "B"})
	l.says(Merchant, event.Refund{Amount: 2500, Reference: "B"})
	l.wants(Paid, SamePayment)
	want(Money{Noted: 4000, Paid: 10_000, Refunded: 2500, Held: 7500})
	l.says(Merchant, event.Refund{Amount: 7501})
	l.wants(Paid, TooMuchBack)
	l.says(Merchant, event.Decline{})
	want(Money{Noted: 4000, Paid: 10_000, Refunded: 2500, Held: 7500, Owed: 7500})
	l.says(Merchant, event.Refund{Amount: 7500})
	l.wants(Declined, "")
	want(Money{Noted: 4000, Paid: 10_000, Refunded: 10_000})
}

func TestMoneyThatComesLate(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Merchant, event.Decline{})
	l.says(Merchant, event.Paid{Amount: 10_000})
	if s := l.wants(Declined, ""); s.Money.Owed != 10_000 {
		t.Errorf("%+v", s.Money)
	}
}

func TestNothingIsDueForWhatIsOver(t *testing.T) {
	for _, name := range []string{"cancelled", "unpaid", "failed"} {
		if m := situations(t)[name].state().Money; m.Due != 0 || m.Owed != 0 {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestAllButAUnitIsNotAll(t *testing.T) {
	l := sold(t)
	l.says(Merchant, event.Refund{Amount: 9_999})
	l.wants(Paid, "")
	l.says(Merchant, event.Refund{Amount: 1})
	l.wants(Refunded, "")
}

func TestAmountsDoNotRunOver(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Merchant, event.Paid{Amount: money.Max})
	l.says(Merchant, event.Paid{Amount: 1})
	l.wants(Placed, TooMuchMoney)
	l.says(Buyer, event.Noted{Amount: money.Max})
	l.says(Buyer, event.Noted{Amount: money.Max})
	if s := l.wants(Placed, TooMuchMoney); s.Money.Paid != money.Max || s.Money.Noted != money.Max {
		t.Errorf("%+v", s.Money)
	}
}

func TestAllPaidBackEndsAnOrder(t *testing.T) {
	l := sent(t)
	l.says(Buyer, event.Dispute{Text: "cracked"})
	l.says(Merchant, event.Refund{Amount: 10_000})
	l.wants(Refunded, "")
	l.says(Merchant, event.Paid{Amount: 5})
	if s := l.wants(Disputed, ""); s.Money.Owed != 5 {
		t.Errorf("money that came later: %+v", s.Money)
	}
}

func TestAnOrderThatCostsNothing(t *testing.T) {
	o := mugs()
	o.Terms.Total = 0
	l := newLog(t, o)
	l.says(Merchant, event.Confirm{})
	s := l.wants(Paid, "")
	if s.may(event.KindUnpaid, Merchant, noon.Add(9*UsualPay)) != IsPaid || !s.Due.Pay.IsZero() || s.Due.Ship.IsZero() {
		t.Errorf("%+v", s.Due)
	}
}

func TestDue(t *testing.T) {
	o := mugs()
	o.Times = event.Times{Confirm: 1, Pay: 2, Ship: 3, Complete: 4}
	l := newLog(t, o)
	want := func(d Due) {
		t.Helper()
		if got := l.state().Due; got != d {
			t.Errorf("%s: got %v, want %v", l.state().Stage, got, d)
		}
		l.now = l.now.Add(10 * time.Hour)
	}
	at := func(events, hours int) time.Time { return noon.Add(time.Duration(10*events+hours) * time.Hour) }
	want(Due{Confirm: at(0, 1)})
	l.says(Merchant, event.Confirm{})
	want(Due{Pay: at(1, 2)})
	l.says(Merchant, event.Paid{Amount: 10_000})
	want(Due{Ship: at(2, 3)})
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	want(Due{Ship: at(2, 3)})
	l.says(Merchant, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 3}}})
	want(Due{Complete: at(4, 4)})
	l.says(Buyer, event.Dispute{Text: "cracked"})
	want(Due{})
	l.says(Buyer, event.Complete{})
	want(Due{})
}

func TestDueAsTheMerchantSaid(t *testing.T) {
	l := newLog(t, mugs())
	pay, ship := noon.Add(day), noon.Add(9*day)
	l.says(Merchant, event.Confirm{PayBy: pay, ShipBy: ship})
	if got := l.state().Due; got != (Due{Pay: pay, Ship: ship}) {
		t.Errorf("%+v", got)
	}
}

// Money that came before the order was confirmed does not make shipping due earlier.
func TestShippingIsDueAfterBoth(t *testing.T) {
	l := newLog(t, mugs())
	l.says(Merchant, event.Paid{Amount: 10_000})
	l.now = noon.Add(day)
	l.says(Merchant, event.Confirm{})
	if got := l.state().Due; got != (Due{Ship: noon.Add(day + UsualShip)}) {
		t.Errorf("%+v", got)
	}
}
