package dropoff

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/delivery/deliverytest"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

// side is one person's grants; the network below is a list of parcels.
type side struct {
	*Service
	*deliverytest.Person
	account string // at which contacts may leave mail
	made    int    // grants
	said    int    // messages that the person wrote
	given   int    // grants of others that were kept
}

// ear takes chat messages and forgets them.
type ear struct{}

func (ear) Received(*vault.Tx, delivery.Incoming) error       { return nil }
func (ear) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (ear) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Person: deliverytest.New(t, Schema)}
	s.Delivery.Handle(envelope.KindChat, ear{})
	s.Service = New(Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Contacts: s.Contacts, Delivery: s.Delivery, Storage: s,
		Account: func(*vault.Tx) (string, error) { return s.account, nil },
		Given:   func(*vault.Tx) error { s.given++; return nil }})
	t.Cleanup(func() { s.Audit(delivery.Audit) })
	return s
}

var errForged = errors.New("forged")

// GrantAt implements [Storage].
func (s *side) GrantAt(_ *vault.Tx, account string, until time.Time) (string, depot.Grant, error) {
	s.made++
	return "cloud", depot.Grant{Key: account + strconv.Itoa(s.made), Token: []byte(until.Format(time.RFC3339))}, nil
}

// Redeemable implements [Storage].
func (s *side) Redeemable(kind string, g depot.Grant) (time.Time, error) {
	if kind != "cloud" {
		return time.Time{}, errForged
	}
	return time.Parse(time.RFC3339, string(g.Token))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// friends are two contacts who have written to each other.
func friends(t testing.TB) (a, b *side) {
	t.Helper()
	a, b = newSide(t), newSide(t)
	a.Adds(b.Person)
	b.Adds(a.Person)
	a.writes(b)
	b.writes(a)
	return a, b
}

// writes sends a message that arrives.
func (s *side) writes(to *side) {
	s.T.Helper()
	s.said++
	s.Update(func(tx *vault.Tx) error {
		_, err := s.Delivery.Send(tx, delivery.Outgoing{Peer: to.ID(), Kind: envelope.KindChat, ID: strconv.Itoa(s.said), At: time.Now(), Body: []byte("hi")})
		return err
	})
	s.carry(to, s.take()...)
}

// gives sends grants to all who lack one.
func (s *side) gives() []outbox.Parcel {
	s.T.Helper()
	s.take()
	must(s.T, s.giveTo(context.Background(), true, nil))
	return s.take()
}

// take gives what was added since the last time, receipts left out.
func (s *side) take() []outbox.Parcel {
	return slices.DeleteFunc(s.Out.Take(), func(p outbox.Parcel) bool { return p.Class != outbox.Message })
}

func (s *side) carry(to *side, ps ...outbox.Parcel) {
	s.T.Helper()
	if len(ps) == 0 {
		s.T.Error("there is nothing to carry")
	}
	for _, out := range s.Carry(to.Person, ps...) {
		if out != inbox.Done {
			s.T.Errorf("it came as %v, want it done and so receipted", out)
		}
	}
}

// hears takes in a body as delivery hands it over.
func (s *side) hears(from peer.ID, body []byte, stranger bool) {
	s.T.Helper()
	in := delivery.Incoming{Peer: from, Came: time.Now(), Body: body, Request: stranger}
	s.Update(func(tx *vault.Tx) error { return s.Received(tx, in) })
}

// may is the key with which this side may leave mail for the other; "" for none.
func (s *side) may(other *side) (key string) {
	s.T.Helper()
	s.View(func(tx *vault.Tx) error {
		_, g, found, err := s.Grant(tx, other.ID())
		if found {
			key = g.Key
		}
		return err
	})
	return key
}
