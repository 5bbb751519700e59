package remote

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/remote/form"
	"restante/messaging/storefront/terms"
	"restante/node/identity"
)

var (
	noon    = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	signers = []*identity.Key{signer(1), signer(2), signer(3), signer(4)} // the last one has no business here
)

func signer(n byte) *identity.Key {
	k, err := identity.FromSeed([32]byte(bytes.Repeat([]byte{n}, 32)))
	if err != nil {
		panic(err)
	}
	return k
}

// mugs are two mugs and a song, with a moderator.
func mugs() event.Order {
	return event.Order{
		Merchant: signers[1].ID(), Moderator: signers[2].ID(),
		ShipTo: event.Address{Name: "Zoë Müller", Street: "Hauptstraße 1", City: "Köln", Postcode: "50667", Country: "DE"},
		Terms: terms.Terms{
			Shop: [32]byte{1}, At: noon, Region: "DE", Currency: money.Currency{Code: "EUR", Decimals: 2},
			Lines: []terms.Line{
				{Listing: [32]byte{2}, Slug: "mug", Title: "Mug", Kind: terms.Physical, Quantity: 2, Price: 3500, Profile: "Parcel", Service: "Standard"},
				{Listing: [32]byte{3}, Slug: "song", Title: "Song", Kind: terms.Digital, Quantity: 1, Price: 3000},
			},
			Shipping: []terms.Shipping{{Profile: "Parcel", Service: "Standard"}},
			Items:    10_000, Total: 10_000,
		},
	}
}

// said is something of each kind, about what there is.
func (f filler) said(s machine.State) []event.Body {
	var rating, back event.Hash
	if n := len(s.Ratings); n > 0 {
		rating = s.Ratings[f.IntN(n)].Hash
	}
	if n := len(s.Returns); n > 0 {
		back = s.Returns[f.IntN(n)].Hash
	}
	parts := []event.Part{{Line: f.Uint32N(3), Quantity: 1 + f.Uint32N(2)}}
	amount := []money.Amount{1, 10_000, max(s.Money.Held, 1), max(s.Money.Owed, 1)}[f.IntN(4)]
	return []event.Body{
		event.Confirm{}, event.Failure{Code: "price"}, event.Decline{}, event.Cancel{}, event.Unpaid{},
		event.Noted{Reference: "A", Amount: amount}, event.Paid{Amount: amount}, event.Refund{Amount: amount},
		event.Ship{Parts: parts}, event.Deliver{Parts: parts}, event.Complete{}, event.Rate{Scores: []event.Score{{Line: parts[0].Line, Stars: 3}}},
		event.Reply{Rating: rating, Text: "Glad."}, event.Return{Parts: parts}, event.Allow{Return: back}, event.Refuse{Return: back, Text: "No."},
		event.Receive{Return: back, Parts: parts, Restock: true}, event.Dispute{Text: "cracked"}, event.Answer{Text: "it was whole"},
		event.Message{Text: "When?"}, event.Decision{Buyer: amount, Merchant: s.Money.Held - amount, Text: "Half."},
	}
}

// life is an order's at random. Most of it is what its people may say, so that orders get
// far; some is against the rules, beside other events, of a stranger, or lost.
func (f filler) life(steps int) machine.State {
	first, _, err := event.Sign(signers[0], event.Event{At: noon, Body: mugs()})
	if err != nil {
		panic(err)
	}
	events := []event.Event{first}
	for i := range steps {
		s := machine.Fold(first.Order, events)
		k, at := signers[f.IntN(len(signers))], noon.AddDate(0, 0, i)
		parents := s.Parents()
		if f.IntN(8) == 0 {
			parents = []event.Hash{events[f.IntN(len(events))].Hash}
		}
		e, _, err := event.Sign(k, event.Event{Order: first.Order, Parents: parents, At: at, Body: f.body(s, s.People.Role(k.ID()), at)})
		if err == nil { // some of it nobody could write
			events = append(events, e)
		}
	}
	lost := f.IntN(4 * len(events))
	events = slices.Delete(events, min(lost, len(events)), min(lost+1, len(events)))
	return machine.Fold(first.Order, events)
}

