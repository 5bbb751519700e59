package listing

import (
	"errors"
	"math"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/messaging/money"
	"restante/messaging/pb"
	"restante/node/identity"
	"restante/node/identity/identitytest"
)

// These shops and listings are signed by their owner, with a program of the owner's
// own that writes whatever it likes.

func font(k *identity.Key) *pb.Listing {
	return &pb.Listing{
		Shop: keyOf(k.ID()), Updated: 1, Slug: "font", Kind: 2, Title: "Font", Currency: &pb.ShopCurrency{Code: "EUR", Decimals: 2},
		Variants: []*pb.Listing_Variant{{Price: 1}}, Photos: []*pb.ShopPhoto{{Large: image(), Medium: image(), Small: image()}},
	}
}

func image() *pb.ShopPicture { return &pb.ShopPicture{Sha256: make([]byte, 32), Size: 1} }

func kiosk(k *identity.Key) *pb.Shop {
	return &pb.Shop{
		Key: keyOf(k.ID()), Updated: 1, Name: "Kiosk", Currency: &pb.ShopCurrency{Code: "EUR", Decimals: 2},
		Discounts: []*pb.Shop_Discount{{Name: "All", Off: 1, PerMillion: 1, Salt: make([]byte, 16), Hash: append(make([]byte, 31), 1)}},
		Pages:     [][]byte{make([]byte, 32)}, Listings: 1,
	}
}

func open[W proto.Message, T any](t *testing.T, k *identity.Key, purpose string, w W, read func([]byte) (T, error)) error {
	t.Helper()
	body, err := marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	_, err = read(append(k.Sign(purpose, body), body...))
	return err
}

func TestHostileListings(t *testing.T) {
	k := identitytest.New(t)
	if err := open(t, k, purpose, font(k), Open); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*pb.Listing){
		"short key":         func(w *pb.Listing) { w.Shop = w.Shop[:31] },
		"kind 258":          func(w *pb.Listing) { w.Kind = 258 },
		"condition 256":     func(w *pb.Listing) { w.Condition = 256 },
		"delivery 256":      func(w *pb.Listing) { w.Delivery = 256 },
		"258 decimals":      func(w *pb.Listing) { w.Currency.Decimals = 258 },
		"no currency":       func(w *pb.Listing) { w.Currency = nil },
		"price of 2^53":     func(w *pb.Listing) { w.Variants[0].Price = money.Max + 1 },
		"price of 2^63":     func(w *pb.Listing) { w.Variants[0].Price = 1 << 63 },
		"price of 2^64 - 1": func(w *pb.Listing) { w.Variants[0].Price = math.MaxUint64 },
		"65,536 days":       func(w *pb.Listing) { w.Processing = &pb.ShopDays{Max: 1 << 16} },
		"no time":           func(w *pb.Listing) { w.Updated = 0 },
		"last time":         func(w *pb.Listing) { w.Updated = math.MaxInt64 },
		"first time":        func(w *pb.Listing) { w.Updated = math.MinInt64 },
		"short digest":      func(w *pb.Listing) { w.Photos[0].Small.Sha256 = make([]byte, 31) },
		"no picture":        func(w *pb.Listing) { w.Photos[0] = &pb.ShopPhoto{} },
		"4 GiB of picture":  func(w *pb.Listing) { w.Photos[0].Large.Size = math.MaxUint32 },
		"many variants":     func(w *pb.Listing) { w.Variants = make([]*pb.Listing_Variant, MaxVariants+1) },
	} {
		w := font(k)
		change(w)
		if err := open(t, k, purpose, w, Open); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
}

// A code that is cut short must not become a discount for everybody.
func TestHostileShops(t *testing.T) {
	k := identitytest.New(t)
	if err := open(t, k, shopPurpose, kiosk(k), OpenShop); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*pb.Shop)
		want   error
	}{
		"no salt":        {func(w *pb.Shop) { w.Discounts[0].Salt = nil }, ErrBytes},
		"no hash":        {func(w *pb.Shop) { w.Discounts[0].Hash = nil }, ErrBytes},
		"short hash":     {func(w *pb.Shop) { w.Discounts[0].Hash = []byte{1} }, ErrBytes},
		"zeros":          {func(w *pb.Shop) { w.Discounts[0].Hash = make([]byte, 32) }, ErrBytes},
		"off 257":        {func(w *pb.Shop) { w.Discounts[0].Off = 257 }, ErrRange},
		"amount of 2^63": {func(w *pb.Shop) { w.Discounts[0].Minimum = 1 << 63 }, ErrRange},
		"short page":     {func(w *pb.Shop) { w.Pages[0] = []byte{1} }, ErrUnknown},
		"answers never":  {func(w *pb.Shop) { w.Answers = math.MaxUint64 }, ErrRange},
		"no moderator":   {func(w *pb.Shop) { w.Moderators = [][]byte{{1}} }, ErrPeer},
		"short key":      {func(w *pb.Shop) { w.Key = nil }, ErrPeer},
	} {
		w := kiosk(k)
		c.change(w)
		if err := open(t, k, shopPurpose, w, OpenShop); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestHostilePages(t *testing.T) {
	k := identitytest.New(t)
	page := func() *pb.ShopPage {
		return &pb.ShopPage{Shop: keyOf(k.ID()), Cards: []*pb.ShopPage_Card{{Slug: "a", Title: "A", Kind: 1, Sha256: append(make([]byte, 31), 1)}}}
	}
	for name, c := range map[string]struct {
		change func(*pb.ShopPage)
		want   error
	}{
		"good":             {func(*pb.ShopPage) {}, nil},
		"of nobody":        {func(w *pb.ShopPage) { w.Shop = nil }, ErrPeer},
		"empty":            {func(w *pb.ShopPage) { w.Cards = nil }, ErrMissing},
		"a card twice":     {func(w *pb.ShopPage) { w.Cards = append(w.Cards, w.Cards[0]) }, ErrTwice},
		"too many cards":   {func(w *pb.ShopPage) { w.Cards = make([]*pb.ShopPage_Card, PerPage+1) }, ErrMany},
		"no hash":          {func(w *pb.ShopPage) { w.Cards[0].Sha256 = w.Cards[0].Sha256[:31] }, ErrMissing},
		"path as slug":     {func(w *pb.ShopPage) { w.Cards[0].Slug = "../a" }, ErrSlug},
		"turned title":     {func(w *pb.ShopPage) { w.Cards[0].Title = "a\u202e" }, ErrText},
		"kind 257":         {func(w *pb.ShopPage) { w.Cards[0].Kind = 257 }, ErrRange},
		"lowest above":     {func(w *pb.ShopPage) { w.Cards[0].Lowest = 1 }, ErrRange},
		"highest of 2^63":  {func(w *pb.ShopPage) { w.Cards[0].Highest = 1 << 63 }, ErrRange},
		"half a thumbnail": {func(w *pb.ShopPage) { w.Cards[0].Thumb = &pb.ShopPicture{Size: 1} }, ErrPicture},
		"many tags":        {func(w *pb.ShopPage) { w.Cards[0].Tags = make([]string, MaxTags+1) }, ErrMany},
	} {
		w := page()
		c.change(w)
		b, err := marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := OpenPage(b); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %+v, %v; want %v", name, p, err, c.want)
		}
	}
}
