package chat

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/delivery/deliverytest"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// side is one person's chat; the network below it is a list of parcels.
type side struct {
	*Service
	*deliverytest.Person
	events *event.Subscription
}

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Person: deliverytest.New(t, Schema)}
	s.events = s.Bus.Subscribe(1000)
	s.Service = New(Options{Vault: s.Vault, Bus: s.Bus, Contacts: s.Contacts, Delivery: s.Delivery, Self: s.id()})
	t.Cleanup(s.Close)
	t.Cleanup(func() { s.Audit(Audit) })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pair are two who have each other's cards and are contacts.
func pair(t testing.TB) (a, b *side) {
	a, b = newSide(t), newSide(t)
	a.adds(b)
	b.adds(a)
	return a, b
}

func (s *side) id() peer.ID { return s.ID() }

func (s *side) adds(other *side) { s.T.Helper(); s.Adds(other.Person) }

func (s *side) sends(to *side, text string) (id string) {
	s.T.Helper()
	id, err := s.Send(context.Background(), to.id(), "", text, "")
	must(s.T, err)
	return id
}

// carry brings parcels of messages to the other side.
func (s *side) carry(to *side, ps ...outbox.Parcel) []inbox.Outcome {
	s.T.Helper()
	return s.Carry(to.Person, ps...)
}

// told takes in a line as delivery hands it over, said at a time.
func (s *side) told(from peer.ID, dev byte, seq uint64, text string, at time.Time) (id string) {
	s.T.Helper()
	l := line{id: idOf(text, "", at), text: text, at: at}
	body, err := l.toWire()
	must(s.T, err)
	in := delivery.Incoming{Peer: from, Device: envelope.Device{dev}, Seq: seq, ID: l.id, Came: time.Now(), Body: body}
	s.Update(func(tx *vault.Tx) error { return s.Received(tx, in) })
	return l.id
}

// texts are those of a conversation, oldest first.
func (s *side) texts(with peer.ID) (all []string) {
	s.T.Helper()
	ms, err := s.Messages(context.Background(), with, Query{Limit: MaxPage})
	must(s.T, err)
	for _, m := range slices.Backward(ms) {
		all = append(all, m.Text)
	}
	return all
}

func (s *side) wantTexts(with peer.ID, want ...string) {
	s.T.Helper()
	if got := s.texts(with); !slices.Equal(got, want) {
		s.T.Errorf("the conversation is %q, want %q", got, want)
	}
}

func (s *side) message(id string) Message {
	s.T.Helper()
	m, err := s.Message(context.Background(), id)
	must(s.T, err)
	return m
}

// row is the conversation with a peer, as the people list has it.
func (s *side) row(with peer.ID) (c Conversation, found bool) {
	s.T.Helper()
	all, err := s.Conversations(context.Background())
	must(s.T, err)
	for _, c := range all {
		if c.Peer == with {
			return c, true
		}
	}
	return c, false
}
