package storefront

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// UseDiscounts counts the discounts in an order's terms, which the shop of that time had,
// and gives [ErrUsed] where one is used up, or was had by this buyer before. The same
// order again counts once.
func (s *Service) UseDiscounts(tx *vault.Tx, order string, buyer peer.ID, t terms.Terms) error {
	shop, err := s.ShopAt(tx, t.Shop)
	if err != nil {
		return err
	}
	taken := make(map[string]bool)
	for _, d := range t.Discounts {
		taken[d.Name] = true
	}
	for _, d := range shop.Discounts {
		if !taken[d.Name] {
			continue
		}
		if err := useDiscount(tx, d, order, buyer.String()); err != nil {
			return err
		}
	}
	return nil
}

func useDiscount(tx *vault.Tx, d listing.Discount, order, buyer string) error {
	all, theirs, err := countUses(tx, d.Name, order, buyer)
	if err != nil {
		return err
	}
	if d.Limit > 0 && all >= d.Limit || d.OncePerBuyer && theirs > 0 {
		return fmt.Errorf("%w: %s", ErrUsed, d.Name)
	}
	return putUse(tx, d.Name, order, buyer)
}

// ReturnDiscounts takes back what an order used that came to nothing.
func (s *Service) ReturnDiscounts(tx *vault.Tx, order string) error { return deleteUses(tx, order) }
