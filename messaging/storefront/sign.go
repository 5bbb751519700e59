package storefront

import (
	"errors"
	"reflect"
	"time"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// signItems makes versions of the listings that are on sale and say something new, and
// ends those of listings that are not on sale any more. Those that cannot be signed keep
// the version that they have, and are tried again with the next publication.
func (s *Service) signItems(tx *vault.Tx) (failed []ItemError, err error) {
	rows, err := readRows(tx, `WHERE dirty = 1`)
	if err != nil {
		return nil, err
	}
	if err := clearDirty(tx); err != nil {
		return nil, err
	}
	at := now()
	for _, r := range rows {
		var bad *ItemError
		if r.state != OnSale {
			err = supersede(tx, r.version, at)
		} else if err = s.signItem(tx, r, at); errors.As(err, &bad) {
			failed = append(failed, *bad)
			err = keepDirty(tx, bad.Slug)
		}
		if err != nil {
			return nil, err
		}
	}
	return failed, setPending(tx, 1, 2)
}

// signItem is an [ItemError] where a listing cannot be signed.
func (s *Service) signItem(tx *vault.Tx, r row, at time.Time) error {
	stock, err := readStock(tx, r.edited.Slug)
	if err != nil {
		return err
	}
	l := r.item(stock).Listing
	l.Updated = at
	if same, err := s.sameItem(tx, r.version, l); err != nil || same {
		return errors.Join(err, renew(tx, r.version))
	}
	signed, h, err := listing.Sign(s.Key, l)
	if err != nil {
		return &ItemError{l.Slug, err}
	}
	return errors.Join(putVersion(tx, l.Slug, signed, r.version, at), setItemVersion(tx, l.Slug, h))
}

// sameItem reports whether the newest version says what a listing says now.
func (s *Service) sameItem(tx *vault.Tx, version listing.Hash, l listing.Listing) (bool, error) {
	if version == (listing.Hash{}) {
		return false, nil
	}
	signed, err := readVersion(tx, version)
	if err != nil {
		return false, err
	}
	was, err := listing.Open(signed)
	was.Updated = l.Updated
	return reflect.DeepEqual(was, l), err
}

// signShop makes a version of the shop if it says something new; another set of pages
// is something new.
func (s *Service) signShop(tx *vault.Tx, p *plan) error {
	shop, version, err := readShop(tx)
	if err != nil {
		return err
	}
	shop.Pages, shop.Listings, shop.Updated = p.pages, uint32(len(p.cards)), now()
	signed, err := s.shopVersion(tx, shop, version)
	if err != nil {
		return err
	}
	p.add("shop", signed)
	for _, photo := range []listing.Photo{shop.Logo, shop.Banner} {
		s.addPhoto(p, photo)
	}
	return nil
}

// shopVersion is the newest version, or a new one where that says something else. Its
// time rises, whatever the clock does: visitors go by it.
func (s *Service) shopVersion(tx *vault.Tx, shop listing.Shop, version listing.Hash) (signed []byte, err error) {
	if version != (listing.Hash{}) {
		if signed, err = readVersion(tx, version); err != nil {
			return nil, err
		}
		was, err := listing.OpenShop(signed)
		if err != nil {
			return nil, err
		}
		if shop.Updated = was.Updated; reflect.DeepEqual(was, shop) {
			return signed, nil
		}
		shop.Updated = latest(now(), was.Updated.Add(time.Millisecond))
	}
	signed, h, err := listing.SignShop(s.Key, shop)
	if err != nil {
		return nil, err
	}
	return signed, errors.Join(putVersion(tx, "", signed, version, shop.Updated), setShopVersion(tx, h), pruneShops(tx, now().Add(-2*MaxStale)))
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
