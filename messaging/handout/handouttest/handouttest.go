// Package handouttest makes up people who give something to their contacts, for the
// tests of package handout and of what stands on it.
//
// A [Side] is a person of package deliverytest, and a test puts the service in that it
// is about:
//
//	alice, bob := handouttest.New(t, handout.Schema), handouttest.New(t, handout.Schema)
//	alice.Service = handout.New(...) // and so bob's
//	handouttest.Befriend(alice, bob)
//	alice.Carry(bob, alice.Gives()...)
package handouttest

import (
	"context"
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
)

// Service is what a test is about.
type Service interface {
	Give(ctx context.Context) error
	Received(tx *vault.Tx, in delivery.Incoming) error
}

// Side is one person; the network below is a list of parcels.
type Side struct {
	*deliverytest.Person
	Service Service
	said    int // messages that the person wrote
}

// New makes a person up, whose vault has the given tables above those of delivery.
func New(t testing.TB, schemas ...vault.Schema) *Side {
	t.Helper()
	s := &Side{Person: deliverytest.New(t, schemas...)}
	s.Delivery.Handle(envelope.KindChat, ear{})
	t.Cleanup(func() { s.Audit(delivery.Audit) })
	return s
}

// ear takes chat messages and forgets them.
type ear struct{}

func (ear) Received(*vault.Tx, delivery.Incoming) error       { return nil }
func (ear) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (ear) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// Befriend makes two people contacts who have written to each other.
func Befriend(a, b *Side) {
	a.T.Helper()
	a.Adds(b.Person)
	b.Adds(a.Person)
	a.Writes(b)
	b.Writes(a)
}

// Writes sends a message that arrives.
func (s *Side) Writes(to *Side) {
	s.T.Helper()
	s.said++
	s.Update(func(tx *vault.Tx) error {
		_, err := s.Delivery.Send(tx, delivery.Outgoing{Peer: to.ID(), Kind: envelope.KindChat, ID: strconv.Itoa(s.said), At: time.Now(), Body: []byte("hi")})
		return err
	})
	s.Carry(to)
}

// Gives sends to all who lack what there is, and gives what was sent.
func (s *Side) Gives() []outbox.Parcel {
	s.T.Helper()
	s.Take()
	if err := s.Service.Give(context.Background()); err != nil {
		s.T.Fatal(err)
	}
	return s.Take()
}

// Take gives what was sent since the last time, receipts left out.
func (s *Side) Take() []outbox.Parcel {
	return slices.DeleteFunc(s.Out.Take(), func(p outbox.Parcel) bool { return p.Class != outbox.Message })
}

// Carry brings parcels to the other side: those given, or all that were sent.
func (s *Side) Carry(to *Side, ps ...outbox.Parcel) {
	s.T.Helper()
	if ps == nil {
		ps = s.Take()
	}
	if len(ps) == 0 {
		s.T.Error("there is nothing to carry")
	}
	for _, out := range s.Person.Carry(to.Person, ps...) {
		if out != inbox.Done {
			s.T.Errorf("it came as %v, want it done and so receipted", out)
		}
	}
}

// Hears takes in a body as delivery hands it over.
func (s *Side) Hears(from peer.ID, body []byte, stranger bool) {
	s.T.Helper()
	in := delivery.Incoming{Peer: from, Came: time.Now(), Body: body, Request: stranger}
	s.Update(func(tx *vault.Tx) error { return s.Service.Received(tx, in) })
}
