package machine

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/messaging/order/event"
)

// situations are orders in all sorts of states.
func situations(t testing.TB) map[string]*log {
	all := map[string]*log{
		"placed": newLog(t, mugs()), "confirmed": newLog(t, mugs()), "paid": sold(t), "partly shipped": sold(t),
		"shipped": sent(t), "completed": sent(t), "disputed": sent(t), "decided": sent(t), "cancelled": newLog(t, mugs()),
		"declined": sold(t), "failed": newLog(t, mugs()), "refunded": sold(t), "unpaid": newLog(t, mugs()),
		"without moderator": nil, "paid first": newLog(t, mugs()), "nothing came": sold(t), "denied": newLog(t, mugs()),
		"returning": sent(t), "allowed": sent(t), "refused": sent(t), "returned": sent(t),
	}
	all["confirmed"].says(Merchant, event.Confirm{})
	all["partly shipped"].says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	all["completed"].says(Buyer, event.Complete{})
	all["disputed"].says(Buyer, event.Dispute{Text: "cracked"})
	all["decided"].says(Merchant, event.Dispute{Text: "she lies"})
	all["decided"].says(Moderator, event.Decision{Buyer: 4000, Merchant: 6000, Text: "so be it"})
	all["cancelled"].says(Buyer, event.Cancel{})
	all["declined"].says(Merchant, event.Decline{})
	all["failed"].says(Merchant, event.Failure{Code: event.CodeStock})
	all["refunded"].says(Merchant, event.Refund{Amount: 10_000})
	all["unpaid"].says(Merchant, event.Confirm{})
	all["unpaid"].now = noon.Add(UsualPay)
	all["unpaid"].says(Merchant, event.Unpaid{})
	mug := []event.Part{{Line: 0, Quantity: 1}}
	for _, name := range []string{"returning", "allowed", "refused", "returned"} {
		l := all[name]
		back := l.says(Buyer, event.Return{Parts: mug, Reason: "chipped"})
		switch name {
		case "refused":
			l.says(Merchant, event.Refuse{Return: back.Hash, Text: "it was whole"})
		case "allowed", "returned":
			l.says(Merchant, event.Allow{Return: back.Hash})
		}
		if name == "returned" {
			l.says(Merchant, event.Receive{Return: back.Hash, Parts: mug, Restock: true})
		}
	}
	lonely := mugs()
	lonely.Moderator = ""
	all["without moderator"] = newLog(t, lonely)
	all["without moderator"].says(Merchant, event.Confirm{})
	all["paid first"].says(Merchant, event.Paid{Amount: 10_000})
	all["nothing came"].says(Buyer, event.Dispute{Text: "nothing came"})
	all["denied"].says(Buyer, event.Noted{Amount: 10_000})
	all["denied"].says(Buyer, event.Dispute{Text: "nothing is said"})
	return all
}

// The table of the package comment, as it shows to each of the three.
func TestTable(t *testing.T) {
	want := map[string][3]string{
		"placed":            {"noted message cancel", "paid message confirm failure decline", ""},
		"confirmed":         {"noted message dispute", "paid message decline ship deliver dispute", ""},
		"paid":              {"noted message dispute", "paid message decline ship deliver refund dispute", ""},
		"partly shipped":    {"noted message dispute rate return", "paid message ship deliver refund dispute", ""},
		"shipped":           {"noted message dispute complete rate return", "paid message refund dispute", ""},
		"returning":         {"noted message dispute complete rate return", "paid message refund dispute allow refuse", ""},
		"allowed":           {"noted message dispute complete rate return", "paid message refund dispute receive", ""},
		"refused":           {"noted message dispute complete rate return", "paid message refund dispute", ""},
		"returned":          {"noted message dispute complete rate return", "paid message refund dispute", ""},
		"completed":         {"noted message dispute rate return", "paid message refund dispute", ""},
		"disputed":          {"noted message complete rate", "paid message refund dispute answer", "message decision"},
		"decided":           {"noted message rate", "paid message refund", "message"},
		"cancelled":         {"noted message", "paid message", ""},
		"declined":          {"noted message dispute", "paid message refund dispute", ""},
		"failed":            {"noted message", "paid message", ""},
		"refunded":          {"noted message rate", "paid message", ""},
		"unpaid":            {"noted message dispute", "paid message dispute", ""},
		"without moderator": {"noted message", "paid message decline ship deliver", ""},
		"paid first":        {"noted message cancel dispute", "paid message confirm failure decline refund dispute", ""},
		"nothing came":      {"noted message complete", "paid message ship deliver refund dispute answer", "message decision"},
		"denied":            {"noted message", "paid message confirm failure dispute answer", "message decision"},
	}
	for name, l := range situations(t) {
		for i, by := range all {
			got := strings.Trim(fmt.Sprint(l.state().Allowed(by, noon)), "[]")
			if got != want[name][i] {
				t.Errorf("%s: the %s may say %q, want %q", name, by, got, want[name][i])
			}
		}
	}
}

