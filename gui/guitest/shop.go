package guitest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ipfs/go-cid"

	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
)

// Shop is one's own shop in memory, and what it shows to visitors.
type Shop struct {
	World  *World
	Own    listing.Shop // without a name there is none yet
	All    []storefront.Item
	Pub    storefront.Publication
	Photos map[cid.Cid][]byte
	Table  []byte            // that was imported last
	Known  map[string]string // codes, by discount
	Bad    error             // what the next import finds
	Few    []storefront.Threshold
	After  time.Duration // orders that nobody answers are declined
	stalls
	goods
}

var euro = money.Currency{Code: "EUR", Decimals: 2}

// NoShop gives a world the page of a shop, without one.
func NoShop() *World {
	w := Busy()
	w.Shop = &Shop{World: w, Photos: map[cid.Cid][]byte{}, Pub: storefront.Publication{Pending: true}}
	w.Shop.visit()
	return w
}

// Stocked is a world with a shop of twelve listings.
func Stocked() *World {
	w := NoShop()
	s := w.Shop
	s.Own = shopOf()
	s.Own.Name, s.Own.Tagline = "Atelier Costa", "Things for the table and the desk"
	s.Pub = storefront.Publication{Root: ipfs.CID([]byte("root")), Size: 3 << 20}
	s.put(storefront.OnSale, "organiser", "Walnut desk organiser", 7400, 4)
	s.put(storefront.OnSale, "lamp", "Oak desk lamp", 9600, 11)
	s.put(storefront.OnSale, "mug", "Stoneware mug, sand", 1800, 64)
	s.put(storefront.OnSale, "tray", "Serving tray, round", 5500, 8)
	s.put(storefront.OnSale, "stool", "Round stool, beech", 12900, 3)
	s.put(storefront.OnSale, "vase", "Blue vase, hand thrown", 5400, 12)
	s.put(storefront.OnSale, "notebooks", "Notebook set of three", 1900, 40)
	s.put(storefront.Hidden, "bowl", "Porcelain bowl, wide", 3200, 0)
	s.put(storefront.OnSale, "board", "Cutting board, ash", 4200, 17)
	s.put(storefront.OnSale, "candle", "Brass candle stick", 3800, 21)
	s.put(storefront.Hidden, "clock", "Wall clock, walnut", 11500, 6)
	s.put(storefront.Draft, "basket", "Willow basket", 4600, 9)
	s.variants()
	return w
}

// shopOf is what a small shop says of itself.
func shopOf() listing.Shop {
	parcel := listing.Profile{Name: "Parcel", From: "PT", Zones: []listing.Zone{
		{Name: "Portugal", Regions: []string{"PT"}, Services: []listing.ShippingService{{Name: "Standard", Price: 600, Extra: 150, Days: listing.Days{Min: 1, Max: 2}}, {Name: "Express", Price: 1200, Extra: 300, Days: listing.Days{Min: 1, Max: 1}}}},
		{Name: "Europe", Regions: []string{"DE", "ES", "FR", "IT"}, Services: []listing.ShippingService{{Name: "Standard", Price: 1600, Extra: 400, Days: listing.Days{Min: 4, Max: 7}}}},
	}}
	return listing.Shop{Updated: at(21, 11, 20), About: "We turn wood and clay in Lisbon. Everything is made here, in small numbers.", Location: "Lisbon",
		Currency: euro, Shipping: []listing.Profile{parcel}, Returns: "30 days, unused.", Answers: 24 * time.Hour,
		Payments: []listing.Payment{{Name: "Bank transfer", Text: "The details come with the confirmation."}}}
}

// put adds a listing with a drawn photo.
func (s *Shop) put(state storefront.State, picture, title string, price money.Amount, pieces uint32) {
	l := listing.Listing{Shop: s.World.Me.Peer, Updated: at(20, 10, 0), Slug: listing.SlugOf(title), Kind: listing.Physical, Title: title, Category: "Home", Currency: euro,
		Description: "Made by hand in our workshop in Lisbon, from wood and clay of the region.\n\nEach piece is a little different: grain and glaze are never the same twice. Oiled with linseed, it wants no more than a damp cloth.",
		Tags:        []string{"handmade", picture}, Condition: listing.New, Shipping: []string{"Parcel"}, Processing: listing.Days{Min: 1, Max: 3},
		Photos: []listing.Photo{s.photo(picture, title)}, Variants: []listing.Variant{{Price: price, SKU: "AC-" + picture, Counted: true, SoldOut: pieces == 0}}}
	it := storefront.Item{Listing: l, State: state, Changed: l.Updated, Pieces: []storefront.Pieces{{Free: pieces, Threshold: storefront.UsualFew}}}
	if state == storefront.OnSale {
		it.Version = sha256.Sum256([]byte(l.Slug))
	}
	s.All = append(s.All, it)
}

