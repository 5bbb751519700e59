package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
)

// counter starts an API with a stall to look into.
func counter(t *testing.T) (*api, *stall) {
	c := new(core)
	o, s := c.options(), newStall(c)
	o.Shop = s
	return start(t, o), s
}

// through encodes and decodes.
func through[T any](t *testing.T, in T) (out T) {
	t.Helper()
	b, err := json.Marshal(in)
	if err == nil {
		err = decodeObject(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What was read can be sent back, and says the same.
func TestFormsOfShopAndListings(t *testing.T) {
	want := listingtest.Shop(t, bob)
	want.Moderators = []peer.ID{node}
	got, err := through(t, shopOf(want)).shop()
	got.Peer, got.Updated = want.Peer, want.Updated
	for i := range got.Discounts { // codes are put in by those who know the shop
		got.Discounts[i].Code = want.Discounts[i].Code
	}
	if err != nil {
		t.Fatal(err)
	}
	if a, b := shopOf(got), shopOf(want); !reflect.DeepEqual(a, b) || got.Check() != nil {
		t.Errorf("the shop came back as %+v, want %+v", a, b)
	}
	for _, want := range []listing.Listing{listingtest.Mug(bob), listingtest.Book(bob), listingtest.Font(bob), listingtest.Day(bob)} {
		form := listingOf(want)
		form.State = "hidden"
		got, state, err := through(t, form).listing()
		got.Shop, got.Updated, got.Currency = want.Shop, want.Updated, want.Currency
		if err != nil || state != storefront.Hidden || got.Check() != nil {
			t.Errorf("%s came back %v, %v", want.Slug, state, err)
		}
		for i := range want.Variants {
			want.Variants[i].SoldOut = false // the shop says it, nobody else
		}
		if a, b := listingOf(got), listingOf(want); !reflect.DeepEqual(a, b) {
			t.Errorf("%s came back as %+v, want %+v", want.Slug, a, b)
		}
	}
}

// A discount never has a moment without its code, and keeps one that is not sent.
func TestDiscountCodes(t *testing.T) {
	a, s := counter(t)
	form := shopOf(s.shop)
	form.Discounts[2].DiscountCode = nil
	secret := "NEWCODE"
	form.Discounts[1].DiscountCode = &secret
	b, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	a.want("PUT", "/ob/profile", string(b), 200, `{}`)
	saved := s.all[len(s.all)-2][1].(listing.Shop)
	if !saved.Discounts[0].Code.None() || !saved.Discounts[1].Code.Opens(secret) || saved.Discounts[2].Code != s.shop.Discounts[2].Code {
		t.Errorf("saved %+v", saved.Discounts)
	}
	if got := s.core.lastCall(); !reflect.DeepEqual(got, []any{"SetCode", "Welcome", secret}) {
		t.Errorf("called %v", got)
	}
}

func TestOwnShopTellsItsCodes(t *testing.T) {
	a, _ := counter(t)
	_, b, _ := a.do(a.request("GET", "/ob/profile", ""))
	var got shopReply
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if d := got.Profile.Discounts; d[0].DiscountCode != nil || *d[1].DiscountCode != listingtest.FiveOff || got.PeerID != bob.String() || got.Listings != 1 {
		t.Errorf("told %s", b)
	}
	_, b, _ = a.do(a.request("GET", "/ob/profile/"+bob.String(), ""))
	if strings.Contains(string(b), listingtest.FiveOff) || !strings.Contains(string(b), `"needsCode":true`) {
		t.Errorf("a visitor is told %s", b)
	}
}
