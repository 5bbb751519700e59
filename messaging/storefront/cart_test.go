package storefront

import (
	"errors"
	"reflect"
	"testing"

	"restante/messaging/storefront/terms"
)

func TestACartIsKept(t *testing.T) {
	net := newNetwork()
	m, v := newMerchant(t, net), newMerchant(t, net)
	lines := []terms.CartLine{{Listing: [32]byte{1}, Variant: "blue-s", Quantity: 2, Profile: "Parcel", Service: "Standard"}, {Listing: [32]byte{2}, Quantity: 1}}
	must(t, v.KeepCart(t.Context(), m.Key.ID(), lines))
	v.Service = New(v.Options) // the next start
	if got, err := v.Cart(t.Context(), m.Key.ID()); err != nil || !reflect.DeepEqual(got, lines) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := v.Cart(t.Context(), v.Key.ID()); err != nil || got != nil {
		t.Errorf("of another shop: %+v, %v", got, err)
	}
	if err := v.KeepCart(t.Context(), m.Key.ID(), make([]terms.CartLine, terms.MaxLines+1)); !errors.Is(err, terms.ErrCart) {
		t.Errorf("%v", err)
	}
	must(t, v.KeepCart(t.Context(), m.Key.ID(), nil))
	if got, err := v.Cart(t.Context(), m.Key.ID()); err != nil || got != nil {
		t.Errorf("emptied: %+v, %v", got, err)
	}
}

// There is news of a shop until its user has looked at it, and again with the next version.
func TestNewsOfAShop(t *testing.T) {
	net := newNetwork()
	m, v := newMerchant(t, net), newMerchant(t, net)
	m.open()
	m.publish()
	news := func(want bool) {
		t.Helper()
		f, err := v.Visit(t.Context(), m.Key.ID())
		if err != nil || f.News != want {
			t.Errorf("news %t, %v", f.News, err)
		}
	}
	news(true)
	must(t, v.Looked(t.Context(), m.Key.ID()))
	news(false)
	must(t, m.SetState(t.Context(), Hidden, "font"))
	m.publish()
	news(true)
	must(t, v.Looked(t.Context(), m.Key.ID()))
	news(false)
}
