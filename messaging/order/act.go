package order

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// Place orders something: it is signed, stored and under way when it returns. Before, it
// asks for tickets, for three seconds at most; an order that has some is not asked for. The
// salt is made here. Ordering from somebody makes them a contact. With a key that an earlier call
// had it is that call's order, and another order with it is [ErrKeyUsed]. What cannot be
// ordered is refused: [ErrSelf], [ErrAddress], [ErrTooLarge], and the errors of packages
// event and terms.
func (s *Service) Place(ctx context.Context, o event.Order, key string) (id event.ID, err error) {
	if err := s.checkOrder(o); err != nil {
		return event.ID{}, err
	}
	o.Salt = [16]byte{}
	same := o
	same.Terms.At = event.Earliest // a repeated call computes its terms at another time
	what, err := s.asked(event.Event{Body: same})
	if err != nil {
		return event.ID{}, err
	}
	if o, err = s.withTickets(ctx, o, key, what); err != nil {
		return event.ID{}, err
	}
	rand.Read(o.Salt[:])
	err = s.Vault.Update(ctx, "order place", func(tx *vault.Tx) error {
		h, found, err := answered(tx, key, what)
		if id = event.ID(h); found || err != nil {
			return err
		}
		if id, err = s.place(tx, o); err != nil {
			return err
		}
		return remember(tx, key, what, event.Hash(id))
	})
	return id, plain(err)
}

// asked is what a call asks for, in short: the hash of the event as if it were made at a
// certain time. It is an error if no such event can be.
func (s *Service) asked(e event.Event) (event.Hash, error) {
	e.At = event.Earliest
	e, _, err := event.Sign(s.Key, e)
	return e.Hash, err
}

func (s *Service) checkOrder(o event.Order) error {
	if o.Merchant == s.Key.ID() {
		return ErrSelf
	}
	return checkAddress(o)
}

// checkAddress: what is shipped goes to the country that its shipping and taxes are
// computed for.
func checkAddress(o event.Order) error {
	for _, l := range o.Terms.Lines {
		if l.Kind == terms.Physical && (len(o.Terms.Region) < 2 || o.ShipTo.Country != o.Terms.Region[:2]) {
			return ErrAddress
		}
	}
	return nil
}

func (s *Service) place(tx *vault.Tx, o event.Order) (event.ID, error) {
	if err := s.Contacts.Befriend(tx, o.Merchant); err != nil {
		return event.ID{}, err
	}
	l := &log{raw: make(map[event.Hash][]byte), told: make(map[event.Hash]bool)}
	e, raw, err := event.Sign(s.Key, event.Event{At: time.Now(), Body: o})
	if err != nil {
		return event.ID{}, err
	}
	l.id = e.Order
	if err := s.spread(tx, l, signed{e, raw}); err != nil {
		return event.ID{}, err
	}
	return l.id, s.save(tx, l)
}

// Act says something about an order: everything but the order itself. It is refused with
// a [machine.Reason] if it would have no effect now, with [ErrTooLarge] if it cannot be
// sent, and with [ErrNoOrder]. What it does to the stock, and that it goes to the others,
// is in the same transaction. A key works as with Place.
func (s *Service) Act(ctx context.Context, id event.ID, b event.Body, key string) (h event.Hash, err error) {
	what, err := s.asked(event.Event{Order: id, Parents: []event.Hash{event.Hash(id)}, Body: b})
	if err != nil {
		return h, err
	}
	err = s.Vault.Update(ctx, "order act", func(tx *vault.Tx) error {
		var found bool
		if h, found, err = answered(tx, key, what); found || err != nil {
			return err
		}
		if h, err = s.act(tx, id, b); err != nil {
			return err
		}
		return remember(tx, key, what, h)
	})
	return h, plain(err)
}

func (s *Service) act(tx *vault.Tx, id event.ID, b event.Body) (event.Hash, error) {
	l, err := s.knownLog(tx, id)
	if err != nil {
		return event.Hash{}, err
	}
	h, err := s.say(tx, l, b)
	if err != nil {
		return h, err
	}
	for _, p := range l.state.Others(l.role) {
		// whom one has blocked gets what concerns the order, and stays blocked
		if err := s.Contacts.Befriend(tx, p); err != nil && !errors.Is(err, contact.ErrBlocked) {
			return h, err
		}
	}
	return h, s.follow(tx, l)
}

// say adds an event of one's own to an order, if it would have an effect.
func (s *Service) say(tx *vault.Tx, l *log, b event.Body) (event.Hash, error) {
	now := time.Now()
	if err := l.state.Check(l.role, b, now); err != nil {
		return event.Hash{}, err
	}
	e, raw, err := event.Sign(s.Key, event.Event{Order: l.id, Parents: l.state.Parents(), At: now, Body: b})
	if err != nil {
		return event.Hash{}, err
	}
	return e.Hash, s.spread(tx, l, signed{e, raw})
}

// spread stores an event of one's own and sends it to the others. Whoever calls the
// moderator sends him all there is.
func (s *Service) spread(tx *vault.Tx, l *log, e signed) error {
	before := l.state.Called()
	l.add(e)
	l.news(e.Hash)
	l.fold(s.Key.ID())
	if err := putEvent(tx, e, "", true); err != nil {
		return err
	}
	for _, p := range l.state.Others(l.role) {
		what := []signed{e}
		if p == l.state.People.Moderator && !before {
			what = l.story()
		}
		if err := s.send(tx, p, what); err != nil {
			return err
		}
	}
	return nil
}

// story is all that can be told, parents first.
func (l *log) story() (all []signed) {
	for _, e := range l.state.Timeline {
		all = append(all, signed{e.Event, l.raw[e.Hash]})
	}
	return all
}

// plain says what is wrong in words for the person who wanted it.
func plain(err error) error {
	if errors.Is(err, envelope.ErrTooLarge) {
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return err
}
