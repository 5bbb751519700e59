package storefront

import (
	"github.com/ipfs/go-cid"

	"restante/node/vault"
)

// Watcher hears what happens to the shop, in the transaction that stores it.
type Watcher interface {
	// Stock tells that the last piece of a variant on sale went (free is 0), or that there
	// are some again; soldOut: nothing is left of the whole listing. Within one transaction
	// it may be told of several times: the last one counts.
	Stock(tx *vault.Tx, slug, variant string, free uint32, soldOut bool) error
	// Low tells that there are few pieces of a variant now, or none: once for each time that
	// they become few.
	Low(tx *vault.Tx, l Low) error
	// Published tells that visitors see the newest shop.
	Published(tx *vault.Tx, root cid.Cid) error
}

// tellStock is called where the number of pieces is stored.
func (s *Service) tellStock(tx *vault.Tx, slug, variant string, was, free int64) error {
	if s.Watcher == nil || (was == 0) == (free == 0) {
		return nil
	}
	r, err := readRow(tx, slug)
	if err != nil || r.state != OnSale {
		return err
	}
	left, err := readStock(tx, slug)
	if err != nil {
		return err
	}
	soldOut := true
	for _, v := range r.item(left).Variants {
		soldOut = soldOut && v.SoldOut
	}
	return s.Watcher.Stock(tx, slug, variant, uint32(free), soldOut)
}

func (s *Service) tellPublished(tx *vault.Tx, newest root) error {
	if s.Watcher == nil || newest.named {
		return nil
	}
	return s.Watcher.Published(tx, newest.cid)
}
