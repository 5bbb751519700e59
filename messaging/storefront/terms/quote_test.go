package terms

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
)

// The sums of one order, done by hand:
//
//	2 x 18.00 + 22.50 + 24.95        = 83.45
//	a tenth off mugs, 58.50          =  5.85 (3.60 and 2.25)
//	WELCOME5, from what is left      =  5.00 (32.40, 20.25, 24.95: 2.09, 1.30, 1.61)
//	3 in a parcel: 4.90 + 2 * 1.00, and the letter 1.95 = 8.85
//	VAT 19% in 30.31 + 18.95         =  7.87
//	VAT  7% in 23.34                 =  1.53
//	VAT 19% in the shipping          =  1.41
func TestQuote(t *testing.T) {
	c := newCounter(t)
	full := cart("DE", twoMugs, redMug, oneBook)
	full.Codes = []string{"welcome 5"}
	got := c.quote(t, full)
	if got.Items != 8345 || got.ShippingTotal != 885 || got.DiscountTotal != 1085 || got.TaxTotal != 1081 || got.Total != 8145 {
		t.Errorf("%+v", got)
	}
	if want := []Discount{
		{Name: "A tenth off mugs", Line: 1, Amount: 360}, {Name: "A tenth off mugs", Line: 2, Amount: 225},
		{Name: "Welcome", Code: listingtest.FiveOff, Amount: 500},
	}; !reflect.DeepEqual(got.Discounts, want) {
		t.Errorf("discounts %+v", got.Discounts)
	}
	if want := []Tax{
		{Name: "VAT", PerMillion: 190_000, Included: true, Base: 4926, Amount: 787},
		{Name: "VAT", Class: "books", PerMillion: 70_000, Included: true, Base: 2334, Amount: 153},
		{Name: "VAT", Class: "shipping", PerMillion: 190_000, Included: true, Base: 885, Amount: 141},
	}; !reflect.DeepEqual(got.Taxes, want) {
		t.Errorf("taxes %+v", got.Taxes)
	}
	if want := []Shipping{
		{"Parcel", "Standard", listing.Days{Min: 2, Max: 4}, 690}, {"Letter", "Book post", listing.Days{}, 195},
	}; !reflect.DeepEqual(got.Shipping, want) {
		t.Errorf("shipping %+v", got.Shipping)
	}
	if want := []Option{{"Colour", "Blue"}, {"Size", "S"}}; !reflect.DeepEqual(got.Lines[0].Options, want) {
		t.Errorf("options %+v", got.Lines[0].Options)
	}
}

// Abroad the taxes come on top, each on the whole price, and none on the shipping.
func TestTaxesOnTop(t *testing.T) {
	c := newCounter(t)
	got := c.quote(t, cart("US-CA", redMug, oneFont))
	if want := []Tax{
		{Name: "Sales tax", PerMillion: 72_500, Base: 5358, Amount: 388}, {Name: "City tax", PerMillion: 12_500, Base: 5358, Amount: 67},
	}; !reflect.DeepEqual(got.Taxes, want) {
		t.Errorf("taxes %+v", got.Taxes)
	}
	if got.Total != 5358+1890+388+67 || got.TaxTotal != 455 {
		t.Errorf("%+v", got)
	}
	if got = c.quote(t, cart("CH", redMug)); len(got.Taxes) != 0 || got.Total != 2025+1890 {
		t.Errorf("%+v", got)
	}
}

// Two taxes that are in a price are both parts of it.
func TestTwoTaxesInAPrice(t *testing.T) {
	c := newCounter(t)
	c.shop.Taxes = []listing.TaxRate{
		{Name: "A", Regions: []string{"DE"}, PerMillion: 150_000, Included: true},
		{Name: "B", Regions: []string{"DE"}, PerMillion: 100_000, Included: true},
	}
	got := c.quote(t, cart("DE", threeDay))
	if got.Taxes[0].Amount != 4320 || got.Taxes[1].Amount != 2880 || got.Total != 36000 {
		t.Errorf("%+v", got)
	}
}

