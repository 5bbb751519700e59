package machine

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
	"restante/node/identity"
)

var (
	bob   = idOf(1) // buys
	mary  = idOf(2) // sells
	judy  = idOf(3) // judges
	eve   = idOf(4) // has no business here
	noon  = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	named = map[Role]peer.ID{Buyer: bob, Merchant: mary, Moderator: judy, 0: eve}
)

const day = 24 * time.Hour

func idOf(n byte) peer.ID {
	id, err := identity.IDOf(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		panic(err)
	}
	return id
}

// mugs is an order of two mugs and three files, for 100.00 in all.
func mugs() event.Order {
	return event.Order{
		Merchant: mary, Moderator: judy,
		Terms: terms.Terms{
			Currency: money.Currency{Code: "EUR", Decimals: 2},
			Lines: []terms.Line{
				{Slug: "mug", Title: "Mug", Kind: terms.Physical, Quantity: 2, Price: 3500},
				{Slug: "song", Title: "Song", Kind: terms.Digital, Quantity: 3, Price: 1000},
			},
			Items: 10_000, Total: 10_000,
		},
	}
}

// log is the events of one order as somebody who sees all of them writes them. Their
// hashes are made up, so that they cost nothing.
type log struct {
	testing.TB
	id     event.ID
	events []event.Event
	now    time.Time
	number uint64
}

// newLog begins with an order.
func newLog(t testing.TB, o event.Order) *log {
	l := &log{TB: t, now: noon}
	first := l.event(bob, nil, o)
	l.id = event.ID(first.Hash)
	first.Order = l.id
	l.events = []event.Event{first}
	return l
}

// event makes one up without adding it.
func (l *log) event(author peer.ID, parents []event.Hash, b event.Body) event.Event {
	l.number++
	return event.Event{
		Order: l.id, Author: author, Parents: parents, At: l.now, Body: b,
		Hash: sha256.Sum256(binary.BigEndian.AppendUint64([]byte("event"), l.number)),
	}
}

func (l *log) state() State { return Fold(l.id, l.events) }

// says adds what somebody says who knows everything.
func (l *log) says(by Role, b event.Body) event.Event {
	l.Helper()
	return l.after(by, l.state().Parents(), b)
}

// after adds what somebody says who knows some events.
func (l *log) after(by Role, parents []event.Hash, b event.Body) event.Event {
	l.Helper()
	e := l.event(named[by], slices.Clone(parents), b)
	l.events = append(l.events, e)
	return e
}

// wants checks the stage, and what became of the last event.
func (l *log) wants(stage Stage, void Reason) State {
	l.Helper()
	s := l.state()
	if s.Stage != stage {
		l.Errorf("the order is %s, want %s", s.Stage, stage)
	}
	if got := l.void(l.events[len(l.events)-1]); got != void {
		l.Errorf("%s is void because %q, want %q", l.events[len(l.events)-1].Kind(), got, void)
	}
	return s
}

// void is what became of an event.
func (l *log) void(e event.Event) Reason {
	l.Helper()
	for _, o := range l.state().Timeline {
		if o.Hash == e.Hash {
			return o.Void
		}
	}
	l.Fatalf("%s is not told", e.Kind())
	return ""
}

// sold is a log that was confirmed and paid.
func sold(t testing.TB) *log {
	l := newLog(t, mugs())
	l.says(Merchant, event.Confirm{})
	l.says(Merchant, event.Paid{Reference: "A", Amount: 10_000})
	return l
}

// sent is a log of which everything was sent.
func sent(t testing.TB) *log {
	l := sold(t)
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}})
	l.says(Merchant, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 3}}})
	return l
}
