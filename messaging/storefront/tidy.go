package storefront

import (
	"context"
	"time"

	"github.com/ipfs/go-cid"

	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

// photoAge is how long a photo may lie here before a listing names it: it is added
// while somebody writes.
const photoAge = 24 * time.Hour

// tidy forgets photos that neither a listing nor the shop shows any more.
func (s *Service) tidy(ctx context.Context) error {
	return s.Vault.Update(ctx, "photos tidy", func(tx *vault.Tx) error {
		shown, err := shownPhotos(tx)
		if err != nil {
			return err
		}
		old, err := photosBefore(tx, now().Add(-photoAge))
		for _, d := range old {
			if err == nil && !shown[ipfs.CIDOf(d)] {
				err = deletePhoto(tx, d)
			}
		}
		return err
	})
}

func shownPhotos(tx *vault.Tx) (map[cid.Cid]bool, error) {
	shown := make(map[cid.Cid]bool)
	show := func(p listing.Photo) { shown[p.Large.CID], shown[p.Medium.CID], shown[p.Small.CID] = true, true, true }
	shop, _, err := readShop(tx)
	if err != nil {
		return nil, err
	}
	show(shop.Logo)
	show(shop.Banner)
	rows, err := readRows(tx, ``)
	for _, r := range rows {
		for _, p := range r.edited.Photos {
			show(p)
		}
	}
	return shown, err
}
