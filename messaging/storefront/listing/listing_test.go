package listing_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	. "restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity"
	"restante/node/identity/identitytest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func samples(of peer.ID) []Listing {
	return []Listing{listingtest.Mug(of), listingtest.Book(of), listingtest.Font(of), listingtest.Day(of)}
}

func TestOpenReturnsWhatWasSigned(t *testing.T) {
	k := identitytest.New(t)
	for _, l := range samples(k.ID()) {
		signed, hash, err := Sign(k, l)
		must(t, err)
		got, err := Open(signed)
		must(t, err)
		if !reflect.DeepEqual(got, l) {
			t.Errorf("got  %+v\nwant %+v", got, l)
		}
		if again, _, _ := Sign(k, got); !bytes.Equal(again, signed) || hash != HashOf(signed) {
			t.Errorf("%s: another version of the same", l.Slug)
		}
	}
	s := listingtest.Shop(t, k.ID())
	signed, _, err := SignShop(k, s)
	must(t, err)
	got, err := OpenShop(signed)
	must(t, err)
	if !reflect.DeepEqual(got, s) {
		t.Errorf("got  %+v\nwant %+v", got, s)
	}
}

// Every bit is signed: what somebody changed on the way is refused.
func TestForgedVersionsAreRefused(t *testing.T) {
	k := identitytest.New(t)
	signed, _, err := Sign(k, listingtest.Font(k.ID()))
	must(t, err)
	shop, _, err := SignShop(k, listingtest.Shop(t, k.ID()))
	must(t, err)
	for i := range signed {
		bad := bytes.Clone(signed)
		bad[i] ^= 1
		if l, err := Open(bad); err == nil || !reflect.DeepEqual(l, Listing{}) {
			t.Fatalf("byte %d: %+v, %v", i, l, err)
		}
	}
	for i := range shop {
		bad := bytes.Clone(shop)
		bad[i] ^= 1
		if s, err := OpenShop(bad); err == nil || s.Name != "" {
			t.Fatalf("byte %d of the shop: %v", i, err)
		}
	}
}

