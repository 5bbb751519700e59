package order

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/delivery/deliverytest"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/messaging/storefront/terms"
	bus "restante/node/event"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/outbox"
)

// side is one person's orders and shop; the network below is a list of parcels.
type side struct {
	*Service
	*deliverytest.Person
	shop    *storefront.Service
	node    *identity.Key // a push node
	counter Counter
	watcher Watcher
	events  *bus.Subscription
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Person: deliverytest.New(t, storefront.Schema, Schema), node: identitytest.New(t)}
	s.events = s.Bus.Subscribe(10_000)
	store, err := ipfs.OpenPinned(t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	s.shop = storefront.New(storefront.Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Key: s.Key, Store: store})
	s.restart()
	t.Cleanup(func() { s.Audit(Audit, delivery.Audit) })
	return s
}

// restart makes the service anew: nothing but the vault remembers.
func (s *side) restart() {
	s.Service = New(Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Key: s.Key, Contacts: s.Contacts, Delivery: s.Delivery, Shop: s.shop,
		Counter: s.counter, Watcher: s.watcher})
}

// trade is a buyer, a merchant with an open shop, its moderator, and somebody who has no
// business with them.
type trade struct {
	testing.TB
	buyer, merchant, judge, mallory *side
}

func newTrade(t testing.TB) *trade {
	t.Helper()
	w := &trade{t, newSide(t), newSide(t), newSide(t), newSide(t)}
	for _, s := range w.all() {
		for _, o := range w.all() {
			if s != o {
				s.Adds(o.Person)
			}
		}
	}
	w.merchant.open(w.judge.ID())
	w.drop()
	return w
}

func (w *trade) all() []*side { return []*side{w.buyer, w.merchant, w.judge, w.mallory} }

// open has mugs, three of the blue one, books without a number, fonts and days of work.
func (s *side) open(judge peer.ID) {
	s.T.Helper()
	ctx := context.Background()
	shop := listingtest.Shop(s.T, "")
	shop.Logo, shop.Moderators = listing.Photo{}, []peer.ID{judge}
	must(s.T, s.shop.SaveShop(ctx, shop))
	for _, l := range []listing.Listing{listingtest.Mug(""), listingtest.Book(""), listingtest.Font(""), listingtest.Day("")} {
		l.Photos = nil
		_, err := s.shop.Save(ctx, l, storefront.OnSale)
		must(s.T, err)
	}
	must(s.T, s.shop.SetPieces(ctx, "blue-mug", "blue-s", 3))
	must(s.T, s.shop.Publish(ctx))
}

// quote is what the merchant's own versions say about a cart.
func (s *side) quote(lines ...terms.CartLine) (t terms.Terms) {
	s.T.Helper()
	s.View(func(tx *vault.Tx) error {
		var hash []byte
		must(s.T, tx.QueryRow(`SELECT version FROM shop`).Scan(&hash))
		shop, err := s.shop.ShopAt(tx, [32]byte(hash))
		must(s.T, err)
		cart := terms.Cart{Shop: [32]byte(hash), Region: "DE", Lines: lines}
		all := make(map[terms.Hash]listing.Listing)
		for _, l := range lines {
			all[l.Listing], err = s.shop.ListingAt(tx, l.Listing)
			must(s.T, err)
		}
		t, err = terms.Quote(shop, all, cart, time.Now().UTC().Truncate(time.Millisecond))
		return err
	})
	return t
}

func (s *side) line(slug, variant string, pieces uint32) terms.CartLine {
	s.T.Helper()
	it, err := s.shop.Item(context.Background(), slug)
	must(s.T, err)
	l := terms.CartLine{Listing: it.Version, Variant: variant, Quantity: pieces}
	if it.Kind == listing.Physical {
		l.Profile, l.Service = "Parcel", "Standard"
	}
	return l
}

func (s *side) mugs(n uint32) terms.Terms { return s.quote(s.line("blue-mug", "blue-s", n)) }

func (s *side) fonts(n uint32) terms.Terms { return s.quote(s.line("font", "", n)) }