func (f filler) body(s machine.State, by machine.Role, at time.Time) event.Body {
	all := f.said(s)
	if f.IntN(5) > 0 {
		all = []event.Body{ // as orders mostly go
			event.Confirm{}, event.Paid{Amount: max(s.Money.Due, 1)}, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}},
			event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 1}}}, event.Message{Text: "When?"},
		}
	}
	if fine := slices.DeleteFunc(slices.Clone(all), func(b event.Body) bool { return s.Check(by, b, at) != nil }); len(fine) > 0 && f.IntN(8) > 0 {
		all = fine
	}
	return all[f.IntN(len(all))]
}

// TestAStateCrossesWhole: whatever happened to an order, a window on another machine is told
// the same by every method of its state.
func TestAStateCrossesWhole(t *testing.T) {
	f, stages := newFiller(6), map[machine.Stage]bool{}
	var want machine.State
	c := openPost(t, map[string]any{"Orders/Page": func(context.Context, event.ID) (order.Page, error) { return order.Page{State: want}, nil }}).dial(t)
	for range 150 {
		want = f.life(f.IntN(40))
		stages[want.Stage] = true
		got, err := c.Orders.Page(t.Context(), want.Order)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.State, want) {
			t.Fatalf("%+v came as %+v", want, got.State)
		}
		there := told(got.State)
		for name, here := range told(want) {
			if !reflect.DeepEqual(here, there[name]) {
				t.Fatalf("%s of a %s order: %v here, %v there", name, want.Stage, here, there[name])
			}
		}
	}
	for s := machine.Unknown; s <= machine.Failed; s++ {
		if !stages[s] {
			t.Errorf("no order was %s", s)
		}
	}
}

// told is what each method of a state says, to all that it can be asked.
func told(s machine.State) map[string][]any {
	asks := map[reflect.Type][]any{
		reflect.TypeFor[machine.Role](): {machine.Role(0), machine.Buyer, machine.Merchant, machine.Moderator},
		reflect.TypeFor[int]():          {-1, 0, 1, 2}, reflect.TypeFor[time.Time](): {noon, noon.AddDate(1, 0, 0)},
	}
	for _, b := range newFiller(7).said(s) {
		body := reflect.TypeFor[event.Body]()
		asks[body] = append(asks[body], b)
	}
	all := map[string][]any{}
	for m := range reflect.TypeFor[machine.State]().Methods() {
		each(asks, m.Type, []reflect.Value{reflect.ValueOf(s)}, func(args []reflect.Value) {
			for _, v := range m.Func.Call(args) {
				all[m.Name] = append(all[m.Name], v.Interface())
			}
		})
	}
	return all
}

// each calls f with all arguments that a method can have.
func each(asks map[reflect.Type][]any, method reflect.Type, args []reflect.Value, f func([]reflect.Value)) {
	if len(args) == method.NumIn() {
		f(args)
		return
	}
	for _, a := range asks[method.In(len(args))] {
		each(asks, method, append(args[:len(args):len(args)], reflect.ValueOf(a)), f)
	}
}

// TestAStateOfNothing answers whatever it is asked, also one that only looks like an order.
func TestAStateOfNothing(t *testing.T) {
	for _, s := range []machine.State{{}, {Stage: machine.Shipped, Lines: []machine.Line{{Ordered: 1}}}} {
		if all := told(s); len(all) != reflect.TypeFor[machine.State]().NumMethod() {
			t.Errorf("only %d methods were asked", len(all))
		}
		for _, why := range told(s)["Check"] {
			if !errors.Is(why.(error), machine.NotHere) {
				t.Errorf("it could be said: %v", why)
			}
		}
	}
}

// FuzzState reads what a hostile server says of an order: what is taken is a state as any
// other.
func FuzzState(f *testing.F) {
	fill := newFiller(9)
	for i := range 20 {
		b, err := codec().Append(nil, reflect.ValueOf(fill.life(2*i)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, b string) {
		var s, again machine.State
		if err := codec().Decoder(strings.NewReader(b)).Read(reflect.ValueOf(&s).Elem()); err != nil {
			if !errors.Is(err, form.ErrForm) {
				t.Fatal(err)
			}
			return
		}
		told(s)
		once, err := codec().Append(nil, reflect.ValueOf(s))
		if err == nil {
			err = codec().Decoder(bytes.NewReader(once)).Read(reflect.ValueOf(&again).Elem())
		}
		if err != nil || !reflect.DeepEqual(s, again) {
			t.Fatalf("%+v became %+v, %v", s, again, err)
		}
	})
}
