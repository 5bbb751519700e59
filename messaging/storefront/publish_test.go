package storefront

import (
	"errors"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

func (m *merchant) root() cid.Cid { return m.net.roots[m.Key.ID()] }

// blocks are the names of all that hangs under the root.
func (m *merchant) entry(path string) cid.Cid {
	m.t.Helper()
	c, err := m.Store.Resolve(m.t.Context(), m.root(), path)
	must(m.t, err)
	return c
}

func TestPublish(t *testing.T) {
	m := opened(t)
	draft := m.save(listing.Listing{Title: "Draft"}, Draft)
	must(t, m.SetState(t.Context(), Hidden, "book-of-clay"))
	m.publish()
	must(t, m.Store.Pin(t.Context(), m.root())) // all of it is here
	entries, err := m.Store.List(t.Context(), m.entry("listings"))
	must(t, err)
	if len(entries) != 3 {
		t.Errorf("%d listings, want neither the draft %s nor what is hidden", len(entries), draft)
	}
	b, err := m.Store.Get(t.Context(), m.entry("listings/blue-mug"))
	must(t, err)
	l, err := listing.Open(b)
	must(t, err)
	if l.Shop != m.Key.ID() || l.Variants[0].SoldOut || !l.Variants[1].SoldOut {
		t.Errorf("%+v", l)
	}
	if m.item("blue-mug").Version != listing.HashOf(b) {
		t.Error("the item does not know its version")
	}
	m.entry("photos")
}

// Nothing new is the same root, and names nothing; one edit changes one listing, its
// page, the shop, and nothing else.
func TestPublicationsAreIncremental(t *testing.T) {
	m := opened(t)
	m.publish()
	first, font, photos := m.root(), m.entry("listings/font"), m.entry("photos")
	m.publish()
	m.save(m.item("font").Listing, OnSale) // saved, and says nothing new
	m.publish()
	if m.root() != first || m.net.named != 1 {
		t.Errorf("named %d times", m.net.named)
	}
	l := m.item("blue-mug").Listing
	l.Title = "A mug"
	m.save(l, OnSale)
	m.publish()
	if m.root() == first || m.entry("listings/font") != font || m.entry("photos") != photos || m.net.named != 2 {
		t.Error("an edit of one changed another, or none")
	}
	if pins := m.Store.Pins(); len(pins) != 1 || pins[0] != m.root() {
		t.Errorf("pinned: %v", pins)
	}
}

// The last piece that goes is news; others are not.
func TestSoldOutIsPublished(t *testing.T) {
	m := opened(t)
	m.publish()
	first := m.root()
	must(t, m.reserve("one", 1))
	m.publish()
	if m.root() != first {
		t.Error("the shop tells how many pieces there are")
	}
	must(t, m.reserve("two", 2))
	m.publish()
	if m.root() == first || !m.item("blue-mug").Variants[0].SoldOut {
		t.Error("nobody learns that it is sold out")
	}
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "two") }))
	m.publish()
	if m.item("blue-mug").Variants[0].SoldOut {
		t.Error("it is sold out for ever")
	}
}

// As long as the new root has no name visitors ask for the old one: it stays.
func TestTheOldRootStaysUntilTheNewOneIsNamed(t *testing.T) {
	m := opened(t)
	m.publish()
	old := m.root()
	must(t, m.Delete(t.Context(), "font"))
	m.net.fail = errors.New("offline")
	for range 2 {
		if err := m.Publish(t.Context()); !errors.Is(err, m.net.fail) {
			t.Errorf("%v", err)
		}
	}
	_, err := m.Store.Sweep(t.Context())
	must(t, err)
	must(t, m.Store.Pin(t.Context(), old))
	if len(m.Store.Pins()) != 2 {
		t.Errorf("pinned: %v", m.Store.Pins())
	}
	m.net.fail = nil
	m.publish()
	if pins := m.Store.Pins(); m.root() == old || len(pins) != 1 || pins[0] != m.root() {
		t.Errorf("pinned: %v", pins)
	}
}

