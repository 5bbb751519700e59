package listing_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	. "restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

func TestShopsThatAreRefused(t *testing.T) {
	k := identitytest.New(t)
	for name, c := range map[string]struct {
		change func(*Shop)
		field  string
		why    error
	}{
		"no name":             {func(s *Shop) { s.Name = "" }, "name", ErrMissing},
		"script as website":   {func(s *Shop) { s.Website = "javascript:alert(1)" }, "website", ErrText},
		"password in website": {func(s *Shop) { s.Website = "https://a:b@c.example" }, "website", ErrText},
		"half a logo":         {func(s *Shop) { s.Logo.Small = Picture{} }, "logo", ErrPicture},
		"own moderator":       {func(s *Shop) { s.Moderators = append(s.Moderators, k.ID()) }, "moderators[0]", ErrUnfit},
		"no moderator":        {func(s *Shop) { s.Moderators = append(s.Moderators, "x") }, "moderators[0]", ErrPeer},
		"away backwards":      {func(s *Shop) { s.Away[0].Until = s.Away[0].From }, "away[0]", ErrRange},
		"answers never":       {func(s *Shop) { s.Answers = MaxAnswers + 1 }, "answers", ErrRange},
		"collection twice":    {func(s *Shop) { s.Collections[1].Slug = "mugs" }, "collections[1]", ErrTwice},
		"profile twice":       {func(s *Shop) { s.Shipping[1].Name = "Parcel" }, "shipping[1]", ErrTwice},
		"profile to nowhere":  {func(s *Shop) { s.Shipping[0].Zones = nil }, "shipping[0].zones", ErrMissing},
		"zone without ways":   {func(s *Shop) { s.Shipping[0].Zones[1].Services = nil }, "shipping[0].zones[1].services", ErrMissing},
		"region twice":        {func(s *Shop) { s.Shipping[0].Zones[1].Regions[0] = "DE" }, "shipping[0].regions[1]", ErrTwice},
		"no region":           {func(s *Shop) { s.Shipping[0].Zones[0].Regions[0] = "Germany" }, "shipping[0].zones[0].regions[0]", ErrRegion},
		"from everywhere":     {func(s *Shop) { s.Shipping[0].From = "*" }, "shipping[0].from", ErrRegion},
		"paid to ship":        {func(s *Shop) { s.Shipping[1].Zones[0].Services[0].Extra = -1 }, "shipping[1].zones[0].services[0].extra", ErrRange},
		"tax of twice all":    {func(s *Shop) { s.Taxes[0].PerMillion = 2_000_000 }, "taxes[0].rate", ErrRange},
		"tax nowhere":         {func(s *Shop) { s.Taxes[0].Regions = nil }, "taxes[0].regions", ErrMissing},
		"more than free":      {func(s *Shop) { s.Discounts[0].PerMillion = 1_000_001 }, "discounts[0].rate", ErrRange},
		"nothing off":         {func(s *Shop) { s.Discounts[0].PerMillion = 0 }, "discounts[0].rate", ErrRange},
		"both off":            {func(s *Shop) { s.Discounts[1].PerMillion = 1 }, "discounts[1].rate", ErrUnfit},
		"no amount off":       {func(s *Shop) { s.Discounts[1].Amount = 0 }, "discounts[1].amount", ErrMissing},
		"free for some":       {func(s *Shop) { s.Discounts[2].Listings = []string{"a"} }, "discounts[2].listings", ErrUnfit},
		"discount twice":      {func(s *Shop) { s.Discounts[1].Name = "Free shipping" }, "discounts[2]", ErrTwice},
		"ends before":         {func(s *Shop) { s.Discounts[2].From = s.Discounts[2].Until }, "discounts[2].until", ErrRange},
		"page of nothing":     {func(s *Shop) { s.Pages = []cid.Cid{ipfs.CID(nil)} }, "pages", ErrRange},
		"too many listings":   {func(s *Shop) { s.Listings = MaxListings + 1 }, "listings", ErrMany},
		"page that is none":   {func(s *Shop) { s.Pages, s.Listings = []cid.Cid{cid.Undef}, 1 }, "pages[0]", ErrUnknown},
		"bad currency":        {func(s *Shop) { s.Currency.Code = "eur" }, "currency", ErrCurrency},
	} {
		s := listingtest.Shop(t, k.ID())
		c.change(&s)
		_, _, err := SignShop(k, s)
		var bad *Invalid
		if !errors.As(err, &bad) || bad.Field != c.field || !errors.Is(err, c.why) {
			t.Errorf("%s: %v, want %s %v", name, err, c.field, c.why)
		}
	}
}

