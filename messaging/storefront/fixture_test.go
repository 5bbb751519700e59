package storefront

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"log/slog"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/event"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// merchant is somebody with a shop, and network is where it has its name: a table.
type merchant struct {
	*Service
	t   testing.TB
	net *network
}

type network struct {
	roots   map[peer.ID]cid.Cid
	stores  map[peer.ID]*ipfs.Pinned
	numbers map[peer.ID]uint64 // of the last call of each
	named   int                // times
	asked   int                // blocks
	fail    error              // of every call
	refused map[peer.ID]string
	change  func(c cid.Cid, b []byte) []byte // what is served
}

func newNetwork() *network {
	return &network{roots: make(map[peer.ID]cid.Cid), stores: make(map[peer.ID]*ipfs.Pinned), numbers: make(map[peer.ID]uint64)}
}

type namer struct {
	*network
	owner peer.ID
}

func (n namer) Name(_ context.Context, root cid.Cid, _ int64, after uint64) (uint64, error) {
	if n.fail != nil {
		return 0, n.fail
	}
	if after != n.numbers[n.owner] {
		return 0, errors.New("the number of the last call was lost")
	}
	n.named++
	n.roots[n.owner], n.numbers[n.owner] = root, after+7
	return after + 7, nil
}

func (n namer) Refusals() map[peer.ID]string { return n.refused }

func (n *network) Root(_ context.Context, owner peer.ID) (cid.Cid, error) {
	if n.fail != nil {
		return cid.Undef, n.fail
	}
	return n.roots[owner], nil
}

func (n *network) Block(ctx context.Context, owner peer.ID, c cid.Cid, _ int) ([]byte, error) {
	if n.fail != nil {
		return nil, n.fail
	}
	n.asked++
	b, err := n.stores[owner].Get(ctx, c)
	if n.change != nil {
		return n.change(c, b), nil
	}
	return b, err
}

func (n *network) File(ctx context.Context, into *ipfs.Pinned, owner peer.ID, c cid.Cid, max int64) error {
	if n.fail != nil {
		return n.fail
	}
	from, err := n.stores[owner].Open(ctx, c)
	if err != nil {
		return err
	}
	defer from.Close()
	got, size, err := into.AddFile(ctx, from)
	if err == nil && (got != c || size > max) {
		err = ipfs.ErrDAGSize
	}
	return err
}

func newMerchant(t testing.TB, net *network) *merchant {
	t.Helper()
	store, err := ipfs.OpenPinned(t.TempDir())
	must(t, err)
	k := identitytest.New(t)
	net.stores[k.ID()] = store
	m := &merchant{t: t, net: net, Service: New(Options{
		Vault: vaulttest.New(t, Schema), Bus: &event.Bus{}, Log: slog.New(slog.DiscardHandler), Key: k, Store: store,
		Namer: namer{net, k.ID()}, Fetcher: net,
	})}
	t.Cleanup(func() {
		must(t, m.Vault.View(context.Background(), func(tx *vault.Tx) error {
			findings, err := Audit(tx)
			for _, f := range findings {
				t.Error(f)
			}
			return err
		}))
		must(t, store.Close())
	})
	return m
}

// opened has a shop with the listings of package listingtest, of which the mug has
// three pieces in blue and small.
func opened(t testing.TB) *merchant {
	t.Helper()
	m := newMerchant(t, newNetwork())
	m.open()
	return m
}

func (m *merchant) open() {
	m.t.Helper()
	shop := listingtest.Shop(m.t, "")
	shop.Logo = m.photo("logo")
	must(m.t, m.SaveShop(m.t.Context(), shop))
	for _, l := range []listing.Listing{listingtest.Mug(""), listingtest.Book(""), listingtest.Font(""), listingtest.Day("")} {
		l.Photos = nil
		if l.Slug == "blue-mug" {
			l.Photos = []listing.Photo{m.photo("mug")}
		}
		m.save(l, OnSale)
	}
	must(m.t, m.SetPieces(m.t.Context(), "blue-mug", "blue-s", 3))
}

func (m *merchant) save(l listing.Listing, state State) string {
	m.t.Helper()
	slug, err := m.Save(m.t.Context(), l, state)
	must(m.t, err)
	return slug
}

func (m *merchant) item(slug string) Item {
	m.t.Helper()
	it, err := m.Item(m.t.Context(), slug)
	must(m.t, err)
	return it
}

func (m *merchant) publish() {
	m.t.Helper()
	must(m.t, m.Publish(m.t.Context()))
}

// update runs f in a transaction, as package order does.
func (m *merchant) do(f func(tx *vault.Tx) error) error {
	m.t.Helper()
	return m.Vault.Update(m.t.Context(), "test", f)
}

// photo is one whose pixels depend on a text.
func (m *merchant) photo(of string) listing.Photo {
	m.t.Helper()
	p, err := m.AddPhoto(m.t.Context(), drawing(m.t, of, 300, 200), of)
	must(m.t, err)
	return p
}

func drawing(t testing.TB, of string, w, h int) []byte {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		c := of[i%len(of)]
		im.Set(i%w, i/w, color.RGBA{c, uint8(i % 256), c ^ uint8(i/w), 255})
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, im))
	return b.Bytes()
}
func sides(t *testing.T, b []byte) (w, h int) {
	t.Helper()
	c, err := jpeg.DecodeConfig(bytes.NewReader(b))
	must(t, err)
	return c.Width, c.Height
}
