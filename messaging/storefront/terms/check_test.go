package terms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing/listingtest"
)

// full is terms with something of everything.
func full(t testing.TB) Terms {
	c := newCounter(t)
	of := cart("DE", twoMugs, redMug, oneBook, oneFont)
	of.Codes = []string{listingtest.FiveOff, listingtest.FreeShipping}
	return c.quote(t, of)
}

// clone is a copy that shares nothing.
func clone(t Terms) Terms {
	t.Lines, t.Shipping = slices.Clone(t.Lines), slices.Clone(t.Shipping)
	t.Discounts, t.Taxes = slices.Clone(t.Discounts), slices.Clone(t.Taxes)
	for i := range t.Lines {
		t.Lines[i].Options = slices.Clone(t.Lines[i].Options)
	}
	return t
}

// Whoever changes one unit of one amount has terms that do not add up, or are not
// what the shop's own versions give.
func TestEveryUnitIsAccountedFor(t *testing.T) {
	good := full(t)
	must(t, good.Check())
	for name, amount := range map[string]func(*Terms) *money.Amount{
		"price":     func(t *Terms) *money.Amount { return &t.Lines[0].Price },
		"postage":   func(t *Terms) *money.Amount { return &t.Shipping[1].Price },
		"discount":  func(t *Terms) *money.Amount { return &t.Discounts[0].Amount },
		"base":      func(t *Terms) *money.Amount { return &t.Taxes[0].Base },
		"tax":       func(t *Terms) *money.Amount { return &t.Taxes[1].Amount },
		"items":     func(t *Terms) *money.Amount { return &t.Items },
		"shipping":  func(t *Terms) *money.Amount { return &t.ShippingTotal },
		"discounts": func(t *Terms) *money.Amount { return &t.DiscountTotal },
		"taxes":     func(t *Terms) *money.Amount { return &t.TaxTotal },
		"total":     func(t *Terms) *money.Amount { return &t.Total },
	} {
		for _, by := range []money.Amount{1, -1, -1 << 62} {
			bad := clone(good)
			*amount(&bad) += by
			if err := bad.Check(); !errors.Is(err, ErrSum) {
				t.Errorf("%s by %d: %v", name, by, err)
			}
			if _, err := Encode(bad); err == nil {
				t.Errorf("%s by %d was encoded", name, by)
			}
		}
	}
}

func TestTermsThatAreRefused(t *testing.T) {
	good := full(t)
	for name, change := range map[string]func(*Terms){
		"no shop":              func(t *Terms) { t.Shop = Hash{} },
		"no time":              func(t *Terms) { t.At = time.Time{} },
		"part of a ms":         func(t *Terms) { t.At = t.At.Add(1) },
		"no region":            func(t *Terms) { t.Region = "" },
		"bad currency":         func(t *Terms) { t.Currency.Decimals = 3 },
		"no lines":             func(t *Terms) { t.Lines = nil },
		"no listing":           func(t *Terms) { t.Lines[0].Listing = Hash{} },
		"path as slug":         func(t *Terms) { t.Lines[0].Slug = "../a" },
		"turned title":         func(t *Terms) { t.Lines[0].Title = "a\u202E" },
		"two lines of SKU":     func(t *Terms) { t.Lines[0].SKU = "a\nb" },
		"kind 0":               func(t *Terms) { t.Lines[3].Kind = 0 },
		"kind 4":               func(t *Terms) { t.Lines[3].Kind = 4 },
		"no pieces":            func(t *Terms) { t.Lines[0].Quantity = 0 },
		"a line twice":         func(t *Terms) { t.Lines[1].Variant = t.Lines[0].Variant },
		"option of no variant": func(t *Terms) { t.Lines[3].Options = []Option{{"a", "b"}} },
		"empty choice":         func(t *Terms) { t.Lines[0].Options[0].Choice = "" },
		"shipped font":         func(t *Terms) { t.Lines[3].Profile, t.Lines[3].Service = "Parcel", "Standard" },
		"parcel of nothing":    func(t *Terms) { t.Shipping = append(t.Shipping, Shipping{Profile: "Parcel", Service: "Express"}) },
		"another parcel":       func(t *Terms) { t.Shipping[0].Service = "Express" },
		"no parcel":            func(t *Terms) { t.Shipping = t.Shipping[:1] },
		"days backwards":       func(t *Terms) { t.Shipping[0].Estimate.Min = 9 },
		"discount on line 9":   func(t *Terms) { t.Discounts[0].Line = 9 },
		"nameless discount":    func(t *Terms) { t.Discounts[0].Name = "" },
		"code in small":        func(t *Terms) { t.Discounts[2].Code = "welcome5" },
		"many codes": func(t *Terms) {
			t.Discounts = append(t.Discounts, Discount{Name: "a", Code: "AAAA"}, Discount{Name: "b", Code: "BBBB"})
		},
		"tax twice":            func(t *Terms) { t.Taxes[1].Class = "" },
		"tax of more than all": func(t *Terms) { t.Taxes[0].PerMillion = 1_000_001 },
		"nameless tax":         func(t *Terms) { t.Taxes[0].Name = "" },
		"larger than a line":   func(t *Terms) { t.Discounts[0].Amount = 100_000 },
		"free of charge twice": func(t *Terms) { t.Discounts = append(t.Discounts, t.Discounts[3]) },
	} {
		bad := clone(good)
		change(&bad)
		if err := bad.Check(); !errors.Is(err, ErrTerms) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The longest words that are allowed, on many lines, do not fit an event.
func TestTermsThatAreTooLarge(t *testing.T) {
	c := newCounter(t)
	var lines []CartLine
	for i := range MaxLines {
		l := listingtest.Font(c.shop.Peer)
		l.Slug, l.Title, l.TaxClass = strings.Repeat("x", i+1), strings.Repeat("x", 140), strings.Repeat("x", 60)
		l.Variants[0].SKU = strings.Repeat("x", 40)
		h := Hash{100, byte(i)}
		c.listings[h] = l
		lines = append(lines, CartLine{Listing: h, Quantity: 1})
	}
	q := c.quote(t, cart("DE", lines...))
	b, err := Encode(q)
	if err != nil || len(b) > MaxSize {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	for i := range q.Lines {
		q.Lines[i].Slug = strings.Repeat("x", 20) + q.Lines[i].Slug
	}
	for range 60 {
		q.Discounts = append(q.Discounts, Discount{Name: strings.Repeat("x", 60)})
	}
	if _, err := Encode(q); !errors.Is(err, ErrSize) {
		t.Errorf("%v", err)
	}
	if _, err := Decode(make([]byte, MaxSize+1)); !errors.Is(err, ErrSize) {
		t.Errorf("%v", err)
	}
}