func TestTheMerchantMayWhenItIsTime(t *testing.T) {
	for name, kind := range map[string]event.Kind{"confirmed": event.KindUnpaid, "shipped": event.KindComplete} {
		s := situations(t)[name].state()
		by := s.Due.Pay
		if name == "shipped" {
			by = s.Due.Complete
		}
		if s.may(kind, Merchant, by.Add(-time.Second)) != TooEarly || s.may(kind, Merchant, by) != "" {
			t.Errorf("%s when it is %s: %q, then %q", kind, name, s.may(kind, Merchant, by.Add(-time.Second)), s.may(kind, Merchant, by))
		}
	}
}

// bodies has something of every kind, some of it too much.
func bodies(l *log) []event.Body {
	return []event.Body{
		mugs(), event.Confirm{}, event.Failure{Code: "x"}, event.Decline{}, event.Cancel{}, event.Unpaid{},
		event.Noted{Reference: "A", Amount: 100}, event.Paid{Reference: "A", Amount: 100}, event.Paid{Amount: 1<<53 - 1}, event.Paid{Amount: -5},
		event.Refund{Amount: 100}, event.Refund{Amount: 10_001}, event.Refund{Amount: -100}, event.Refund{Amount: 1, Parts: []event.Part{{Line: 1, Quantity: 4}}},
		event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}}, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 3}}},
		event.Ship{Parts: []event.Part{{Line: 1, Quantity: 1}}}, event.Ship{Parts: []event.Part{{Line: 9, Quantity: 1}}},
		event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 3}}}, event.Deliver{Parts: []event.Part{{Line: 0, Quantity: 1}}},
		event.Complete{}, event.Rate{Scores: []event.Score{{Line: 0, Stars: 5}}}, event.Rate{Scores: []event.Score{{Line: 2, Stars: 5}}},
		event.Reply{Rating: l.events[0].Hash, Text: "x"}, event.Return{Parts: []event.Part{{Line: 0, Quantity: 1}}}, event.Return{Parts: []event.Part{{Line: 0, Quantity: 3}}},
		event.Return{Parts: []event.Part{{Line: 2, Quantity: 1}}}, event.Allow{Return: l.back()}, event.Refuse{Return: l.back()}, event.Refuse{},
		event.Receive{Return: l.back(), Parts: []event.Part{{Line: 0, Quantity: 1}}}, event.Receive{Return: l.back(), Parts: []event.Part{{Line: 1, Quantity: 1}}},
		event.Receive{Parts: []event.Part{{Line: 0, Quantity: 1}}},
		event.Dispute{Text: "x"}, event.Answer{Text: "x"}, event.Message{Text: "x"},
		event.Decision{Buyer: 1, Merchant: 9_999, Text: "x"}, event.Decision{Buyer: 1, Text: "x"}, event.Decision{Buyer: -1, Merchant: 10_001, Text: "x"},
		event.Decision{Buyer: 10_000, Merchant: 1, Found: 1, Text: "x"},
	}
}

// back is the last return, or none.
func (l *log) back() (h event.Hash) {
	for _, e := range l.events {
		if e.Kind() == event.KindReturn {
			h = e.Hash
		}
	}
	return h
}

// What Check refuses is void for the same reason and does nothing; what it does not
// refuse counts. So nobody makes an event that turns out to be void.
func TestCheckTellsWhatFoldDoes(t *testing.T) {
	reasons := make(map[Reason]bool)
	for name, l := range situations(t) {
		before := l.state()
		for _, b := range bodies(l) {
			for _, by := range []Role{0, Buyer, Merchant, Moderator} {
				why, _ := before.Check(by, b, l.now).(Reason)
				e := l.event(named[by], before.Parents(), b)
				after := Fold(l.id, append(l.events[:len(l.events):len(l.events)], e))
				if by != 0 {
					reasons[why] = true
					if got := after.Timeline[len(after.Timeline)-1]; got.Hash == e.Hash && got.Void != why {
						t.Errorf("%s, %T by the %s: void because %q, Check says %q", name, b, by, got.Void, why)
					}
				}
				if why != "" && !reflect.DeepEqual(visible(after), visible(before)) {
					t.Errorf("%s, %T by the %s is void (%s) and changes the order", name, b, by, why)
				}
			}
		}
	}
	if len(reasons) < 25 {
		t.Errorf("only %d reasons were tried", len(reasons))
	}
}

// visible is a state without its story and what was left out of it.
func visible(s State) State {
	s.Timeline, s.Strange, s.heads, s.wrote, s.facts = nil, nil, nil, [roles]int{}, facts{}
	return s
}

// A kind without a rule would be refused for ever.
func TestEveryKindHasARule(t *testing.T) {
	if len(rules) != int(event.KindReceive)+1 {
		t.Fatalf("%d rules", len(rules))
	}
	for _, k := range event.Kinds() {
		if r := rules[k]; k != event.KindOrder && (r.who == nil || r.may == nil || r.fits == nil) {
			t.Errorf("%s has no rule", k)
		}
	}
}
