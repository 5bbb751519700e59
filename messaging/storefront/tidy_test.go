package storefront

import (
	"errors"
	"testing"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// What nobody shows goes, but not while somebody may be writing about it.
func TestPhotosThatNobodyShowsGo(t *testing.T) {
	m := opened(t)
	unused, shown := m.photo("unused"), m.item("blue-mug").Photos[0]
	shop, err := m.Shop(t.Context())
	must(t, err)
	want := func(when string, p listing.Photo, here bool) {
		t.Helper()
		if _, err := m.Photo(t.Context(), p.Medium.CID); (err == nil) != here || err != nil && !errors.Is(err, ErrPhoto) {
			t.Errorf("%s: %v", when, err)
		}
	}
	must(t, m.tidy(t.Context()))
	want("just added", unused, true)
	must(t, m.do(func(tx *vault.Tx) error {
		return tx.Do("ageing", `UPDATE photo SET added = added - ?`, photoAge.Milliseconds()+1)
	}))
	must(t, m.tidy(t.Context()))
	want("a day later", unused, false)
	want("of a listing", shown, true)
	want("the logo", shop.Logo, true)
}
