package storefront

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/ipfs"
	"restante/node/p2p/p2ptest"
	"restante/node/vault"
)

// large has a thousand listings, each with a photo of 200 KiB in its three sizes.
func large(b *testing.B) *merchant {
	b.Helper()
	m := newMerchant(b, newNetwork())
	shop := listingtest.Shop(b, "")
	shop.Logo = listing.Photo{}
	must(b, m.SaveShop(b.Context(), shop))
	l := listingtest.Mug("")
	for i := range 1000 {
		l.Slug = fmt.Sprintf("mug-%04d", i)
		must(b, m.do(func(tx *vault.Tx) error {
			l.Photos = []listing.Photo{noise(b, tx)}
			_, err := m.Service.save(tx, l, OnSale)
			return err
		}))
	}
	m.publish()
	return m
}

// noise is a photo that nobody can look at.
func noise(b *testing.B, tx *vault.Tx) (p listing.Photo) {
	for i, size := range []*listing.Picture{&p.Large, &p.Medium, &p.Small} {
		data := make([]byte, []int{150 << 10, 45 << 10, 5 << 10}[i])
		rand.Read(data)
		*size = picture(data)
		must(b, putPhoto(tx, size.CID, data))
	}
	return p
}

// BenchmarkPublishOneEdit is from the end of an edit to the new root being named, in a
// shop of 1,000 listings with photos.
func BenchmarkPublishOneEdit(b *testing.B) {
	m := large(b)
	for i := 0; b.Loop(); i++ {
		l := m.item(fmt.Sprintf("mug-%04d", i%1000)).Listing
		l.Title = fmt.Sprint("Mug ", i)
		m.save(l, OnSale)
		m.publish()
	}
}

// exchanged fetches blocks by bitswap.
type exchanged struct {
	*ipfs.Exchange
	root cid.Cid
	from peer.AddrInfo
}

func (e exchanged) Root(context.Context, peer.ID) (cid.Cid, error) { return e.root, nil }

func (e exchanged) Block(ctx context.Context, _ peer.ID, c cid.Cid, max int) ([]byte, error) {
	return e.GetFrom(ctx, c, max, []peer.AddrInfo{e.from})
}

func (e exchanged) File(ctx context.Context, into *ipfs.Pinned, _ peer.ID, c cid.Cid, max int64) error {
	return e.FetchDAG(ctx, into, c, max, e.from)
}

// BenchmarkFirstPage is what somebody waits for who visits that shop for the first time,
// over loopback: the shop, the first page of its index, and the first 24 pictures on it.
func BenchmarkFirstPage(b *testing.B) {
	m := large(b)
	merchantHost := p2ptest.Loopback(b, m.Key)
	serve, err := ipfs.New(merchantHost, m.Store)
	must(b, err)
	defer serve.Close()
	for b.Loop() {
		b.StopTimer()
		v := newMerchant(b, newNetwork())
		x, err := ipfs.New(p2ptest.Loopback(b, v.Key), v.Store)
		must(b, err)
		v.Fetcher = exchanged{x, m.root(), merchantHost.Info()}
		b.StartTimer()
		firstPage(b, v.Service, m.Key.ID())
		b.StopTimer()
		must(b, x.Close())
		b.StartTimer()
	}
}

func firstPage(b *testing.B, v *Service, owner peer.ID) {
	b.Helper()
	f, err := v.Visit(b.Context(), owner)
	must(b, err)
	page, err := v.Page(b.Context(), owner, 0)
	must(b, err)
	if f.Shop.Listings != 1000 || len(page.Cards) != listing.PerPage {
		b.Fatalf("%d listings, %d on the page", f.Shop.Listings, len(page.Cards))
	}
	var group errgroup.Group
	for _, card := range page.Cards[:24] {
		group.Go(func() error {
			_, err := v.cached(b.Context(), owner, card.Thumb.CID, listing.MaxPicture)
			return err
		})
	}
	must(b, group.Wait())
}
