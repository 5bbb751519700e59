package order

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
)

// mirror has what a shop has published.
type mirror struct {
	storefront.Fetcher
	of *ipfs.Pinned
}

func (m mirror) File(ctx context.Context, into *ipfs.Pinned, _ peer.ID, c cid.Cid, _ int64) error {
	from, err := m.of.Open(ctx, c)
	if err != nil {
		return err
	}
	_, _, err = into.AddFile(ctx, from)
	return err
}

// byFile has the merchant hand over the font as files.
func (w *trade) byFile() {
	w.Helper()
	it, err := w.merchant.shop.Item(context.Background(), "font")
	must(w, err)
	it.Delivery = listing.ByFile
	_, err = w.merchant.shop.Save(context.Background(), it.Listing, storefront.OnSale)
	must(w, err)
	must(w, w.merchant.shop.Publish(context.Background()))
	w.buyer.shop.Fetcher = mirror{of: w.merchant.shop.Store}
}

func (w *trade) addFile(name, text string) storefront.File {
	w.Helper()
	f, err := w.merchant.shop.AddFile(context.Background(), "font", name, strings.NewReader(text))
	must(w, err)
	return f
}

// deliveries are those that the buyer has.
func (s *side) deliveries(id event.ID) (all []event.Event) {
	s.T.Helper()
	for _, e := range s.page(id).State.Timeline {
		if e.Kind() == event.KindDeliver {
			all = append(all, e.Event)
		}
	}
	return all
}

// Files go by themselves once the order is confirmed and paid, once and for all pieces,
// and the buyer can read them.
func TestFilesAreHandedOut(t *testing.T) {
	w := newTrade(t)
	w.byFile()
	w.addFile("font.ttf", "curves")
	w.addFile("licence.txt", "words")
	id := w.places(w.merchant.fonts(2))
	w.settle()
	w.merchant.says(id, event.Confirm{})
	if got := w.merchant.deliveries(id); len(got) != 0 {
		t.Fatal("it is handed out unpaid")
	}
	w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
	w.merchant.says(id, event.Message{Text: "Enjoy"}) // and not again
	w.merchant.restart()
	must(t, w.merchant.serveAgain(t.Context(), id))
	w.settle()
	got := w.buyer.deliveries(id)
	if len(got) != 1 || w.buyer.page(id).Stage != machine.Shipped {
		t.Fatalf("%d deliveries, the order is %s", len(got), w.buyer.page(id).Stage)
	}
	for i, want := range []string{"font.ttf: curves", "licence.txt: words"} {
		name, file, err := w.buyer.OpenFile(t.Context(), id, got[0].Hash, i)
		must(t, err)
		b, err := io.ReadAll(file)
		if s := name + ": " + string(b); errors.Join(err, file.Close()) != nil || s != want {
			t.Errorf("%q, %v", s, err)
		}
		var written bytes.Buffer
		if err := w.buyer.WriteFile(t.Context(), id, got[0].Hash, i, &written); err != nil || name+": "+written.String() != want {
			t.Errorf("%q is written, %v", &written, err)
		}
	}
	for _, bad := range []struct {
		e event.Hash
		n int
	}{{got[0].Hash, 2}, {got[0].Hash, -1}, {event.Hash(id), 0}} {
		if _, _, err := w.buyer.OpenFile(t.Context(), id, bad.e, bad.n); !errors.Is(err, ErrNoEvent) {
			t.Errorf("%+v: %v", bad, err)
		}
		if err := w.buyer.WriteFile(t.Context(), id, bad.e, bad.n, io.Discard); !errors.Is(err, ErrNoEvent) {
			t.Errorf("writing %+v: %v", bad, err)
		}
	}
}

// An order that was paid before there was a file gets it when it comes.
func TestFilesThatComeLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		w.byFile()
		id := w.places(w.merchant.fonts(1))
		w.settle()
		w.merchant.says(id, event.Confirm{})
		w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
		w.merchant.Start(t.Context())
		defer w.merchant.Close()
		synctest.Wait()
		if got := w.merchant.deliveries(id); len(got) != 0 {
			t.Fatal("nothing is there and something is handed out")
		}
		w.addFile("font.ttf", "curves")
		synctest.Wait()
		if got := w.merchant.deliveries(id); len(got) != 1 {
			t.Errorf("%d deliveries", len(got))
		}
	})
}
