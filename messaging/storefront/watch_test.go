package storefront

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/vault"
)

// ears are a Watcher that remembers what was stored together with what it heard.
type ears struct {
	heard []string
	fail  error
}

func (e *ears) Stock(tx *vault.Tx, slug, variant string, free uint32, soldOut bool) error {
	return e.hears(tx, fmt.Sprint(slug, " ", variant, " ", free, " ", soldOut))
}

func (e *ears) Low(tx *vault.Tx, l Low) error {
	return e.hears(tx, fmt.Sprint("low ", l.Slug, " ", l.Variant, " ", l.Free, " of ", l.Threshold))
}

func (e *ears) Published(tx *vault.Tx, root cid.Cid) error {
	return e.hears(tx, "published "+root.String())
}

func (e *ears) hears(tx *vault.Tx, line string) error {
	tx.AfterCommit(func() { e.heard = append(e.heard, line) })
	return e.fail
}

func (e *ears) wants(t *testing.T, lines ...string) {
	t.Helper()
	if !slices.Equal(e.heard, lines) {
		t.Errorf("heard %q, want %q", e.heard, lines)
	}
	e.heard = nil
}

// The last piece that goes, and the first that comes, are heard; what nobody can order
// is not.
func TestWatcherHearsTheStock(t *testing.T) {
	m := opened(t)
	e := new(ears)
	m.Watcher = e
	must(t, m.reserve("one", 2))
	e.wants(t)
	must(t, m.reserve("two", 1))
	e.wants(t, "blue-mug blue-s 0 false") // there are other mugs, which are not counted
	if err := m.reserve("three", 1); !errors.Is(err, ErrSoldOut) {
		t.Error(err)
	}
	e.wants(t)
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "two") }))
	e.wants(t, "blue-mug blue-s 1 false")

	l := m.item("blue-mug").Listing
	for i := range l.Variants {
		l.Variants[i].Counted = true
	}
	m.save(l, OnSale)
	must(t, m.SetPieces(t.Context(), "blue-mug", "blue-s", 0))
	e.wants(t, "blue-mug blue-s 0 true")
	must(t, m.SetState(t.Context(), Hidden, "blue-mug"))
	must(t, m.Restock(t.Context(), "blue-mug", "blue-s", 4))
	e.wants(t)
	must(t, m.SetState(t.Context(), OnSale, "blue-mug"))
	e.fail = errors.New("full")
	if err := m.SetPieces(t.Context(), "blue-mug", "blue-s", 0); err == nil || m.pieces().Free != 4 {
		t.Errorf("%v, %d pieces", err, m.pieces().Free)
	}
}

// That there are few is heard once, until there are enough again.
func TestWatcherHearsOfFew(t *testing.T) {
	m := opened(t)
	e := new(ears)
	m.Watcher = e
	must(t, m.SetThreshold(t.Context(), Threshold{Slug: "blue-mug", Variant: "blue-s", Pieces: 3}))
	must(t, m.SetThreshold(t.Context(), Threshold{})) // nothing else is ever low
	looks := func(pieces uint32, want ...string) {
		t.Helper()
		must(t, m.SetPieces(t.Context(), "blue-mug", "blue-s", pieces))
		for range 2 {
			must(t, m.tellLow(t.Context()))
		}
		e.wants(t, want...)
	}
	looks(4)
	looks(2, "low blue-mug blue-s 2 of 3")
	looks(1)
	looks(9)
	looks(3, "low blue-mug blue-s 3 of 3")
}

// A publication is heard when visitors see it, once.
func TestWatcherHearsPublications(t *testing.T) {
	m := opened(t)
	e := new(ears)
	m.Watcher = e
	m.net.fail = errors.New("offline")
	if err := m.Publish(t.Context()); err == nil {
		t.Error("published without a network")
	}
	e.wants(t)
	m.net.fail = nil
	m.publish()
	e.wants(t, "published "+m.root().String())
	m.publish()
	must(t, m.Renew(t.Context()))
	e.wants(t)
}
