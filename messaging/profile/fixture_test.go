package profile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/settings"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// side is one person's pictures; the network below is a list of parcels.
type side struct {
	*Service
	t      testing.TB
	key    *identity.Key
	out    *recorder
	events *event.Subscription
	said   int // messages that the person wrote
}

// recorder is an outbox that never sends.
type recorder struct {
	*outbox.Outbox
	mu    sync.Mutex
	added []outbox.Parcel
	done  []string
}

func (r *recorder) Add(tx *vault.Tx, p outbox.Parcel) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.added = append(r.added, p)
	return r.Outbox.Add(tx, p)
}

func (r *recorder) Done(tx *vault.Tx, ref string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done = append(r.done, ref)
	return r.Outbox.Done(tx, ref)
}

func (r *recorder) HandOver(context.Context) error { return nil }

// take gives what was added since the last time, receipts left out.
func (r *recorder) take() (all []outbox.Parcel) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.added {
		if p.Class == outbox.Message {
			all = append(all, p)
		}
	}
	r.added = nil
	return all
}

// alone is a host and a source of cards that reach nobody.
type alone struct{}

func (alone) Addrs() []string        { return nil }
func (alone) Connected(peer.ID) bool { return false }
func (alone) Learn(peer.AddrInfo)    {}
func (alone) Card(context.Context, peer.ID, []peer.AddrInfo) ([]byte, error) {
	return nil, errors.New("nobody there")
}

// ear takes chat messages and forgets them.
type ear struct{}

func (ear) Received(*vault.Tx, delivery.Incoming) error       { return nil }
func (ear) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (ear) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

func newSide(t testing.TB) *side {
	t.Helper()
	v := vaulttest.New(t, outbox.Schema, inbox.Schema, settings.Schema, card.Schema, contact.Schema, delivery.Schema, Schema)
	words, err := identity.NewWords()
	must(t, err)
	key, err := identity.FromWords(words)
	must(t, err)
	keys, err := card.LoadKeys(t.Context(), v)
	must(t, err)
	bus, log, book := new(event.Bus), slog.New(slog.DiscardHandler), &card.Book{}
	contacts := contact.New(contact.Options{Vault: v, Key: key, Keys: keys, Book: book, Bus: bus, Log: log, Host: alone{},
		Source: alone{}, OwnNodes: func(*vault.Tx) ([]peer.AddrInfo, error) { return nil, nil }})
	must(t, contacts.Refresh(t.Context()))
	s := &side{t: t, key: key, events: bus.Subscribe(1000), out: &recorder{Outbox: outbox.New(outbox.Options{Vault: v, Bus: bus, Log: log})}}
	d, err := delivery.New(delivery.Options{Vault: v, Key: key, Keys: keys, Book: book, Contacts: contacts, Bus: bus, Log: log, Outbox: s.out})
	must(t, err)
	d.Handle(envelope.KindChat, ear{})
	s.out.Observer = d
	s.Service = New(Options{Vault: v, Bus: bus, Log: log, Contacts: contacts, Delivery: d, Self: key.ID()})
	t.Cleanup(func() { s.view(s.audited) })
	return s
}

func (s *side) audited(tx *vault.Tx) error {
	for _, audit := range []func(*vault.Tx) ([]string, error){Audit, delivery.Audit} {
		findings, err := audit(tx)
		if err != nil {
			return err
		}
		for _, f := range findings {
			s.t.Error(f)
		}
	}
	return nil
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

func (s *side) adds(other *side) {
	s.t.Helper()
	raw, err := other.Contacts.Card(context.Background())
	must(s.t, err)
	_, err = s.Contacts.Add(context.Background(), card.FullLink(raw))
	must(s.t, err)
}

// writes sends a message that arrives.
func (s *side) writes(to *side) {
	s.t.Helper()
	s.said++
	s.update(func(tx *vault.Tx) error {
		_, err := s.Delivery.Send(tx, delivery.Outgoing{Peer: to.id(), Kind: envelope.KindChat, ID: strconv.Itoa(s.said), At: time.Now(), Body: []byte("hi")})
		return err
	})
	s.carry(to)
}

func (s *side) id() peer.ID { return s.key.ID() }

func (s *side) update(f func(tx *vault.Tx) error) {
	s.t.Helper()
	must(s.t, s.Vault.Update(context.Background(), "test", f))
}

func (s *side) view(f func(tx *vault.Tx) error) {
	s.t.Helper()
	must(s.t, s.Vault.View(context.Background(), f))
}

// gives sends one's picture to all who lack it, and says to how many.
func (s *side) gives() []outbox.Parcel {
	s.t.Helper()
	s.out.take()
	must(s.t, s.giveTo(context.Background(), true, nil))
	return s.out.take()
}

// carry moves parcels to the other side: those given, or all that were added.
func (s *side) carry(to *side, ps ...outbox.Parcel) {
	s.t.Helper()
	if ps == nil {
		ps = s.out.take()
	}
	if len(ps) == 0 {
		s.t.Error("there is nothing to carry")
	}
	for _, p := range ps {
		one := inbox.Sealed{Digest: sha256.Sum256(p.Sealed), Bytes: p.Sealed}
		out, err := to.Delivery.Receive(context.Background(), deposit.Mailbox{}, []inbox.Sealed{one})
		must(s.t, err)
		if out[0] != inbox.Done {
			s.t.Errorf("it came as %v, want it done and so receipted", out[0])
		}
	}
}

// hears takes in a body as delivery hands it over.
func (s *side) hears(from peer.ID, body []byte, stranger bool) {
	s.t.Helper()
	in := delivery.Incoming{Peer: from, Came: time.Now(), Body: body, Request: stranger}
	s.update(func(tx *vault.Tx) error { return s.Received(tx, in) })
}

func (s *side) sets(data []byte) {
	s.t.Helper()
	must(s.t, s.SetPicture(context.Background(), data))
}

func (s *side) picture(of *side) []byte {
	s.t.Helper()
	b, err := s.Picture(context.Background(), of.id())
	must(s.t, err)
	return b
}

// has wants the same picture here and there.
func (s *side) has(other *side) {
	s.t.Helper()
	if got, want := s.picture(other), other.picture(other); !bytes.Equal(got, want) {
		s.t.Errorf("a picture of %d bytes, want %d", len(got), len(want))
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
