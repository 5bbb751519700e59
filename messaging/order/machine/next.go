package machine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
)

// Allowed is what somebody in a role may say now.
func (s State) Allowed(by Role, now time.Time) (kinds []event.Kind) {
	for _, k := range event.Kinds() {
		if s.may(k, by, now) == "" {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Check reports why something would have no effect if somebody said it now, knowing
// all that is here: a [Reason], or nil.
func (s State) Check(by Role, b event.Body, now time.Time) error {
	if why := s.may(b.Kind(), by, now); why != "" {
		return why
	}
	n := &node{Event: event.Event{Body: b, At: now}, by: by}
	if why := rules[b.Kind()].fits(&s.facts, n); why != "" {
		return why
	}
	return nil
}

func (s State) may(k event.Kind, by Role, now time.Time) Reason {
	if s.facts.order == nil {
		return NotHere
	}
	return cmp.Or(s.facts.may(k, by, now), unless(s.wrote[by] < room(by, k), TooMany))
}

// Parents are what the next event refers to: what nobody has referred to yet, as many
// as fit. What counts is always among them.
func (s State) Parents() []event.Hash {
	return slices.Clone(s.heads[:min(len(s.heads), event.MaxParents)])
}

// Others are those to whom somebody's events go: the moderator from the dispute on. A
// moderator whom a buyer called before the order failed still hears of it, by that buyer.
func (s State) Others(than Role) (ids []peer.ID) {
	judged := s.Called() || than == Buyer && s.facts.called
	for by, id := range []peer.ID{Buyer: s.People.Buyer, Merchant: s.People.Merchant, Moderator: s.People.Moderator} {
		if by := Role(by); by != than && id != "" && (by != Moderator || judged) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Called reports whether the moderator takes part.
func (s State) Called() bool { return s.facts.moderated() }

// Voids are the events that have no effect, for whoever operates the shop.
func (s State) Voids() (entries []Entry) {
	for _, e := range s.Timeline {
		if e.Void != "" {
			entries = append(entries, e)
		}
	}
	return entries
}

// String is one line of an operator's log.
func (e Entry) String() string {
	line := fmt.Sprintf("%s by the %s at %s, %s", e.Kind(), e.By, e.At.Format(time.RFC3339), e.Hash)
	if e.Void == "" {
		return line
	}
	return line + ": no effect: " + string(e.Void)
}