func TestTheClosestZoneCounts(t *testing.T) {
	p := Profile{Zones: []Zone{
		{Regions: []string{Everywhere}, Services: []ShippingService{{Name: "world"}}},
		{Regions: []string{"US", "CA"}, Services: []ShippingService{{Name: "states"}}},
		{Regions: []string{"US-HI"}, Services: []ShippingService{{Name: "island"}}},
	}}
	for region, want := range map[string]string{"US-HI": "island", "US-NY": "states", "US": "states", "DE": "world", "DE-BY": "world"} {
		if got := p.To(region); len(got) != 1 || got[0].Name != want {
			t.Errorf("to %s: %v, want %s", region, got, want)
		}
	}
	p.Zones = p.Zones[1:]
	if got := p.To("DE"); got != nil {
		t.Errorf("to nowhere: %v", got)
	}
}

func TestTheClosestRateOfAKindCounts(t *testing.T) {
	s := Shop{Taxes: []TaxRate{
		{Name: "VAT", Regions: []string{Everywhere}, PerMillion: 1},
		{Name: "State", Regions: []string{"US"}, PerMillion: 2},
		{Name: "VAT", Regions: []string{"US"}, PerMillion: 3},
		{Name: "State", Regions: []string{"US-CA"}, PerMillion: 4},
		{Name: "VAT", Class: "books", Regions: []string{"US"}, PerMillion: 5},
	}}
	for _, c := range []struct {
		class, region string
		want          []uint32
	}{{"", "US-CA", []uint32{3, 4}}, {"", "US", []uint32{3, 2}}, {"", "DE", []uint32{1}}, {"books", "US-CA", []uint32{5}}, {"wine", "US", nil}} {
		var got []uint32
		for _, r := range s.TaxesOn(c.class, c.region) {
			got = append(got, r.PerMillion)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q to %s: %v, want %v", c.class, c.region, got, c.want)
		}
	}
}

func TestCodes(t *testing.T) {
	c, err := NewCode("Spring 26")
	must(t, err)
	for text, want := range map[string]bool{"SPRING26": true, " spring 26 ": true, "SPRING27": false, "": false} {
		if c.Opens(text) != want {
			t.Errorf("%q opens it: %v", text, !want)
		}
	}
	if (Code{}).Opens("") || !(Code{}).None() {
		t.Error("the zero code is one")
	}
	other, err := NewCode("SPRING26")
	must(t, err)
	if other == c {
		t.Error("the same code has the same hash in two discounts")
	}
	for _, bad := range []string{"", "abc", "a\x00bcd", "0123456789012345678901234567890123456789x"} {
		if _, err := NewCode(bad); err == nil {
			t.Errorf("%q is a code", bad)
		}
	}
}

func TestDiscountsRunFromADayToADay(t *testing.T) {
	from, until := listingtest.At, listingtest.At.Add(time.Hour)
	for _, c := range []struct {
		d    Discount
		at   time.Time
		want bool
	}{
		{Discount{}, from, true}, {Discount{From: from}, from, true}, {Discount{From: from}, from.Add(-1), false},
		{Discount{Until: until}, until, false}, {Discount{Until: until}, until.Add(-1), true},
	} {
		if c.d.Runs(c.at) != c.want {
			t.Errorf("%+v at %v: %v", c.d, c.at, !c.want)
		}
	}
}

func TestWhatADiscountIsFor(t *testing.T) {
	mug := listingtest.Mug("")
	for _, c := range []struct {
		d    Discount
		want bool
	}{
		{Discount{}, true}, {Discount{Collections: []string{"new"}}, true}, {Discount{Collections: []string{"old"}}, false},
		{Discount{Listings: []string{"blue-mug"}}, true}, {Discount{Listings: []string{"font"}, Collections: []string{"old"}}, false},
	} {
		if c.d.For(mug) != c.want {
			t.Errorf("%+v: %v", c.d, !c.want)
		}
	}
}

func TestCards(t *testing.T) {
	k := identitytest.New(t)
	mug := listingtest.Mug(k.ID())
	card := CardOf(mug, Hash{1})
	if card.Lowest != 1800 || card.Highest != 2250 || card.SoldOut || card.Thumb != mug.Photos[0].Small {
		t.Errorf("%+v", card)
	}
	for i := range mug.Variants {
		mug.Variants[i].SoldOut = true
	}
	if !CardOf(mug, Hash{1}).SoldOut {
		t.Error("nothing is left, and it is not sold out")
	}
	if n := PagesFor(0); n != 0 {
		t.Errorf("%d pages for nothing", n)
	}
	if PagesFor(PerPage) != 1 || PagesFor(PerPage+1) != 2 {
		t.Error("pages are not full")
	}
}