// A backup of the database is a backup of the shop: on another computer, with an empty
// store, all of it comes back under the same root.
func TestARestoredShopIsWhole(t *testing.T) {
	m := opened(t)
	m.publish()
	store, err := ipfs.OpenPinned(t.TempDir())
	must(t, err)
	old := m.Store
	m.Store = store
	t.Cleanup(func() { must(t, store.Close()) })
	m.publish()
	must(t, m.Store.Pin(t.Context(), m.root()))
	if old.Pins()[0] != m.root() || m.net.named != 1 {
		t.Error("another root")
	}
}

// Whoever edits is told when visitors see it.
func TestHowFarTheShopIsPublished(t *testing.T) {
	m := opened(t)
	want := func(when string, root cid.Cid, pending bool) {
		t.Helper()
		if p, err := m.Publication(t.Context()); err != nil || p.Root != root || p.Pending != pending || (p.Size > 0) != root.Defined() {
			t.Errorf("%s: %+v, %v", when, p, err)
		}
	}
	want("before", cid.Undef, true)
	m.publish()
	root := m.root()
	want("published", root, false)
	must(t, m.reserve("zero", 1))
	want("a piece less", root, false)
	must(t, m.reserve("one", 2))
	want("sold out", root, true)
	m.net.fail = errors.New("offline")
	if err := m.Publish(t.Context()); err == nil {
		t.Error("published")
	}
	want("offline", root, true)
	m.net.fail = nil
	m.publish()
	want("published again", m.root(), false)
	must(t, m.Delete(t.Context(), "font"))
	want("deleted", m.root(), true)
}

func TestTheNameIsRenewed(t *testing.T) {
	m := opened(t)
	must(t, m.Renew(t.Context())) // there is none yet
	m.publish()
	root := m.root()
	delete(m.net.roots, m.Key.ID())
	must(t, m.Renew(t.Context()))
	if m.root() != root || m.net.named != 2 {
		t.Errorf("%s, named %d times", m.root(), m.net.named)
	}
}

// A change that is taken back before the network was there names the first root again.
func TestBackToTheRootBefore(t *testing.T) {
	m := opened(t)
	m.publish()
	old, l := m.root(), m.item("font").Listing
	must(t, m.SetState(t.Context(), Hidden, "font"))
	m.net.fail = errors.New("offline")
	if err := m.Publish(t.Context()); err == nil {
		t.Error("published")
	}
	m.net.fail = nil
	m.save(l, OnSale)
	m.publish()
	if pins := m.Store.Pins(); len(pins) != 1 || pins[0] != m.root() {
		t.Errorf("pinned: %v, named %s, before %s", pins, m.root(), old)
	}
}

// Every version stays, whatever becomes of the listing.
func TestOldVersionsStayVerifiable(t *testing.T) {
	m := opened(t)
	m.publish()
	old := m.item("font").Version
	l := m.item("font").Listing
	l.Variants[0].Price = 1
	m.save(l, OnSale)
	m.publish()
	newer := m.item("font").Version
	must(t, m.Delete(t.Context(), "font"))
	m.publish()
	for h, price := range map[listing.Hash]int64{old: 3333, newer: 1} {
		must(t, m.do(func(tx *vault.Tx) error {
			l, err := New(m.Options).ListingAt(tx, h)
			must(t, err)
			if int64(l.Variants[0].Price) != price {
				t.Errorf("%d, want %d", l.Variants[0].Price, price)
			}
			return err
		}))
	}
}

func TestWhoDidNotTakeTheShopIsSaid(t *testing.T) {
	m := opened(t)
	m.net.refused = map[peer.ID]string{m.Key.ID(): "the site is over the limit"}
	m.publish()
	p, err := m.Publication(t.Context())
	if err != nil || p.Refused[m.Key.ID()] != "the site is over the limit" || p.Pending {
		t.Errorf("%+v, %v", p, err)
	}
}
