package httpapi

import (
	"context"
	"io"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/ipfs"
)

// mugHash stands for the version of a mug that bob's shop shows.
var mugHash = listing.Hash{1, 2, 3}

// stall stands in for a shop: one's own, and bob's, which is the same.
type stall struct {
	core  *core
	shop  listing.Shop
	all   [][]any // every call
	front error   // of Front
}

func newStall(c *core) *stall { return &stall{core: c, shop: listingtest.Shop(quiet{}, bob)} }

func (s *stall) call(args ...any) error {
	s.all = append(s.all, args)
	return s.core.call(args...)
}

func (s *stall) Shop(context.Context) (listing.Shop, error) { return s.shop, s.call("Shop") }
func (s *stall) SaveShop(_ context.Context, shop listing.Shop) error {
	return s.call("SaveShop", shop)
}
func (s *stall) Codes(context.Context) (map[string]string, error) {
	codes := make(map[string]string)
	for _, d := range s.shop.Discounts {
		for _, text := range []string{listingtest.FiveOff, listingtest.FreeShipping} {
			if d.Code.Opens(text) {
				codes[d.Name] = text
			}
		}
	}
	return codes, s.call("Codes")
}
func (s *stall) SetCode(_ context.Context, discount, text string) error {
	return s.call("SetCode", discount, text)
}
func (s *stall) AddPhoto(_ context.Context, file []byte, alt string) (listing.Photo, error) {
	p := listingtest.Photo("a mug")
	p.Alt = alt
	return p, s.call("AddPhoto", len(file), alt)
}
func (s *stall) Photo(_ context.Context, c cid.Cid) ([]byte, error) {
	return []byte("picture"), s.call("Photo", c)
}
func (s *stall) Publish(context.Context) error { return s.call("Publish") }
func (s *stall) Publication(context.Context) (storefront.Publication, error) {
	return storefront.Publication{Root: ipfs.CIDOf(mugHash), Size: 7, Pending: true, Refused: map[peer.ID]string{node: "full"}, Failed: []storefront.ItemError{{Slug: "font", Why: listing.ErrMissing}}}, s.call("Publication")
}

func (s *stall) Items(ctx context.Context) ([]storefront.Item, error) {
	it, err := s.Item(ctx, "blue-mug")
	return []storefront.Item{it, {Listing: listing.Listing{Slug: "draft", Currency: it.Currency}}}, err
}
func (s *stall) Item(_ context.Context, slug string) (storefront.Item, error) {
	if slug != "blue-mug" {
		return storefront.Item{}, storefront.ErrNoItem
	}
	return storefront.Item{
		Listing: listingtest.Mug(bob), State: storefront.OnSale, Changed: noon, Version: mugHash,
		Pieces: []storefront.Pieces{{Variant: "blue-s", Free: 4, Reserved: 2, Threshold: 5}},
	}, s.call("Item", slug)
}
func (s *stall) Save(_ context.Context, l listing.Listing, state storefront.State) (string, error) {
	return "saved", s.call("Save", l, state)
}
func (s *stall) Duplicate(_ context.Context, slug string) (string, error) {
	return slug + "-2", s.call("Duplicate", slug)
}
func (s *stall) BulkEdit(_ context.Context, slugs []string, e storefront.Edit) error {
	return s.call("BulkEdit", slugs, e)
}
func (s *stall) Delete(_ context.Context, slugs ...string) error { return s.call("Delete", slugs) }

