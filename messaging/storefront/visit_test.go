package storefront

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault"
)

// street is a shop that was published, and somebody who passes by.
func street(t testing.TB) (shop, visitor *merchant) {
	t.Helper()
	shop = opened(t)
	shop.publish()
	return shop, newMerchant(t, shop.net)
}

func TestVisit(t *testing.T) {
	shop, v := street(t)
	ctx, owner := t.Context(), shop.Key.ID()
	f, err := v.Visit(ctx, owner)
	must(t, err)
	if f.Shop.Name != "Kiln & Co" || f.Shop.Listings != 4 || f.Shop.Peer != owner || f.Followed {
		t.Errorf("%+v", f)
	}
	page, err := v.Page(ctx, owner, 0)
	must(t, err)
	var slugs []string
	for _, c := range page.Cards {
		slugs = append(slugs, c.Slug)
	}
	if !slices.Equal(slugs, []string{"day-at-the-wheel", "font", "book-of-clay", "blue-mug"}) {
		t.Errorf("%q", slugs)
	}
	mug, err := v.Listing(ctx, owner, page.Cards[3].Hash)
	must(t, err)
	jpeg, err := v.Picture(ctx, owner, mug.Photos[0].Large)
	must(t, err)
	if w, h := sides(t, jpeg); mug.Slug != "blue-mug" || w != 300 || h != 200 {
		t.Errorf("%s, %d by %d", mug.Slug, w, h)
	}
	for _, n := range []int{-1, 1} {
		if _, err := v.Page(ctx, owner, n); !errors.Is(err, ErrNoPage) {
			t.Errorf("page %d: %v", n, err)
		}
	}
}

// A shop that sells nothing yet has one page, without a listing.
func TestAnEmptyShopIsVisited(t *testing.T) {
	net := newNetwork()
	shop, v := newMerchant(t, net), newMerchant(t, net)
	ctx, owner := t.Context(), shop.Key.ID()
	empty := listingtest.Shop(t, "")
	empty.Logo = listing.Photo{}
	must(t, shop.SaveShop(ctx, empty))
	must(t, shop.Publish(ctx))
	_, err := v.Visit(ctx, owner)
	must(t, err)
	page, err := v.Page(ctx, owner, 0)
	must(t, err)
	if page.Shop != owner || len(page.Cards) != 0 {
		t.Errorf("the page is %+v", page)
	}
	if _, err := v.Page(ctx, owner, 1); !errors.Is(err, ErrNoPage) {
		t.Errorf("the next page: %v", err)
	}
}

// What was seen once can be looked at while nobody is there.
func TestAShopIsRemembered(t *testing.T) {
	shop, v := street(t)
	ctx, owner := t.Context(), shop.Key.ID()
	if _, err := v.Front(ctx, owner); !errors.Is(err, ErrNotHere) {
		t.Errorf("before: %v", err)
	}
	_, err := v.Visit(ctx, owner)
	must(t, err)
	_, err = v.Page(ctx, owner, 0)
	must(t, err)
	shop.net.fail = errors.New("offline")
	f, err := v.Visit(ctx, owner)
	if !errors.Is(err, shop.net.fail) || f.Shop.Listings != 4 {
		t.Errorf("%+v, %v", f, err)
	}
	cards, err := v.Search(ctx, owner, Query{})
	must(t, err)
	if _, err := v.Listing(ctx, owner, cards[0].Hash); len(cards) != 4 || !errors.Is(err, shop.net.fail) {
		t.Errorf("%d cards, %v", len(cards), err)
	}
	if _, err := v.Visit(ctx, v.Key.ID()); !errors.Is(err, ErrNotHere) || !errors.Is(err, shop.net.fail) {
		t.Errorf("a shop that nobody saw: %v", err)
	}
}

func TestAVisitorAsksForABlockOnce(t *testing.T) {
	shop, v := street(t)
	_, err := v.Visit(t.Context(), shop.Key.ID())
	must(t, err)
	shop.net.asked = 0
	for range 3 {
		_, err = v.Page(t.Context(), shop.Key.ID(), 0)
		must(t, err)
	}
	if shop.net.asked != 1 {
		t.Errorf("asked %d times", shop.net.asked)
	}
}

func TestFollow(t *testing.T) {
	shop, v := street(t)
	ctx, owner := t.Context(), shop.Key.ID()
	if err := v.Follow(ctx, owner); !errors.Is(err, ErrNotHere) {
		t.Errorf("%v", err)
	}
	_, err := v.Visit(ctx, owner)
	must(t, err)
	must(t, v.Follow(ctx, owner))
	must(t, shop.Delete(ctx, "font"))
	shop.publish()
	events := v.Bus.Subscribe(10)
	defer events.Close()
	must(t, v.Refresh(ctx))
	must(t, v.Refresh(ctx))
	if news, _ := events.Take(); len(news) != 1 || news[0] != (Visited{owner}) {
		t.Errorf("told %v", news)
	}
	fronts, err := v.Followed(ctx)
	must(t, err)
	if len(fronts) != 1 || fronts[0].Shop.Listings != 3 || !fronts[0].Followed {
		t.Errorf("%+v", fronts)
	}
	must(t, v.Unfollow(ctx, owner))
	fronts, err = v.Followed(ctx)
	must(t, err)
	seen, err := v.Seen(ctx)
	must(t, err)
	if len(fronts) != 0 || len(seen) != 1 {
		t.Errorf("%d followed, %d seen", len(fronts), len(seen))
	}
}

