package profile

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strconv"
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

// side is one person's pictures; the network below is a list of parcels.
type side struct {
	*Service
	*deliverytest.Person
	events *event.Subscription
	said   int // messages that the person wrote
}

// ear takes chat messages and forgets them.
type ear struct{}

func (ear) Received(*vault.Tx, delivery.Incoming) error       { return nil }
func (ear) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (ear) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Person: deliverytest.New(t, Schema)}
	s.events = s.Bus.Subscribe(1000)
	s.Delivery.Handle(envelope.KindChat, ear{})
	s.Service = New(Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Contacts: s.Contacts, Delivery: s.Delivery, Self: s.id()})
	t.Cleanup(func() { s.Audit(Audit, delivery.Audit) })
	return s
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
	a.adds(b)
	b.adds(a)
	a.writes(b)
	b.writes(a)
	return a, b
}

func (s *side) id() peer.ID { return s.ID() }

func (s *side) adds(other *side) { s.T.Helper(); s.Adds(other.Person) }

// writes sends a message that arrives.
func (s *side) writes(to *side) {
	s.T.Helper()
	s.said++
	s.Update(func(tx *vault.Tx) error {
		_, err := s.Delivery.Send(tx, delivery.Outgoing{Peer: to.id(), Kind: envelope.KindChat, ID: strconv.Itoa(s.said), At: time.Now(), Body: []byte("hi")})
		return err
	})
	s.carry(to)
}

// gives sends one's picture to all who lack it, and says to how many.
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

// carry brings parcels to the other side: those given, or all that were added.
func (s *side) carry(to *side, ps ...outbox.Parcel) {
	s.T.Helper()
	if ps == nil {
		ps = s.take()
	}
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

func (s *side) sets(data []byte) {
	s.T.Helper()
	must(s.T, s.SetPicture(context.Background(), data))
}

func (s *side) picture(of *side) []byte {
	s.T.Helper()
	b, err := s.Picture(context.Background(), of.id())
	must(s.T, err)
	return b
}

// has wants the same picture here and there.
func (s *side) has(other *side) {
	s.T.Helper()
	if got, want := s.picture(other), other.picture(other); !bytes.Equal(got, want) {
		s.T.Errorf("a picture of %d bytes, want %d", len(got), len(want))
	}
}

// changed counts the events that say so since the last call.
func (s *side) changed(of *side) (n int) {
	events, _ := s.events.Take()
	for _, e := range events {
		if e == (Changed{of.id()}) {
			n++
		}
	}
	return n
}

// plain is a picture file of one colour.
func plain(t testing.TB, c color.Color) []byte {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range 60 * 40 {
		im.Set(i%60, i/60, c)
	}
	return pngOf(t, im)
}

func pngOf(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, im))
	return b.Bytes()
}

var (
	red  = color.RGBA{200, 20, 20, 255}
	blue = color.RGBA{20, 20, 200, 255}
)
