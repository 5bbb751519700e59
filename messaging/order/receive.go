package order

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Why an event is not stored, besides the reasons of packages event and machine.
var (
	errNotMine   = errors.New("the order does not name this user")
	errNotTheirs = errors.New("it comes from somebody whom the order does not name")
	errUnknown   = errors.New("too many events of orders that are not here")
)

// Received implements [delivery.Handler]. What cannot be taken is noted for the operator,
// and receipted all the same: a refusal would make an honest sender try for ever.
func (s *Service) Received(tx *vault.Tx, in delivery.Incoming) error {
	raws, err := eventsFromWire(in.Body)
	if err != nil {
		return s.refuse(tx, in.Peer, event.Event{}, err)
	}
	var ids []event.ID
	groups := make(map[event.ID][]signed)
	for _, raw := range raws {
		e, err := event.Open(raw)
		if err != nil {
			if err := s.refuse(tx, in.Peer, event.Event{}, err); err != nil {
				return err
			}
			continue
		}
		if groups[e.Order] == nil {
			ids = append(ids, e.Order)
		}
		groups[e.Order] = append(groups[e.Order], signed{e, raw})
	}
	for _, id := range ids {
		if err := s.take(tx, in.Peer, id, groups[id]); err != nil {
			return err
		}
	}
	return nil
}

// take stores what may be stored of one order's events, and then does what follows.
func (s *Service) take(tx *vault.Tx, from peer.ID, id event.ID, events []signed) error {
	l, err := s.readLog(tx, id)
	if err != nil {
		return err
	}
	before := len(l.events)
	slices.SortStableFunc(events, func(a, b signed) int { return rank(a) - rank(b) })
	for _, e := range events {
		outcome, why := s.admit(tx, l, from, e)
		if why != nil {
			if err := s.refuse(tx, from, e.Event, why); err != nil {
				return err
			}
			continue
		}
		if outcome == machine.Known {
			continue
		}
		l.add(e)
		if e.Kind() == event.KindOrder {
			l.came = time.Now()
		}
		if err := putEvent(tx, e, from, false); err != nil {
			return err
		}
	}
	if len(l.events) == before {
		return nil
	}
	return s.grown(tx, l)
}

// rank puts the first event first.
func rank(e signed) int {
	if e.Kind() == event.KindOrder {
		return 0
	}
	return 1
}

// admit says what becomes of an event, or why it is refused.
func (s *Service) admit(tx *vault.Tx, l *log, from peer.ID, e signed) (machine.Outcome, error) {
	if e.Kind() == event.KindOrder && !l.has(e.Hash) {
		l.state.People = machine.PeopleOf(e.Event)
	}
	switch p := l.state.People; {
	case p == machine.People{}:
		n, err := countUnknown(tx, from)
		if err != nil || n >= MaxUnknown {
			return 0, errors.Join(errUnknown, err)
		}
	case p.Role(s.Key.ID()) == 0:
		return 0, errNotMine
	case p.Role(from) == 0:
		return 0, errNotTheirs
	}
	return machine.Admit(l.id, l.events, e.Event)
}

// Welcome implements [delivery.Welcomer]: a stranger who brings a ticket of the shop may
// come in without a stamp, and so may what is said about an order that is here by one whom
// it names.
func (s *Service) Welcome(tx *vault.Tx, from peer.ID, body []byte) (bool, error) {
	raws, err := eventsFromWire(body)
	if err != nil {
		return false, nil // it is refused like all that nobody knows
	}
	e, err := event.Open(raws[0])
	if err != nil || e.Author != from {
		return false, nil
	}
	l, err := s.readLog(tx, e.Order)
	if here := err == nil && l.role != 0; here || err != nil { // perhaps sealed anew: its tickets are used
		return here && l.state.People.Role(from) != 0, err
	}
	o, first := e.Body.(event.Order)
	if !first || o.Merchant != s.Key.ID() {
		return false, nil
	}
	good, _, err := s.tickets(tx, from, o)
	if err != nil {
		return false, fmt.Errorf("looking at tickets: %w", err)
	}
	return len(good) > 0, nil
}
