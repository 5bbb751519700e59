package machine_test

import (
	"bytes"
	"fmt"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
	"restante/node/identity"
)

var (
	bob  = person(1)
	mary = person(2)
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

func person(n byte) *identity.Key {
	k, err := identity.FromSeed([32]byte(bytes.Repeat([]byte{n}, 32)))
	if err != nil {
		panic(err)
	}
	return k
}

// song is one song for 10.00, without a moderator.
func song() event.Order {
	return event.Order{Merchant: mary.ID(), Terms: terms.Terms{
		Shop: [32]byte{1}, At: noon, Currency: money.Currency{Code: "EUR", Decimals: 2},
		Lines: []terms.Line{{Listing: [32]byte{2}, Slug: "song", Title: "Song", Kind: terms.Digital, Quantity: 1, Price: 1000}},
		Items: 1000, Total: 1000,
	}}
}

// place gives the events of an order that was just placed.
func place(o event.Order) (event.ID, []event.Event) {
	e, _, err := event.Sign(bob, event.Event{At: noon, Body: o})
	if err != nil {
		panic(err)
	}
	return e.Order, []event.Event{e}
}

// say adds an event by somebody who knows all others.
func say(k *identity.Key, id event.ID, events []event.Event, b event.Body) []event.Event {
	s := machine.Fold(id, events)
	if err := s.Check(s.People.Role(k.ID()), b, noon); err != nil {
		fmt.Println("refused:", err)
		return events
	}
	_, raw, err := event.Sign(k, event.Event{Order: id, Parents: s.Parents(), At: noon, Body: b})
	if err != nil {
		panic(err)
	}
	e, err := event.Open(raw) // as the other side gets it
	if err != nil {
		panic(err)
	}
	return append(events, e)
}

func ExampleFold() {
	id, events := place(song())
	tell := func() {
		s := machine.Fold(id, events)
		fmt.Printf("%s, due %d, held %d, sent %d\n", s.Stage, s.Money.Due, s.Money.Held, s.Lines[0].Sent)
	}
	tell()
	for _, next := range []struct {
		by   *identity.Key
		body event.Body
	}{
		{mary, event.Confirm{}},
		{mary, event.Paid{Method: "bank", Reference: "R-1", Amount: 1000}},
		{mary, event.Deliver{Parts: []event.Part{{Line: 0, Quantity: 1}}, Keys: []string{"AAAA-BBBB"}}},
		{bob, event.Complete{}},
	} {
		events = say(next.by, id, events, next.body)
		tell()
	}
	// Output:
	// placed, due 1000, held 0, sent 0
	// confirmed, due 1000, held 0, sent 0
	// paid, due 0, held 1000, sent 0
	// shipped, due 0, held 1000, sent 1
	// completed, due 0, held 1000, sent 1
}

func ExampleState_Allowed() {
	id, events := place(song())
	s := machine.Fold(id, events)
	fmt.Println("buyer:", s.Allowed(machine.Buyer, noon))
	fmt.Println("merchant:", s.Allowed(machine.Merchant, noon))
	// Output:
	// buyer: [noted message cancel]
	// merchant: [paid message confirm failure decline]
}

func ExampleState_Check() {
	id, events := place(song())
	events = say(mary, id, events, event.Deliver{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	events = say(mary, id, events, event.Confirm{})
	events = say(mary, id, events, event.Deliver{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	events = say(bob, id, events, event.Cancel{})
	events = say(bob, id, events, event.Dispute{Text: "Where is it?"})
	// Output:
	// refused: the order is not confirmed
	// refused: more than was ordered
	// refused: the order is confirmed already
	// refused: the order names no moderator
}

// The buyer cancels while the merchant confirms. Both did right; the operator is told.
func ExampleState_Voids() {
	id, events := place(song())
	cancelled := say(bob, id, events, event.Cancel{Reason: "too late"})
	confirmed := say(mary, id, events, event.Confirm{})
	s := machine.Fold(id, append(cancelled, confirmed[len(confirmed)-1]))
	fmt.Println(s.Stage)
	for _, e := range s.Voids() {
		fmt.Println(e.Kind(), "by the", e.By.String()+":", e.Void)
	}
	// Output:
	// confirmed
	// cancel by the buyer: the merchant confirmed the order at the same time
}

func ExampleState_Holds() {
	id, events := place(song())
	fmt.Printf("%+v\n", machine.Fold(id, events).Holds())
	events = say(mary, id, events, event.Decline{Reason: "sold out"})
	fmt.Printf("%+v\n", machine.Fold(id, events).Holds())
	// Output:
	// [{Line:0 Reserved:1 Gone:0 Back:0}]
	// [{Line:0 Reserved:0 Gone:0 Back:0}]
}
