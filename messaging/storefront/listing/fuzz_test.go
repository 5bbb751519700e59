package listing_test

import (
	"bytes"
	"reflect"
	"testing"

	. "restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity/identitytest"
)

// The fuzzers sign what they made up, as a hostile shop can: what is read is in limits,
// and is read the same again.

func FuzzOpen(f *testing.F) {
	k := identitytest.New(f)
	for _, l := range samples(k.ID()) {
		signed, _, err := Sign(k, l)
		must(f, err)
		f.Add(signed[64:])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = Open(body)
		l, err := Open(append(k.Sign("listing", body), body...))
		if err != nil {
			return
		}
		must(t, l.Check())
		signed, _, err := Sign(k, l)
		must(t, err)
		again, err := Open(signed)
		must(t, err)
		if !reflect.DeepEqual(again, l) {
			t.Fatalf("%+v is read as %+v", l, again)
		}
	})
}

func FuzzOpenShop(f *testing.F) {
	k := identitytest.New(f)
	signed, _, err := SignShop(k, listingtest.Shop(f, k.ID()))
	must(f, err)
	f.Add(signed[64:])
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = OpenShop(body)
		s, err := OpenShop(append(k.Sign("shop", body), body...))
		if err != nil {
			return
		}
		must(t, s.Check())
		signed, _, err := SignShop(k, s)
		must(t, err)
		again, err := OpenShop(signed)
		must(t, err)
		if !reflect.DeepEqual(again, s) {
			t.Fatalf("%+v is read as %+v", s, again)
		}
	})
}

func FuzzOpenPage(f *testing.F) {
	k := identitytest.New(f)
	p := Page{Shop: k.ID()}
	for _, l := range samples(k.ID()) {
		p.Cards = append(p.Cards, CardOf(l, Hash{1}))
	}
	b, _, err := EncodePage(p)
	must(f, err)
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := OpenPage(b)
		if err != nil {
			return
		}
		once, _, err := EncodePage(p)
		must(t, err)
		again, err := OpenPage(once)
		must(t, err)
		if twice, _, _ := EncodePage(again); !reflect.DeepEqual(again, p) || !bytes.Equal(once, twice) {
			t.Fatalf("%+v is read as %+v", p, again)
		}
	})
}