func TestNobodySignsForAnother(t *testing.T) {
	k, other := identitytest.New(t), identitytest.New(t)
	signed, _, err := Sign(k, listingtest.Font(k.ID()))
	must(t, err)
	body := signed[64:]
	for name, sig := range map[string][]byte{
		"another key": other.Sign("listing", body), "another purpose": k.Sign("shop", body), "zeros": make([]byte, 64),
	} {
		if _, err := Open(append(bytes.Clone(sig), body...)); !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenShop(signed); err == nil {
		t.Error("a listing passes for a shop")
	}
	got, err := Open(resigned(t, other, k))
	must(t, err)
	if got.Shop != other.ID() {
		t.Error("the signer is not the shop")
	}
}

// resigned is a listing of one shop, signed by another.
func resigned(t *testing.T, by, of *identity.Key) []byte {
	t.Helper()
	signed, _, err := Sign(by, listingtest.Font(of.ID()))
	must(t, err)
	return signed
}

func TestWhatIsTooLargeIsNeitherMadeNorRead(t *testing.T) {
	k := identitytest.New(t)
	l := listingtest.Mug(k.ID())
	l.Description = strings.Repeat("x", MaxDescription)
	l.Returns, l.Terms = strings.Repeat("x", MaxText), strings.Repeat("x", MaxText)
	_, _, err := Sign(k, l)
	must(t, err)
	l.Options = []Option{{Name: "Number"}}
	l.Variants = nil
	for i := range MaxChoices {
		choice := strings.Repeat("x", MaxName-2) + string(rune('a'+i%26)) + string(rune('a'+i/26))
		l.Options[0].Choices = append(l.Options[0].Choices, choice)
		l.Variants = append(l.Variants, Variant{ID: choice, Choices: []string{choice}})
	}
	_, _, err = Sign(k, l)
	must(t, err)
	for _, read := range []func([]byte) error{
		func(b []byte) error { _, err := Open(b); return err },
		func(b []byte) error { _, err := OpenShop(b); return err },
		func(b []byte) error { _, err := OpenPage(b); return err },
	} {
		if err := read(make([]byte, MaxShop+1)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%v", err)
		}
	}
	s := listingtest.Shop(t, k.ID())
	s.Payments = nil
	for range MaxPayments {
		s.Payments = append(s.Payments, Payment{Name: "x", Text: strings.Repeat("x", MaxText)})
	}
	for i := range MaxCollections {
		s.Collections = append(s.Collections[:i:i], Collection{Slug: strings.Repeat("x", i+1), Title: "x", About: strings.Repeat("x", MaxText)})
	}
	if _, _, err := SignShop(k, s); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

func TestListingsThatAreRefused(t *testing.T) {
	k := identitytest.New(t)
	long := func(n int) string { return strings.Repeat("x", n+1) }
	for name, c := range map[string]struct {
		change func(*Listing)
		field  string
		why    error
	}{
		"no title":           {func(l *Listing) { l.Title = " " }, "title", ErrMissing},
		"long title":         {func(l *Listing) { l.Title = long(MaxTitle) }, "title", ErrLong},
		"title of two lines": {func(l *Listing) { l.Title = "a\nb" }, "title", ErrText},
		"title not UTF-8":    {func(l *Listing) { l.Title = "\xff" }, "title", ErrText},
		"turned title":       {func(l *Listing) { l.Title = "a\u202Eb" }, "title", ErrText},
		"long description":   {func(l *Listing) { l.Description = long(MaxDescription) }, "description", ErrLong},
		"control character":  {func(l *Listing) { l.Description = "a\x00" }, "description", ErrText},
		"no slug":            {func(l *Listing) { l.Slug = "" }, "slug", ErrMissing},
		"slug with a path":   {func(l *Listing) { l.Slug = "../x" }, "slug", ErrSlug},
		"slug in capitals":   {func(l *Listing) { l.Slug = "Mug" }, "slug", ErrSlug},
		"long slug":          {func(l *Listing) { l.Slug = long(MaxSlug) }, "slug", ErrLong},
		"no time":            {func(l *Listing) { l.Updated = time.Time{} }, "updated", ErrMissing},
		"before time":        {func(l *Listing) { l.Updated = time.UnixMilli(-1) }, "updated", ErrRange},
		"no kind":            {func(l *Listing) { l.Kind = 0 }, "kind", ErrRange},
		"many tags":          {func(l *Listing) { l.Tags = strings.Split("a b c d e f g h i j k", " ") }, "tags", ErrMany},
		"a tag twice":        {func(l *Listing) { l.Tags = []string{"a", "a"} }, "tags[1]", ErrTwice},
		"an empty tag":       {func(l *Listing) { l.Tags = []string{""} }, "tags[0]", ErrMissing},
		"bad collection":     {func(l *Listing) { l.Collections = []string{"a b"} }, "collections[0]", ErrSlug},
		"many photos":        {func(l *Listing) { l.Photos = make([]Photo, MaxPhotos+1) }, "photos", ErrMany},
		"no photo":           {func(l *Listing) { l.Photos[1].Small.CID = Photo{}.Small.CID }, "photos[1]", ErrPicture},
		"huge photo":         {func(l *Listing) { l.Photos[0].Large.Size = MaxPicture + 1 }, "photos[0]", ErrPicture},
		"bad currency":       {func(l *Listing) { l.Currency.Decimals = 3 }, "currency", ErrCurrency},
		"no variant":         {func(l *Listing) { l.Variants = nil }, "variants", ErrMissing},
		"negative price":     {func(l *Listing) { l.Variants[1].Price = -1 }, "variants[1].price", ErrRange},
		"huge price":         {func(l *Listing) { l.Variants[0].Price = money.Max + 1 }, "variants[0].price", ErrRange},
		"unknown choice":     {func(l *Listing) { l.Variants[0].Choices[0] = "Green" }, "variants[0].choices", ErrUnknown},
		"missing choice":     {func(l *Listing) { l.Variants[0].Choices = l.Variants[0].Choices[:1] }, "variants[0].choices", ErrUnknown},
		"extra choice":       {func(l *Listing) { l.Variants[0].Choices = []string{"Blue", "S", "S"} }, "variants[0].choices", ErrUnknown},
		"variant twice":      {func(l *Listing) { l.Variants[1].ID = "blue-s" }, "variants[1]", ErrTwice},
		"combination twice":  {func(l *Listing) { l.Variants[1].Choices = []string{"Blue", "S"} }, "variants[1]", ErrTwice},
		"variant without ID": {func(l *Listing) { l.Variants[0].ID = "" }, "variants[0].id", ErrMissing},
		"option twice":       {func(l *Listing) { l.Options[1].Name = "Colour" }, "options[1]", ErrTwice},
		"option of nothing":  {func(l *Listing) { l.Options[1].Choices = nil }, "options[1].choices", ErrMissing},
		"not shipped":        {func(l *Listing) { l.Shipping = nil }, "shipping", ErrMissing},
		"shipped work":       {func(l *Listing) { l.Kind, l.Condition = Service, 0 }, "shipping", ErrUnfit},
		"keys by parcel":     {func(l *Listing) { l.Delivery = ByKey }, "delivery", ErrUnfit},
		"days backwards":     {func(l *Listing) { l.Processing = Days{3, 1} }, "processing", ErrRange},
	} {
		l := listingtest.Mug(k.ID())
		c.change(&l)
		_, _, err := Sign(k, l)
		var bad *Invalid
		if !errors.As(err, &bad) || bad.Field != c.field || !errors.Is(err, c.why) {
			t.Errorf("%s: %v, want %s %v", name, err, c.field, c.why)
		}
	}
	simple := listingtest.Font(k.ID())
	simple.Variants[0].ID = "x"
	if _, _, err := Sign(k, simple); !errors.Is(err, ErrUnknown) {
		t.Errorf("a variant of no option: %v", err)
	}
}
