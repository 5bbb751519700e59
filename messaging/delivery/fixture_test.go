package delivery

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/messaging/settings"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// side is one person's delivery; the network below it is a list of parcels.
type side struct {
	*Service
	t     testing.TB
	out   *recorder
	owner *owner
	found sync.Map // by peer: the card that a search finds
}

// recorder is an outbox that never sends.
type recorder struct {
	*outbox.Outbox
	mu     sync.Mutex
	added  []outbox.Parcel
	fail   error
	handed int
}

func (r *recorder) Add(tx *vault.Tx, p outbox.Parcel) error {
	if r.fail != nil {
		return r.fail
	}
	r.mu.Lock()
	r.added = append(r.added, p)
	r.mu.Unlock()
	return r.Outbox.Add(tx, p)
}

func (r *recorder) Replace(tx *vault.Tx, p outbox.Parcel) error {
	if err := r.Outbox.Done(tx, p.Ref); err != nil {
		return err
	}
	return r.Add(tx, p)
}

func (r *recorder) Extend(tx *vault.Tx, to peer.ID, nodes []peer.AddrInfo) error {
	return r.Outbox.Extend(tx, to, nodes)
}

func (r *recorder) HandOver(context.Context) error { r.handed++; return nil }

// take gives what was added since the last time.
func (r *recorder) take() []outbox.Parcel {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.added
	r.added = nil
	return all
}

// owner is a kind's handler; what it stores is in the table got.
type owner struct {
	fail    func(Incoming) error
	refuse  func(Change) error
	changes []Change

	mu   sync.Mutex
	soon []ExpiresSoon
}

var gotSchema = vault.Schema{Name: "got", FS: fstest.MapFS{"schema/01.sql": {Data: []byte(
	`CREATE TABLE got (row INTEGER PRIMARY KEY, peer TEXT, id TEXT, seq INTEGER, request INTEGER)`)}}}

func (o *owner) Received(tx *vault.Tx, m Incoming) error {
	_, err := tx.Exec(`INSERT INTO got (peer, id, seq, request) VALUES (?, ?, ?, ?)`, m.Peer.String(), m.ID, int64(m.Seq), m.Request)
	if err == nil && o.fail != nil {
		err = o.fail(m)
	}
	return err
}

func (o *owner) Changed(_ *vault.Tx, c Change) error {
	if o.refuse != nil {
		if err := o.refuse(c); err != nil {
			return err
		}
	}
	o.changes = append(o.changes, c)
	return nil
}

func (o *owner) ExpiresSoon(_ *vault.Tx, e ExpiresSoon) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.soon = append(o.soon, e)
	return nil
}

// warned is what will expire, as the handler was told.
func (o *owner) warned() []ExpiresSoon {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.soon
}

// alone is a host that reaches nobody, and the places where cards are found.
type alone struct{ *side }

func (alone) Addrs() []string        { return nil }
func (alone) Connected(peer.ID) bool { return false }
func (alone) Learn(peer.AddrInfo)    {}
func (a alone) Card(_ context.Context, of peer.ID, _ []peer.AddrInfo) ([]byte, error) {
	if raw, ok := a.found.Load(of); ok {
		return raw.([]byte), nil
	}
	return nil, errors.New("nobody there")
}

func newSide(t testing.TB) *side {
	t.Helper()
	words, err := identity.NewWords()
	must(t, err)
	key, err := identity.FromWords(words)
	must(t, err)
	return newSideOf(t, key)
}

// newSideOf is a fresh installation of an identity.
func newSideOf(t testing.TB, key *identity.Key) *side {
	t.Helper()
	v := vaulttest.New(t, outbox.Schema, inbox.Schema, settings.Schema, card.Schema, session.Schema, contact.Schema, Schema, gotSchema)
	keys, err := card.LoadKeys(t.Context(), v)
	must(t, err)
	bus, log, book := new(event.Bus), slog.New(slog.DiscardHandler), &card.Book{}
	s := &side{t: t, owner: &owner{}, out: &recorder{Outbox: outbox.New(outbox.Options{Vault: v, Bus: bus, Log: log})}}
	contacts := contact.New(contact.Options{Vault: v, Key: key, Keys: keys, Book: book, Bus: bus, Log: log, Host: alone{s},
		Source: alone{s}, OwnNodes: func(*vault.Tx) ([]peer.AddrInfo, error) { return nil, nil }})
	must(t, contacts.Refresh(t.Context()))
	s.Service, err = New(Options{Vault: v, Key: key, Keys: keys, Book: book, Contacts: contacts,
		Sessions: session.NewBook(key.ID(), keys.Device()), Bus: bus, Log: log, Outbox: s.out, Price: cheap})
	must(t, err)
	s.Handle(envelope.KindChat, s.owner)
	s.out.Observer = s.Service
	return s
}

// cheap is a price at which a stamp takes a millisecond.
const cheap = 12

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pair are two contacts who have each other's cards.
func pair(t testing.TB) (a, b *side) {
	a, b = newSide(t), newSide(t)
	a.meets(b)
	b.meets(a)
	a.befriends(b)
	b.befriends(a)
	return a, b
}

func (s *side) befriends(other *side) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Contacts.Befriend(tx, other.id()) })
}

func (s *side) id() peer.ID { return s.Key.ID() }

func (s *side) update(f func(tx *vault.Tx) error) {
	s.t.Helper()
	must(s.t, s.Vault.Update(s.t.Context(), "test", f))
}

func (s *side) card() []byte {
	raw, err := s.Contacts.Card(s.t.Context())
	must(s.t, err)
	return raw
}

// learns has a side come by another's card.
func (s *side) learns(other *side) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Contacts.Learn(tx, other.id(), other.card()) })
}

// meets is learns where a new device is believed in.
func (s *side) meets(other *side) {
	s.t.Helper()
	s.learns(other)
	must(s.t, s.Contacts.ConfirmDevice(s.t.Context(), other.id()))
}