func TestFreeShipping(t *testing.T) {
	c := newCounter(t)
	of := cart("DE", oneBook, oneFont)
	of.Codes = []string{listingtest.FreeShipping}
	got := c.quote(t, of)
	if got.ShippingTotal != 195 || got.DiscountTotal != 195 || got.Total != 2495+3333 {
		t.Errorf("%+v", got)
	}
	// The code is remembered where there is nothing to take.
	of.Lines = []CartLine{oneFont}
	if got = c.quote(t, of); len(got.Discounts) != 1 || !reflect.DeepEqual(got.Cart(), of) {
		t.Errorf("%+v", got)
	}
}

func TestCartsWithoutAPrice(t *testing.T) {
	c := newCounter(t)
	other := listingtest.Font("another shop")
	dollars := listingtest.Font(c.shop.Peer)
	dollars.Currency = money.Currency{Code: "USD", Decimals: 2}
	c.listings[Hash{7}], c.listings[Hash{8}] = other, dollars
	late := cart("DE", oneBook)
	late.Codes = []string{listingtest.FreeShipping}
	coded := func(code string, l CartLine) Cart { return Cart{Hash{9}, []CartLine{l}, "DE", []string{code}} }
	for name, x := range map[string]struct {
		of   Cart
		at   time.Time
		want error
	}{
		"nothing":              {cart("DE"), listingtest.At, ErrCart},
		"too many lines":       {cart("DE", make([]CartLine, MaxLines+1)...), listingtest.At, ErrCart},
		"to a word":            {cart("Germany", oneBook), listingtest.At, ErrCart},
		"unknown listing":      {cart("DE", CartLine{Listing: Hash{5}, Quantity: 1}), listingtest.At, ErrListing},
		"another shop's":       {cart("DE", CartLine{Listing: Hash{7}, Quantity: 1}), listingtest.At, ErrListing},
		"in dollars":           {cart("DE", CartLine{Listing: Hash{8}, Quantity: 1}), listingtest.At, ErrCurrency},
		"unknown variant":      {cart("DE", CartLine{mug, "green", 1, "Parcel", "Standard"}), listingtest.At, ErrVariant},
		"no pieces":            {cart("DE", CartLine{font, "", 0, "", ""}), listingtest.At, ErrTerms},
		"too many pieces":      {cart("DE", CartLine{font, "", MaxQuantity + 1, "", ""}), listingtest.At, ErrTerms},
		"the same twice":       {cart("DE", oneFont, oneFont), listingtest.At, ErrTerms},
		"another profile":      {cart("DE", CartLine{mug, "red-l", 1, "Letter", "Book post"}), listingtest.At, ErrShipping},
		"unknown service":      {cart("DE", CartLine{mug, "red-l", 1, "Parcel", "Pigeon"}), listingtest.At, ErrShipping},
		"not shipped there":    {cart("FR", oneBook), listingtest.At, ErrShipping},
		"to nowhere":           {cart("", oneBook), listingtest.At, ErrShipping},
		"a font by mail":       {cart("DE", CartLine{font, "", 1, "Parcel", "Standard"}), listingtest.At, ErrTerms},
		"a mug by itself":      {cart("DE", CartLine{mug, "red-l", 1, "", ""}), listingtest.At, ErrShipping},
		"a false code":         {coded("SPRING", oneFont), listingtest.At, ErrCode},
		"less than minimum":    {coded(listingtest.FiveOff, CartLine{mug, "blue-s", 1, "Parcel", "Standard"}), listingtest.At, ErrCode},
		"a code that is over":  {late, listingtest.At.AddDate(0, 3, 0), ErrCode},
		"more than all money":  {cart("DE", CartLine{font, "", MaxQuantity, "", ""}), listingtest.At, money.ErrOverflow},
		"before there was any": {cart("DE", oneFont), time.UnixMilli(0), ErrTerms},
	} {
		if x.want == money.ErrOverflow {
			dear := c.listings[font]
			dear.Variants = []listing.Variant{{Price: money.Max / 2}}
			c.listings[font] = dear
		}
		if got, err := Quote(c.shop, c.listings, x.of, x.at); !errors.Is(err, x.want) || got.Total != 0 {
			t.Errorf("%s: %+v, %v; want %v", name, got, err, x.want)
		}
		c.listings[font] = listingtest.Font(c.shop.Peer)
	}
	var line *LineError
	if _, err := Quote(c.shop, c.listings, cart("DE", oneFont, CartLine{Listing: Hash{5}}), listingtest.At); !errors.As(err, &line) || line.Line != 1 {
		t.Errorf("%v does not say which line", err)
	}
}
