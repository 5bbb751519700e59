package terms

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
)

// anyCounter is a shop with prices, rates and discounts that nobody chose.
func anyCounter(t *rapid.T, c counter) (counter, Cart) {
	price := rapid.Map(rapid.OneOf(rapid.Int64Range(0, 50_00), rapid.Int64Range(0, 1<<40)), func(n int64) money.Amount { return money.Amount(n) })
	rate := rapid.OneOf(rapid.Uint32Range(0, 300_000), rapid.Uint32Range(0, listing.PerMillion))
	shop, classes := c.shop, rapid.SampledFrom([]string{"", "a", "b"})
	regions := rapid.SampledFrom([][]string{{"DE"}, {"*"}, {"US"}, {"US-CA"}})
	shop.ShippingTaxClass = classes.Draw(t, "shipping class")
	shop.Taxes, shop.Discounts = nil, nil
	for i := range rapid.IntRange(0, 6).Draw(t, "taxes") {
		shop.Taxes = append(shop.Taxes, listing.TaxRate{
			Name: fmt.Sprint("tax ", i%4), Class: classes.Draw(t, "class"), Regions: regions.Draw(t, "regions"),
			PerMillion: rate.Draw(t, "rate"), Included: rapid.Bool().Draw(t, "included"),
		})
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "discounts") {
		shop.Discounts = append(shop.Discounts, anyDiscount(t, i, price))
	}
	service := listing.ShippingService{Name: "Post", Price: price.Draw(t, "first"), Extra: price.Draw(t, "further") % 1000}
	shop.Shipping = []listing.Profile{{Name: "P", Zones: []listing.Zone{{Regions: []string{"*"}, Services: []listing.ShippingService{service}}}}}
	out, of := counter{shop, make(map[Hash]listing.Listing)}, Cart{Shop: Hash{9}, Region: rapid.SampledFrom([]string{"DE", "US-CA", "US", "FR"}).Draw(t, "region")}
	for i := range rapid.IntRange(1, 6).Draw(t, "lines") {
		l, line := listingtest.Font(shop.Peer), CartLine{Listing: Hash{1, byte(i)}, Quantity: rapid.Uint32Range(1, 99).Draw(t, "quantity")}
		if rapid.Bool().Draw(t, "shipped") {
			l.Kind, l.Shipping, line.Profile, line.Service = Physical, []string{"P"}, "P", "Post"
		}
		l.Slug, l.TaxClass = fmt.Sprint("item-", i), classes.Draw(t, "class")
		l.Variants = []listing.Variant{{Price: price.Draw(t, "price")}}
		out.listings[line.Listing] = l
		of.Lines = append(of.Lines, line)
	}
	return out, of
}

func anyDiscount(t *rapid.T, i int, price *rapid.Generator[money.Amount]) listing.Discount {
	d := listing.Discount{Name: fmt.Sprint("discount ", i), Off: listing.Off(rapid.IntRange(1, 3).Draw(t, "off"))}
	switch d.Off {
	case listing.Percent:
		d.PerMillion = rapid.Uint32Range(1, listing.PerMillion).Draw(t, "rate off")
	case listing.Fixed:
		d.Amount = price.Draw(t, "amount off") + 1
	}
	if d.Off != listing.FreeShipping && rapid.Bool().Draw(t, "for some") {
		d.Listings = []string{"item-0", "item-2"}
	}
	return d
}

// Whatever the prices, the terms add up to the unit, survive their bytes, and come out
// the same from the merchant's versions.
func TestAnyQuoteAddsUp(t *testing.T) {
	base := newCounter(t)
	rapid.Check(t, func(t *rapid.T) {
		c, of := anyCounter(t, base)
		q, err := Quote(c.shop, c.listings, of, listingtest.At.Add(time.Duration(rapid.Int64Range(0, 1e15).Draw(t, "later"))))
		if err != nil {
			t.Fatal(err)
		}
		if err := q.Check(); err != nil {
			t.Fatal(err)
		}
		conserve(t, q)
		b, err := Encode(q)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(b)
		if err != nil || !got.Equal(q) {
			t.Fatalf("%+v is read as %+v, %v", q, got, err)
		}
		again, err := Quote(c.shop, c.listings, got.Cart(), got.At)
		if err != nil || !again.Equal(q) {
			t.Fatalf("computed again: %+v, %v; want %+v", again, err, q)
		}
	})
}

// conserve adds up with numbers that have no end.
func conserve(t *rapid.T, q Terms) {
	sum := new(big.Int)
	add := func(n money.Amount, times int64) {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(n)), big.NewInt(times)))
	}
	for _, l := range q.Lines {
		add(l.Price, int64(l.Quantity))
	}
	for _, s := range q.Shipping {
		add(s.Price, 1)
	}
	for _, d := range q.Discounts {
		add(d.Amount, -1)
	}
	based := make(map[string]money.Amount)
	for _, x := range q.Taxes {
		based[x.Class] = x.Base
		if !x.Included {
			add(x.Amount, 1)
		}
	}
	if sum.Cmp(big.NewInt(int64(q.Total))) != 0 {
		t.Fatalf("%d to pay, want %v", q.Total, sum)
	}
	for class, base := range based {
		if base > q.Items+q.ShippingTotal-q.DiscountTotal {
			t.Fatalf("class %q is taxed on %d", class, base)
		}
	}
}
