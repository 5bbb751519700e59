package storefront

import (
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// So many versions are kept opened: of a shop the newest are asked for, of listings those
// that sell.
const (
	openShops    = 8
	openListings = 256
)

// versions are some whose signature was checked. A hash names its bytes, so that none
// of them ever becomes wrong; nobody writes into what they hold.
type versions struct {
	shops    *lru.Cache[listing.Hash, listing.Shop]
	listings *lru.Cache[listing.Hash, listing.Listing]
}

func newVersions() (o versions) {
	o.shops, _ = lru.New[listing.Hash, listing.Shop](openShops) // errs at a size of 0 alone
	o.listings, _ = lru.New[listing.Hash, listing.Listing](openListings)
	return o
}

// ShopAt is a version of the shop, by its hash. One that was never signed here, or that no
// order names and was superseded long ago, is [ErrVersion].
func (s *Service) ShopAt(tx *vault.Tx, h listing.Hash) (listing.Shop, error) {
	return at(tx, s.versions.shops, h, listing.OpenShop)
}

// ListingAt is a version of a listing, by its hash.
func (s *Service) ListingAt(tx *vault.Tx, h listing.Hash) (listing.Listing, error) {
	return at(tx, s.versions.listings, h, listing.Open)
}

func at[V any](tx *vault.Tx, known *lru.Cache[listing.Hash, V], h listing.Hash, open func([]byte) (V, error)) (v V, err error) {
	if v, found := known.Get(h); found {
		return v, nil
	}
	signed, err := readVersion(tx, h)
	if err != nil {
		return v, err
	}
	if v, err = open(signed); err != nil {
		return v, fmt.Errorf("%w: %w", ErrVersion, err)
	}
	known.Add(h, v)
	return v, nil
}
