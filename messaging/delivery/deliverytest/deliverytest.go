// Package deliverytest makes up people for the tests of what stands above delivery.
//
// A [Person] has a real vault with real cards, contacts, delivery and outbox. In
// place of the network stands a list of parcels, which a test carries by hand:
//
//	alice, bob := deliverytest.New(t, chat.Schema), deliverytest.New(t, chat.Schema)
//	alice.Adds(bob)
//	... // Alice's service sends something
//	alice.Carry(bob)
package deliverytest

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/session"
	"restante/messaging/settings"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// Person is one of them, without the service that the test is about.
type Person struct {
	T        testing.TB
	Key      *identity.Key
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Contacts *contact.Service
	Delivery *delivery.Service
	Out      *Outbox
	Hints    chan []byte // what was said without being kept
}

// below are the tables of delivery and of all that it needs.
var below = []vault.Schema{outbox.Schema, inbox.Schema, settings.Schema, card.Schema, session.Schema, contact.Schema, delivery.Schema}

// New makes a person up, whose vault has the given tables too.
func New(t testing.TB, schemas ...vault.Schema) *Person {
	t.Helper()
	p := &Person{T: t, Key: identitytest.New(t), Bus: new(event.Bus), Log: slog.New(slog.DiscardHandler), Hints: make(chan []byte, 9)}
	p.Vault = vaulttest.New(t, slices.Concat(below, schemas)...)
	p.Out = &Outbox{Outbox: outbox.New(outbox.Options{Vault: p.Vault, Bus: p.Bus, Log: p.Log})}
	keys, err := card.LoadKeys(t.Context(), p.Vault)
	must(t, err)
	book := &card.Book{}
	p.Contacts = contact.New(contact.Options{Vault: p.Vault, Key: p.Key, Keys: keys, Book: book, Bus: p.Bus, Log: p.Log,
		Host: alone{}, Source: alone{}, OwnNodes: func(*vault.Tx) ([]peer.AddrInfo, error) { return nil, nil }})
	must(t, p.Contacts.Refresh(t.Context()))
	p.Delivery, err = delivery.New(delivery.Options{Vault: p.Vault, Key: p.Key, Keys: keys, Book: book, Contacts: p.Contacts,
		Sessions: session.NewBook(p.ID(), keys.Device()), Bus: p.Bus, Log: p.Log, Outbox: p.Out, Hints: p, Price: 1})
	must(t, err)
	p.Out.Observer = p.Delivery
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// alone is a host and a source of cards that reach nobody.
type alone struct{}

func (alone) Addrs() []string        { return nil }
func (alone) Connected(peer.ID) bool { return false }
func (alone) Learn(peer.AddrInfo)    {}
func (alone) Card(context.Context, peer.ID, []peer.AddrInfo) ([]byte, error) {
	return nil, errors.New("nobody there")
}

// SendHint puts a hint into Hints.
func (p *Person) SendHint(_ context.Context, _ peer.ID, b []byte) error { p.Hints <- b; return nil }

// ID names the person.
func (p *Person) ID() peer.ID { return p.Key.ID() }

// Update changes the person's vault.
func (p *Person) Update(f func(tx *vault.Tx) error) {
	p.T.Helper()
	must(p.T, p.Vault.Update(context.Background(), "test", f))
}

// View reads the person's vault.
func (p *Person) View(f func(tx *vault.Tx) error) {
	p.T.Helper()
	must(p.T, p.Vault.View(context.Background(), f))
}

// Audit fails the test for each of the findings.
func (p *Person) Audit(audits ...func(*vault.Tx) ([]string, error)) {
	p.T.Helper()
	for _, audit := range audits {
		p.View(func(tx *vault.Tx) error {
			findings, err := audit(tx)
			for _, f := range findings {
				p.T.Error(f)
			}
			return err
		})
	}
}

// Adds makes other a contact, by a link with a card.
func (p *Person) Adds(other *Person) {
	p.T.Helper()
	raw, err := other.Contacts.Card(context.Background())
	must(p.T, err)
	_, err = p.Contacts.Add(context.Background(), card.FullLink(raw))
	must(p.T, err)
	p.Pays()
}

// Pays makes the stamps that are wanted, which here is no work. One is good for what is
// sealed within a week.
func (p *Person) Pays() {
	p.T.Helper()
	must(p.T, p.Delivery.MakeStamps(context.Background()))
}

// Carry brings parcels to somebody: those given, or all that Out noted.
func (p *Person) Carry(to *Person, parcels ...outbox.Parcel) (out []inbox.Outcome) {
	p.T.Helper()
	if parcels == nil {
		parcels = p.Out.Take()
	}
	for _, parcel := range parcels {
		one := inbox.Sealed{Digest: sha256.Sum256(parcel.Sealed), Bytes: parcel.Sealed}
		o, err := to.Delivery.Receive(context.Background(), []inbox.Sealed{one})
		must(p.T, err)
		out = append(out, o...)
	}
	return out
}
