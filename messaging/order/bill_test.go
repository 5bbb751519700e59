package order

import (
	"fmt"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	"pgregory.net/rapid"

	"restante/messaging/money"
	"restante/messaging/order/paper"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/messaging/storefront/terms"
)

// anyTerms are of a shop with prices, taxes and discounts that nobody chose.
func anyTerms(t *rapid.T, shop listing.Shop) terms.Terms {
	price := rapid.Map(rapid.OneOf(rapid.Int64Range(0, 50_00), rapid.Int64Range(0, 1<<40)), func(n int64) money.Amount { return money.Amount(n) })
	class := rapid.SampledFrom([]string{"", "a", "b", "c"})
	shop.ShippingTaxClass, shop.Taxes, shop.Discounts = class.Draw(t, "shipping class"), nil, nil
	for i := range rapid.IntRange(0, 6).Draw(t, "taxes") {
		shop.Taxes = append(shop.Taxes, listing.TaxRate{
			Name: fmt.Sprint("tax ", i%2), Class: class.Draw(t, "class"), Regions: []string{"*"},
			PerMillion: rapid.SampledFrom([]uint32{0, 55_000, 70_000, 190_000, 333_333, listing.PerMillion}).Draw(t, "rate"), Included: rapid.Bool().Draw(t, "included"),
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "discounts") {
		shop.Discounts = append(shop.Discounts, listing.Discount{Name: fmt.Sprint("discount ", i), Off: listing.Percent, PerMillion: rapid.Uint32Range(1, 999_999).Draw(t, "off")})
	}
	post := listing.ShippingService{Name: "Post", Price: price.Draw(t, "first")}
	shop.Shipping = []listing.Profile{{Name: "P", Zones: []listing.Zone{{Regions: []string{"*"}, Services: []listing.ShippingService{post}}}}}
	all, of := make(map[terms.Hash]listing.Listing), terms.Cart{Shop: terms.Hash{9}, Region: "DE"}
	for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
		l, line := listingtest.Font(shop.Peer), terms.CartLine{Listing: terms.Hash{1, byte(i)}, Quantity: rapid.Uint32Range(1, 99).Draw(t, "quantity")}
		if i%2 == 0 {
			l.Kind, l.Shipping, line.Profile, line.Service = listing.Physical, []string{"P"}, "P", "Post"
		}
		l.Slug, l.TaxClass, l.Variants = fmt.Sprint("item-", i), class.Draw(t, "class"), []listing.Variant{{Price: price.Draw(t, "price")}}
		all[line.Listing] = l
		of.Lines = append(of.Lines, line)
	}
	q, err := terms.Quote(shop, all, of, listingtest.At)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// Whatever was ordered: the table of taxes on its invoice comes to the terms, to the unit,
// and so does the way from the items to the total; and however it is paid back, the credit
// notes come to the invoice, tax by tax.
func TestAnyInvoiceAddsUp(t *testing.T) {
	shop := listingtest.Shop(t, peer.ID("the shop"))
	rapid.Check(t, func(t *rapid.T) {
		q := anyTerms(t, shop)
		all := rates(q)
		if g := gross(all); g != q.Total {
			t.Fatalf("gross %d, the terms have %d: %+v", g, q.Total, all)
		}
		if x := taxes(all); x != q.TaxTotal {
			t.Fatalf("taxes %d, the terms have %d: %+v", x, q.TaxTotal, all)
		}
		for _, r := range all {
			if r.Net+taxes([]paper.Rate{r}) != r.Gross {
				t.Fatalf("%+v", r)
			}
		}
		if to := upward(q); to != q.Total {
			t.Fatalf("the items and what follows come to %d, the total is %d", to, q.Total)
		}
		takeBack(t, all)
	})
}

// upward adds what stands above the total.
func upward(q terms.Terms) money.Amount {
	sum := q.Items
	for _, x := range extras(q) {
		if x.Part == paper.Discount {
			sum -= x.Amount
		} else {
			sum += x.Amount
		}
	}
	return sum
}

// takeBack credits an invoice in some steps until nothing is left.
func takeBack(t *rapid.T, all []paper.Rate) {
	of := paper.Bill{Rates: all}
	var back []paper.Bill
	for left := gross(all); left > 0; left = gross(uncredited(of, back)) {
		amount := left
		if len(back) < 4 {
			amount = money.Amount(rapid.Int64Range(1, int64(left)).Draw(t, "amount"))
		}
		some, err := part(amount, uncredited(of, back))
		if err != nil || gross(some) != amount {
			t.Fatalf("%d is %+v, %v", amount, some, err)
		}
		back = append(back, paper.Bill{Rates: some})
	}
	for _, r := range uncredited(of, back) {
		if r.Gross != 0 || r.Net != 0 && gross(all) > 0 || taxes([]paper.Rate{r}) != 0 && gross(all) > 0 {
			t.Fatalf("%+v is left of %+v", r, all)
		}
	}
}