// variants gives the mug colours and sizes, and a second photo.
func (s *Shop) variants() {
	it := &s.All[2]
	it.Photos = append(it.Photos, s.photo("bowl", "With its bowl"), s.photo("tray", "On the tray"))
	it.Options = []listing.Option{{Name: "Colour", Choices: []string{"Sand", "Sea"}}, {Name: "Size", Choices: []string{"Small", "Large"}}}
	it.Variants, it.Pieces = nil, nil
	for i, v := range [][2]string{{"Sand", "Small"}, {"Sand", "Large"}, {"Sea", "Small"}, {"Sea", "Large"}} {
		id := listing.SlugOf(v[0] + " " + v[1])
		it.Variants = append(it.Variants, listing.Variant{ID: id, Choices: v[:], Price: 1800, SKU: "MUG-" + v[0][:3] + v[1][:1], Counted: true})
		it.Pieces = append(it.Pieces, storefront.Pieces{Variant: id, Free: uint32(16 + 4*(i%2)), Reserved: uint32(i % 2), Threshold: storefront.UsualFew})
	}
}

func (s *Shop) photo(picture, alt string) listing.Photo {
	p := func(wide int) listing.Picture {
		b := Product(picture, wide)
		c := ipfs.CID(b)
		s.Photos[c] = b
		return listing.Picture{CID: c, Size: uint32(len(b))}
	}
	large := p(560)
	return listing.Photo{Alt: alt, Large: large, Medium: large, Small: p(160)}
}

// Many makes a shop of so many listings.
func (s *Shop) Many(n int) {
	first := slices.Clone(s.All)
	s.All = nil
	for i := range n {
		it := first[i%len(first)]
		it.Slug, it.Title = listing.Numbered(it.Slug, i+1), fmt.Sprintf("%s no. %d", it.Title, i+1)
		s.All = append(s.All, it)
	}
}

func (s *Shop) Shop(context.Context) (listing.Shop, error) {
	if s.Own.Name == "" {
		return listing.Shop{}, storefront.ErrNoShop
	}
	return s.Own, nil
}

func (s *Shop) SaveShop(_ context.Context, shop listing.Shop) error {
	check := shop
	check.Peer, check.Updated = s.World.Me.Peer, Now
	if err := cmp.Or(check.Check(), s.World.call("save shop")); err != nil {
		return err
	}
	s.Own, s.Pub.Pending = shop, true
	return nil
}

func (s *Shop) Codes(context.Context) (map[string]string, error) { return s.Known, nil }

func (s *Shop) SetCode(_ context.Context, discount, text string) error {
	if s.Known == nil {
		s.Known = map[string]string{}
	}
	s.Known[discount] = text
	return s.World.call("code " + discount)
}

func (s *Shop) Items(context.Context) ([]storefront.Item, error) { return slices.Clone(s.All), nil }

func (s *Shop) Thresholds(context.Context) ([]storefront.Threshold, error) { return s.Few, nil }

func (s *Shop) Patience(context.Context) (time.Duration, error) { return s.After, nil }

func (s *Shop) SetPatience(_ context.Context, after time.Duration) error {
	if after != 0 && (after < order.LeastPatience || after > order.MostPatience) {
		return order.ErrPolicy
	}
	s.After = after
	return s.World.call(fmt.Sprintf("patience %s", after))
}

func (s *Shop) SetThreshold(_ context.Context, t storefront.Threshold) error {
	s.Few = append(s.Few, t)
	return s.World.call(fmt.Sprintf("low at %d: %q", t.Pieces, t.Slug))
}

func (s *Shop) DropThreshold(_ context.Context, slug, _ string) error {
	s.Few = slices.DeleteFunc(s.Few, func(t storefront.Threshold) bool { return t.Slug == slug })
	return s.World.call(fmt.Sprintf("low as usual: %q", slug))
}