// wish is an order of some terms.
func (w *trade) wish(t terms.Terms) event.Order {
	return event.Order{Merchant: w.merchant.ID(), Moderator: w.judge.ID(), Terms: t,
		ShipTo: event.Address{Name: "Zoë Müller", Street: "Hauptstraße 1", City: "Köln", Postcode: "50667", Country: "DE"}, Memo: "Ring twice."}
}

// places orders without carrying anything.
func (w *trade) places(t terms.Terms) event.ID {
	w.Helper()
	id, err := w.buyer.Place(context.Background(), w.wish(t), "")
	must(w, err)
	return id
}

// placed is an order of mugs that has arrived.
func (w *trade) placed(n uint32) event.ID {
	w.Helper()
	id := w.places(w.merchant.mugs(n))
	w.settle()
	return id
}

func (s *side) says(id event.ID, b event.Body) event.Hash {
	s.T.Helper()
	h, err := s.Act(context.Background(), id, b, "")
	if err != nil {
		s.T.Fatalf("%s: %v", b.Kind(), err)
	}
	return h
}

// settle carries everything to everybody until nothing is under way.
func (w *trade) settle() {
	w.Helper()
	for some := true; some; {
		some = false
		for _, s := range w.all() {
			for _, p := range s.parcels() {
				some = true
				w.carry(s, p)
			}
		}
	}
}

// parcels are those of messages that were added since the last time.
func (s *side) parcels() []outbox.Parcel {
	return slices.DeleteFunc(s.Out.Take(), func(p outbox.Parcel) bool { return p.Class != outbox.Message })
}

// carry brings a parcel to whom it is for, and tells its sender.
func (w *trade) carry(from *side, p outbox.Parcel) {
	w.Helper()
	to := w.find(p.Peer)
	from.Carry(to.Person, p)
	from.Update(func(tx *vault.Tx) error { return from.believes(tx, p) })
}

// believes takes a parcel for delivered.
func (s *side) believes(tx *vault.Tx, p outbox.Parcel) error {
	return errors.Join(s.Out.Done(tx, p.Ref), s.Delivery.Changed(tx, p.Ref, outbox.Delivered, ""))
}

func (w *trade) find(id peer.ID) *side {
	for _, s := range w.all() {
		if s.ID() == id {
			return s
		}
	}
	w.Fatalf("nobody is %s", id)
	return nil
}

// drop loses all that is under way.
func (w *trade) drop() {
	for _, s := range w.all() {
		s.parcels()
	}
}

func (s *side) page(id event.ID) Page {
	s.T.Helper()
	p, err := s.Page(context.Background(), id)
	must(s.T, err)
	return p
}

func (s *side) wants(id event.ID, stage machine.Stage) machine.State {
	s.T.Helper()
	p := s.page(id)
	if p.Stage != stage || p.State.Stage != stage {
		s.T.Errorf("the order is %s, in the list %s, want %s", p.State.Stage, p.Stage, stage)
	}
	return p.State
}

// same checks that some people have the same events of an order.
func (w *trade) same(id event.ID, sides ...*side) {
	w.Helper()
	var first [32]byte
	for i, s := range sides {
		s.View(func(tx *vault.Tx) error {
			l, err := s.readLog(tx, id)
			sum := machine.Digest(id, l.events)
			if i == 0 {
				first = sum
			} else if sum != first {
				w.Errorf("person %d has %d events and another digest", i, len(l.events))
			}
			return err
		})
	}
}

// free is how many blue mugs are left.
func (w *trade) free() uint32 {
	w.Helper()
	it, err := w.merchant.shop.Item(context.Background(), "blue-mug")
	must(w, err)
	return it.Pieces[0].Free
}

func (w *trade) wantFree(n uint32) {
	w.Helper()
	if got := w.free(); got != n {
		w.Errorf("%d mugs are left, want %d", got, n)
	}
}

// whys are the newest lines of the operator's log.
func (s *side) whys() (all []string) {
	s.T.Helper()
	rs, err := s.Refusals(context.Background(), MaxPage)
	must(s.T, err)
	for _, r := range rs {
		all = append(all, r.Why)
	}
	return all
}