// Without a network there is what was seen, and no more.
func TestVisitsWithoutANetwork(t *testing.T) {
	shop, v := street(t)
	_, err := v.Visit(t.Context(), shop.Key.ID())
	must(t, err)
	v.Fetcher = nil
	if f, err := v.Visit(t.Context(), shop.Key.ID()); !errors.Is(err, ErrNotHere) || f.Shop.Listings != 4 {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := v.Page(t.Context(), shop.Key.ID(), 0); !errors.Is(err, ErrNotHere) {
		t.Errorf("%v", err)
	}
}

func TestSearch(t *testing.T) {
	shop, v := street(t)
	_, err := v.Visit(t.Context(), shop.Key.ID())
	must(t, err)
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Text: "HAND mug"}, "[blue-mug]"}, {Query{Text: "clay"}, "[book-of-clay blue-mug]"}, {Query{Text: "clay gold"}, "[]"},
		{Query{Kind: listing.Digital}, "[font]"}, {Query{Category: "kitchen"}, "[blue-mug]"}, {Query{Tag: "font"}, "[font]"},
		{Query{Collection: "new"}, "[blue-mug]"}, {Query{Most: money.Amount(2500)}, "[book-of-clay blue-mug]"},
		{Query{Least: money.Amount(2500), InStock: true}, "[day-at-the-wheel font]"}, {Query{Text: "clay", Sort: Cheapest}, "[blue-mug book-of-clay]"}, {Query{Text: "clay", Sort: Dearest}, "[book-of-clay blue-mug]"},
		{Query{InStock: true}, "[day-at-the-wheel font blue-mug]"}, // of the book there are none
	} {
		cards, err := v.Search(t.Context(), shop.Key.ID(), c.q)
		must(t, err)
		slugs := []string{}
		for _, card := range cards {
			slugs = append(slugs, card.Slug)
		}
		if got := fmt.Sprint(slugs); got != c.want {
			t.Errorf("%+v: %s, want %s", c.q, got, c.want)
		}
	}
}

// The cache is bounded, and what is followed goes last.
func TestTheCacheIsBounded(t *testing.T) {
	v := newMerchant(t, newNetwork())
	followed, other := identitytest.New(t), identitytest.New(t)
	const most = 4000
	big := make([]byte, most/4)
	shop, _, err := listing.SignShop(followed, listingtest.Shop(t, followed.ID()))
	must(t, err)
	must(t, v.do(func(tx *vault.Tx) error {
		_, err := putVisited(tx, followed.ID(), shop, listingtest.At)
		must(t, err)
		_, err = setFollowed(tx, followed.ID(), 1)
		must(t, err)
		for i := range byte(3) {
			must(t, putFetched(tx, followed.ID(), ipfs.Digest{i}, big))
			must(t, putFetched(tx, other.ID(), ipfs.Digest{i}, big))
		}
		return pruneFetched(tx, most)
	}))
	for i := range byte(3) {
		must(t, v.do(func(tx *vault.Tx) error {
			b, err := readFetched(tx, followed.ID(), ipfs.Digest{i})
			if b == nil {
				t.Error("a part of a shop that is followed is gone")
			}
			return err
		}))
	}
	var bytes int
	must(t, v.do(func(tx *vault.Tx) error {
		_, err := tx.One("counting", `SELECT sum(length(bytes)) FROM fetched`, nil, &bytes)
		return err
	}))
	if bytes != most {
		t.Errorf("%d bytes", bytes)
	}
}

// Who only browses, and never looks for a newer shop, keeps no more.
func TestBrowsingMakesRoom(t *testing.T) {
	shop, v := street(t)
	ctx, owner := t.Context(), shop.Key.ID()
	_, err := v.Visit(ctx, owner)
	must(t, err)
	must(t, v.do(func(tx *vault.Tx) error {
		for i := range 9 {
			if err := putFetched(tx, identitytest.New(t).ID(), ipfs.Digest{byte(i)}, make([]byte, MaxCache/8)); err != nil {
				return err
			}
		}
		return nil
	}))
	page, err := v.Page(ctx, owner, 0)
	must(t, err)
	_, err = v.Listing(ctx, owner, page.Cards[0].Hash)
	must(t, err)
	var kept int
	must(t, v.do(func(tx *vault.Tx) error {
		_, err := tx.One("measuring", `SELECT sum(length(bytes)) FROM fetched`, nil, &kept)
		return err
	}))
	if kept > MaxCache || kept < MaxCache*3/4 {
		t.Errorf("%d bytes are kept", kept)
	}
}