func (s *stall) SetPieces(_ context.Context, slug, variant string, n uint32) error {
	return s.call("SetPieces", slug, variant, n)
}
func (s *stall) Restock(_ context.Context, slug, variant string, n uint32) error {
	return s.call("Restock", slug, variant, n)
}
func (s *stall) LowStock(context.Context) ([]storefront.Low, error) {
	return []storefront.Low{{Slug: "blue-mug", Title: "Mug", Variant: "blue-s", SKU: "M-1", Free: 2, Threshold: 5}}, s.call("LowStock")
}
func (s *stall) SetThreshold(_ context.Context, t storefront.Threshold) error {
	return s.call("SetThreshold", t)
}
func (s *stall) DropThreshold(_ context.Context, slug, variant string) error {
	return s.call("DropThreshold", slug, variant)
}
func (s *stall) Keys(_ context.Context, slug string) (left, taken int, err error) {
	return 3, 1, s.call("Keys", slug)
}
func (s *stall) AddKeys(_ context.Context, slug string, keys []string) (int, error) {
	return len(keys), s.call("AddKeys", slug, keys)
}
func (s *stall) RemoveKey(_ context.Context, slug, key string) error {
	return s.call("RemoveKey", slug, key)
}
func (s *stall) Files(_ context.Context, slug string) ([]storefront.File, error) {
	return []storefront.File{{Name: "a.pdf", Size: 3, CID: ipfs.CIDOf(mugHash), Here: true}}, s.call("Files", slug)
}
func (s *stall) AddFile(_ context.Context, slug, name string, from io.Reader) (storefront.File, error) {
	n, err := io.Copy(io.Discard, from)
	if err != nil {
		return storefront.File{}, err
	}
	return storefront.File{Name: name, Size: uint64(n), CID: ipfs.CIDOf(mugHash), Here: true}, s.call("AddFile", slug, name)
}
func (s *stall) RemoveFile(_ context.Context, slug string, c cid.Cid) error {
	return s.call("RemoveFile", slug, c)
}
func (s *stall) Export(_ context.Context, to io.Writer) error {
	if err := s.call("Export"); err != nil {
		return err
	}
	_, err := io.WriteString(to, "title,price\n")
	return err
}
func (s *stall) Import(_ context.Context, from io.Reader) (int, error) {
	b, err := io.ReadAll(from)
	if err != nil {
		return 0, err
	}
	return 1, s.call("Import", string(b))
}

func (s *stall) Visit(_ context.Context, owner peer.ID) (storefront.Front, error) {
	return storefront.Front{Shop: s.shop, Hash: mugHash, Seen: noon}, s.call("Visit", owner)
}
func (s *stall) Front(_ context.Context, owner peer.ID) (storefront.Front, error) {
	if s.front != nil {
		return storefront.Front{}, s.front
	}
	return storefront.Front{Shop: s.shop, Hash: mugHash, Seen: noon, Followed: true}, s.call("Front", owner)
}
func (s *stall) Page(_ context.Context, owner peer.ID, n int) (listing.Page, error) {
	return listing.Page{Shop: owner, Cards: []listing.Card{listing.CardOf(listingtest.Mug(bob), mugHash)}}, s.call("Page", owner, n)
}
func (s *stall) Search(_ context.Context, owner peer.ID, q storefront.Query) ([]listing.Card, error) {
	cards := make([]listing.Card, listing.PerPage+1)
	cards[listing.PerPage] = listing.CardOf(listingtest.Mug(bob), mugHash)
	return cards, s.call("Search", owner, q)
}
func (s *stall) Listing(_ context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error) {
	return listingtest.Mug(owner), s.call("Listing", owner, h)
}
func (s *stall) Picture(_ context.Context, owner peer.ID, p listing.Picture) ([]byte, error) {
	return []byte("their picture"), s.call("Picture", owner, p)
}
func (s *stall) Follow(_ context.Context, owner peer.ID) error   { return s.call("Follow", owner) }
func (s *stall) Unfollow(_ context.Context, owner peer.ID) error { return s.call("Unfollow", owner) }
func (s *stall) Followed(ctx context.Context) ([]storefront.Front, error) {
	f, err := s.Front(ctx, bob)
	return []storefront.Front{f}, err
}
func (s *stall) Seen(ctx context.Context) ([]storefront.Front, error) { return s.Followed(ctx) }

// quiet is for fixtures that cannot fail.
type quiet struct{ testing.TB }

func (quiet) Helper() {}