func (s *Shop) Item(_ context.Context, slug string) (storefront.Item, error) {
	if i := s.index(slug); i >= 0 {
		return s.All[i], nil
	}
	return storefront.Item{}, storefront.ErrNoItem
}

func (s *Shop) index(slug string) int {
	return slices.IndexFunc(s.All, func(it storefront.Item) bool { return it.Slug == slug })
}

func (s *Shop) Publication(context.Context) (storefront.Publication, error) { return s.Pub, nil }

func (s *Shop) Publish(context.Context) error {
	if err := s.World.call("publish"); err != nil {
		return err
	}
	s.Pub = storefront.Publication{Root: ipfs.CID([]byte("next")), Size: 3 << 20}
	return nil
}

func (s *Shop) Save(_ context.Context, l listing.Listing, state storefront.State) (string, error) {
	l.Shop, l.Updated, l.Currency = s.World.Me.Peer, Now, s.Own.Currency
	i := s.index(l.Slug)
	if l.Slug == "" {
		l.Slug = listing.SlugOf(l.Title)
	}
	if state != storefront.Draft {
		if err := l.Check(); err != nil {
			return "", err
		}
	}
	if err := s.World.call(fmt.Sprintf("save %s as %d", l.Slug, state)); err != nil {
		return "", err
	}
	it := storefront.Item{Listing: l, State: state, Changed: Now}
	if i < 0 {
		s.All = slices.Insert(s.All, 0, it)
	} else {
		it.Pieces, it.Version = s.All[i].Pieces, s.All[i].Version
		s.All[i] = it
	}
	s.Pub.Pending = true
	return l.Slug, nil
}

func (s *Shop) SetState(_ context.Context, state storefront.State, slugs ...string) error {
	if err := s.World.call(fmt.Sprintf("state %d of %d", state, len(slugs))); err != nil {
		return err
	}
	for _, slug := range slugs {
		s.All[s.index(slug)].State = state
	}
	return nil
}

func (s *Shop) SetPieces(_ context.Context, slug, variant string, n uint32) error {
	if err := s.World.call(fmt.Sprintf("pieces of %s %s: %d", slug, variant, n)); err != nil {
		return err
	}
	it := &s.All[s.index(slug)]
	for i := range it.Pieces {
		if it.Pieces[i].Variant == variant {
			it.Pieces[i].Free = n
			return nil
		}
	}
	it.Pieces = append(it.Pieces, storefront.Pieces{Variant: variant, Free: n})
	return nil
}

func (s *Shop) Recount(ctx context.Context, slug, variant string, seen, n uint32) error {
	for _, p := range s.All[s.index(slug)].Pieces {
		if p.Variant == variant && p.Free != seen {
			return &storefront.MovedError{Seen: seen, Free: p.Free}
		}
	}
	return s.SetPieces(ctx, slug, variant, n)
}

func (s *Shop) Duplicate(_ context.Context, slug string) (string, error) {
	it := s.All[s.index(slug)]
	it.Slug, it.State, it.Pieces = listing.Numbered(slug, 2), storefront.Draft, nil
	s.All = slices.Insert(s.All, 0, it)
	return it.Slug, s.World.call("duplicate " + slug)
}

func (s *Shop) Delete(_ context.Context, slugs ...string) error {
	s.All = slices.DeleteFunc(s.All, func(it storefront.Item) bool { return slices.Contains(slugs, it.Slug) })
	return s.World.call(fmt.Sprintf("delete %d", len(slugs)))
}

func (s *Shop) BulkEdit(_ context.Context, slugs []string, e storefront.Edit) error {
	return s.World.call(fmt.Sprintf("edit %d: %+v", len(slugs), e))
}

func (s *Shop) AddPhoto(_ context.Context, data []byte, alt string) (listing.Photo, error) {
	if err := s.World.call("add photo"); err != nil {
		return listing.Photo{}, err
	}
	if len(data) == 0 {
		return listing.Photo{}, errors.New("no picture")
	}
	c := ipfs.CID(data)
	s.Photos[c] = data
	p := listing.Picture{CID: c, Size: uint32(len(data))}
	return listing.Photo{Alt: alt, Large: p, Medium: p, Small: p}, nil
}

func (s *Shop) Photo(_ context.Context, c cid.Cid) ([]byte, error) {
	if b, there := s.Photos[c]; there {
		return b, nil
	}
	return nil, storefront.ErrPhoto
}
