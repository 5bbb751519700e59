package chat

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"slices"
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

// side is one person's chat; the network below it is a list of parcels.
type side struct {
	*Service
	t      testing.TB
	key    *identity.Key
	out    *recorder
	events *event.Subscription
	hints  chan []byte
}

// recorder is an outbox that never sends.
type recorder struct {
	*outbox.Outbox
	added []outbox.Parcel
	done  []string
}

func (r *recorder) Add(tx *vault.Tx, p outbox.Parcel) error {
	r.added = append(r.added, p)
	return r.Outbox.Add(tx, p)
}

func (r *recorder) Replace(tx *vault.Tx, p outbox.Parcel) error {
	if err := r.Outbox.Done(tx, p.Ref); err != nil {
		return err
	}
	return r.Add(tx, p)
}

func (r *recorder) Done(tx *vault.Tx, ref string) error {
	r.done = append(r.done, ref)
	return r.Outbox.Done(tx, ref)
}

func (r *recorder) HandOver(context.Context) error { return nil }

func (r *recorder) take() []outbox.Parcel {
	all := r.added
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

func (s *side) SendHint(_ context.Context, _ peer.ID, b []byte) error { s.hints <- b; return nil }

func newSide(t testing.TB) *side {
	t.Helper()
	v := vaulttest.New(t, outbox.Schema, inbox.Schema, card.Schema, contact.Schema, delivery.Schema, settings.Schema, Schema)
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
	s := &side{t: t, key: key, events: bus.Subscribe(1000), hints: make(chan []byte, 9),
		out: &recorder{Outbox: outbox.New(outbox.Options{Vault: v, Bus: bus, Log: log})}}
	d, err := delivery.New(delivery.Options{Vault: v, Key: key, Keys: keys, Book: book, Contacts: contacts, Bus: bus, Log: log,
		Outbox: s.out, Hints: s})
	must(t, err)
	s.out.Observer = d
	s.Service = New(Options{Vault: v, Bus: bus, Contacts: contacts, Delivery: d, Self: key.ID()})
	t.Cleanup(s.Close)
	t.Cleanup(func() { s.view(s.audited) })
	return s
}

func (s *side) audited(tx *vault.Tx) error {
	findings, err := Audit(tx)
	for _, f := range findings {
		s.t.Error(f)
	}
	return err
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

func (s *side) adds(other *side) {
	s.t.Helper()
	raw, err := other.Contacts.Card(context.Background())
	must(s.t, err)
	_, err = s.Contacts.Add(context.Background(), card.FullLink(raw))
	must(s.t, err)
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

func (s *side) sends(to *side, text string) (id string) {
	s.t.Helper()
	id, err := s.Send(context.Background(), to.id(), "", text, "")
	must(s.t, err)
	return id
}

// carry moves all parcels of messages to the other side.
func (s *side) carry(to *side) (out []inbox.Outcome) {
	s.t.Helper()
	for _, p := range s.out.take() {
		one := inbox.Sealed{Digest: sha256.Sum256(p.Sealed), Bytes: p.Sealed}
		o, err := to.Delivery.Receive(context.Background(), deposit.Mailbox{}, []inbox.Sealed{one})
		must(s.t, err)
		out = append(out, o...)
	}
	return out
}

// told takes in a line as delivery hands it over, said at a time.
func (s *side) told(from peer.ID, dev byte, seq uint64, text string, at time.Time) (id string) {
	s.t.Helper()
	l := line{id: idOf(text, "", at), text: text, at: at}
	body, err := l.toWire()
	must(s.t, err)
	in := delivery.Incoming{Peer: from, Device: envelope.Device{dev}, Seq: seq, ID: l.id, Came: time.Now(), Body: body}
	s.update(func(tx *vault.Tx) error { return s.Received(tx, in) })
	return l.id
}

// texts are those of a conversation, oldest first.
func (s *side) texts(with peer.ID) (all []string) {
	s.t.Helper()
	ms, err := s.Messages(context.Background(), with, Query{Limit: MaxPage})
	must(s.t, err)
	for _, m := range slices.Backward(ms) {
		all = append(all, m.Text)
	}
	return all
}

func (s *side) wantTexts(with peer.ID, want ...string) {
	s.t.Helper()
	if got := s.texts(with); !slices.Equal(got, want) {
		s.t.Errorf("the conversation is %q, want %q", got, want)
	}
}

func (s *side) message(id string) Message {
	s.t.Helper()
	m, err := s.Message(context.Background(), id)
	must(s.t, err)
	return m
}

// row is the conversation with a peer, as the people list has it.
func (s *side) row(with peer.ID) (c Conversation, found bool) {
	s.t.Helper()
	all, err := s.Conversations(context.Background())
	must(s.t, err)
	for _, c := range all {
		if c.Peer == with {
			return c, true
		}
	}
	return c, false
}
