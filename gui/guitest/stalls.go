package guitest

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// stalls are the shops of others.
type stalls struct {
	Fronts map[peer.ID]*storefront.Front
	Stock  map[peer.ID][]listing.Listing
	Away   bool // nobody can be reached
	Placed []event.Order
	Carts  map[peer.ID][]terms.CartLine
}

// Kenji is who has a shop that can be visited.
var Kenji = ID("Kenji Watanabe")

// visit gives Kenji a shop, with what the atelier sells under other names.
func (s *Shop) visit() {
	own := shopOf()
	own.Peer, own.Name, own.Tagline = Kenji, "Hinoki & Clay", "Small things for slow mornings"
	own.About, own.Location, own.Listings = "Bowls, cups and boards from our kiln in Mashiko.", "Mashiko, Japan", 8
	own.Discounts = []listing.Discount{{Name: "A tenth off the first order", Code: code("SLOW10"), Off: listing.Percent, PerMillion: 100_000}}
	s.Fronts = map[peer.ID]*storefront.Front{Kenji: {Shop: own, Hash: sha256.Sum256([]byte("front")), Seen: Now}}
	scratch := &Shop{World: s.World, Photos: s.Photos}
	for _, g := range []struct {
		picture, title string
		price          money.Amount
		pieces         uint32
	}{{"mug", "Morning cup", 2400, 9}, {"bowl", "Rice bowl, white", 3600, 5}, {"vase", "Bud vase, indigo", 5800, 2}, {"tray", "Tea tray, cedar", 6400, 7},
		{"board", "Bread board", 4800, 3}, {"candle", "Brass candle holder", 4200, 6}, {"stool", "Milking stool", 14800, 1}, {"basket", "Market basket", 5200, 0}} {
		scratch.put(storefront.OnSale, g.picture, g.title, 0, g.pieces)
		l := &scratch.All[len(scratch.All)-1].Listing
		l.Shop, l.Variants[0].Price = Kenji, g.price
	}
	cup := &scratch.All[0].Listing
	cup.Photos = append(cup.Photos, scratch.photo("bowl", "Beside its bowl"), scratch.photo("tray", "On the tray"))
	cup.Options = []listing.Option{{Name: "Glaze", Choices: []string{"Sand", "Ash", "Indigo"}}}
	cup.Variants = []listing.Variant{{ID: "sand", Choices: []string{"Sand"}, Price: 2400}, {ID: "ash", Choices: []string{"Ash"}, Price: 2400, Counted: true, SoldOut: true}, {ID: "indigo", Choices: []string{"Indigo"}, Price: 2700}}
	s.Stock = map[peer.ID][]listing.Listing{}
	for _, it := range scratch.All {
		s.Stock[Kenji] = append(s.Stock[Kenji], it.Listing)
	}
}

// code is one that buyers may know.
func code(text string) listing.Code {
	c, err := listing.NewCode(text)
	if err != nil {
		panic(err) // the texts are constants
	}
	return c
}

func hashOf(l listing.Listing) listing.Hash { return sha256.Sum256([]byte(l.Slug)) }

func (s *Shop) Visit(ctx context.Context, owner peer.ID) (storefront.Front, error) {
	f, err := s.Front(ctx, owner)
	if err == nil && s.Away {
		return f, errors.New("nobody answers")
	}
	return f, err
}

func (s *Shop) Front(_ context.Context, owner peer.ID) (storefront.Front, error) {
	if f := s.Fronts[owner]; f != nil {
		return *f, nil
	}
	return storefront.Front{}, storefront.ErrNotHere
}

func (s *Shop) Page(_ context.Context, owner peer.ID, n int) (listing.Page, error) {
	all := s.cards(owner)
	if n > 0 && n*listing.PerPage >= len(all) {
		return listing.Page{}, storefront.ErrNoPage
	}
	return listing.Page{Shop: owner, Cards: all[n*listing.PerPage : min(len(all), (n+1)*listing.PerPage)]}, nil
}

func (s *Shop) cards(owner peer.ID) (all []listing.Card) {
	for _, l := range s.Stock[owner] {
		all = append(all, listing.CardOf(l, hashOf(l)))
	}
	return all
}

func (s *Shop) Listing(_ context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error) {
	for _, l := range s.Stock[owner] {
		if hashOf(l) == h {
			return l, nil
		}
	}
	return listing.Listing{}, storefront.ErrForeign
}

func (s *Shop) Search(_ context.Context, owner peer.ID, q storefront.Query) ([]listing.Card, error) {
	all := slices.DeleteFunc(s.cards(owner), func(c listing.Card) bool { return !q.Fits(c) })
	q.Arrange(all)
	return all, nil
}

func (s *Shop) Picture(ctx context.Context, _ peer.ID, p listing.Picture) ([]byte, error) {
	return s.Photo(ctx, p.CID)
}

func (s *Shop) Follow(_ context.Context, owner peer.ID) error {
	s.Fronts[owner].Followed = true
	return s.World.call("follow")
}

func (s *Shop) Unfollow(_ context.Context, owner peer.ID) error {
	s.Fronts[owner].Followed = false
	return s.World.call("unfollow")
}

func (s *Shop) Looked(_ context.Context, owner peer.ID) error {
	if f := s.Fronts[owner]; f != nil {
		f.News = false
	}
	return nil
}

func (s *Shop) Cart(_ context.Context, owner peer.ID) ([]terms.CartLine, error) {
	return slices.Clone(s.Carts[owner]), nil
}

func (s *Shop) KeepCart(_ context.Context, owner peer.ID, lines []terms.CartLine) error {
	if s.Carts == nil {
		s.Carts = map[peer.ID][]terms.CartLine{}
	}
	s.Carts[owner] = lines
	return nil
}

func (s *Shop) Followed(context.Context) (all []storefront.Front, err error) {
	for _, f := range s.Fronts {
		if f.Followed {
			all = append(all, *f)
		}
	}
	return all, nil
}

func (s *Shop) Seen(context.Context) (all []storefront.Front, err error) {
	for _, f := range s.Fronts {
		all = append(all, *f)
	}
	return all, nil
}

// Place notes an order.
func (s *Shop) Place(_ context.Context, o event.Order, _ string) (event.ID, error) {
	if err := s.World.call("place"); err != nil {
		return event.ID{}, err
	}
	s.Placed = append(s.Placed, o)
	return event.ID(sha256.Sum256([]byte("order"))), nil
}
