package depottest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/multiformats/go-multiaddr"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

const patience = 20 * time.Second // for what must come

// world is one test with one account.
type world struct {
	*testing.T
	*suite
	d depot.Depot
}

// sealed is a block as the outbox has it.
type sealed struct {
	depot.Ref
	bytes []byte
}

func newBlock(size int) sealed {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails
	return sealed{depot.Ref{Name: depot.NewName(), CID: ipfs.CID(b)}, b}
}

func (w *world) ctx() context.Context {
	ctx, stop := context.WithTimeout(w.Context(), patience)
	w.Cleanup(stop)
	return ctx
}

// known fails the test if an error is none that depots give, or tells a secret.
func (w *world) known(doing string, err error) {
	w.Helper()
	if err == nil {
		return
	}
	if !depot.Known(err) {
		w.Errorf("%s: %v is no error of a depot", doing, err)
	}
	w.hidden(w.T, err.Error())
}

// must fails the test if an error came.
func (w *world) must(doing string, err error) {
	w.Helper()
	w.known(doing, err)
	if err != nil {
		w.Fatalf("%s: %v", doing, err)
	}
}

// tryPut puts a block, and again as long as the provider still fetches it.
func (w *world) tryPut(ctx context.Context, b sealed) (depot.Place, error) {
	for {
		place, err := w.d.Put(ctx, b.Ref, b.bytes)
		var pending *depot.Pending
		if !errors.As(err, &pending) {
			return place, err
		}
		select {
		case <-time.After(min(pending.After, 50*time.Millisecond)):
		case <-ctx.Done():
			return depot.Place{}, depot.Unanswered(ctx.Err())
		}
	}
}

// put puts a block that is removed after the test.
func (w *world) put(b sealed) depot.Place {
	w.Helper()
	w.later(b)
	place, err := w.tryPut(w.ctx(), b)
	w.must("putting", err)
	w.valid(place)
	return place
}

// later removes a block after the test, whatever became of it.
func (w *world) later(b sealed) {
	w.Cleanup(func() {
		w.net.heal()
		ctx, stop := context.WithTimeout(context.Background(), patience)
		defer stop()
		if err := w.d.Delete(ctx, b.Ref); err != nil {
			w.Errorf("clearing up: %v", err)
		}
	})
}

// valid checks what is promised of a place.
func (w *world) valid(p depot.Place) {
	w.Helper()
	if len(p.Addrs) == 0 || len(p.Addrs) > depot.MaxAddrs {
		w.Errorf("a place has %d addresses", len(p.Addrs))
	}
	for _, a := range p.Addrs {
		w.hidden(w.T, a)
		if err := validAddr(a); err != nil {
			w.Errorf("the address %q: %v", a, err)
		}
	}
	last := w.d.Limits().AddrsLast
	if left := time.Until(p.Until); last == 0 && !p.Until.IsZero() || last > 0 && (left <= 0 || left > last) {
		w.Errorf("the addresses end at %v, and last %v", p.Until, last)
	}
}

func validAddr(a string) error {
	if len(a) > depot.MaxAddr {
		return errors.New("is too long")
	}
	if strings.HasPrefix(a, "/") {
		_, err := multiaddr.NewMultiaddr(a)
		return err
	}
	_, err := fetch.Parse(a, true)
	return err
}

// fetched fails the test unless the block can be had from the place.
func (w *world) fetched(b sealed, p depot.Place) {
	w.Helper()
	got, err := w.fetch(w.ctx(), b.CID, p.Addrs)
	if err != nil || !bytes.Equal(got, b.bytes) {
		w.Errorf("fetching %d bytes: %d, %v", len(b.bytes), len(got), err)
	}
}

// gone fails the test if the block can still be had from the place.
func (w *world) gone(b sealed, p depot.Place) {
	w.Helper()
	if _, err := w.d.Locate(w.ctx(), b.Ref); !errors.Is(err, depot.ErrNotFound) {
		w.Errorf("locating what is gone: %v, want ErrNotFound", err)
	}
	if w.lingers || len(p.Addrs) == 0 {
		return
	}
	ctx, stop := context.WithTimeout(w.ctx(), time.Second)
	defer stop()
	if _, err := w.fetch(ctx, b.CID, p.Addrs); err == nil {
		w.Error("a deleted block can still be fetched")
	}
}

// listing is everything in the account, with the number of pages.
func (w *world) listing() (entries []depot.Entry, pages int) {
	w.Helper()
	for cursor := ""; ; {
		page, err := w.d.List(w.ctx(), cursor)
		w.must("listing", err)
		if len(page.Entries) > depot.MaxPage {
			w.Errorf("a page has %d entries", len(page.Entries))
		}
		entries, pages = append(entries, page.Entries...), pages+1
		if cursor = page.Next; cursor == "" {
			return entries, pages
		}
	}
}

// listed is how often a block is in a listing.
func listed(entries []depot.Entry, b sealed) (n int) {
	for _, e := range entries {
		if e.Name == b.Name || e.CID.Defined() && e.CID.Equals(b.CID) {
			n++
		}
	}
	return n
}
