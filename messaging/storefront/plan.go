package storefront

import (
	"context"
	"fmt"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

// plan gathers what is published: "shop", "index/000" and so on, "listings/<slug>", under
// "photos", by the first byte of its digest, each photo, and under "files" what is sold.
type plan struct {
	cards  []listing.Card
	pages  []cid.Cid
	leaves []ipfs.Leaf
	photos map[cid.Cid]bool
}

// add plans a file whose bytes are at hand.
func (p *plan) add(path string, data []byte) cid.Cid {
	c := ipfs.CID(data)
	p.leaves = append(p.leaves, ipfs.Leaf{Path: path, CID: c, Size: int64(len(data)),
		Load: func(context.Context) ([]byte, error) { return data, nil }})
	return c
}

// addPhoto plans a photo, which is only read if the store lacks it.
func (s *Service) addPhoto(p *plan, photo listing.Photo) {
	for _, size := range []listing.Picture{photo.Large, photo.Medium, photo.Small} {
		d, err := ipfs.RawDigest(size.CID)
		if err != nil || p.photos[size.CID] {
			continue // there is none, or it is there already
		}
		if p.photos == nil {
			p.photos = make(map[cid.Cid]bool)
		}
		p.photos[size.CID] = true
		p.leaves = append(p.leaves, ipfs.Leaf{Path: fmt.Sprintf("photos/%02x/%s", d[0], size.CID), CID: size.CID, Size: int64(size.Size),
			Load: func(ctx context.Context) ([]byte, error) { return s.Photo(ctx, size.CID) }})
	}
}

// gather plans the versions of all that is on sale, the newest listing first.
func (s *Service) gather(tx *vault.Tx, p *plan) error {
	signed, err := readOnSale(tx)
	if err != nil {
		return err
	}
	for _, b := range signed {
		l, err := listing.Open(b)
		if err != nil {
			return err
		}
		p.add("listings/"+l.Slug, b)
		p.cards = append(p.cards, listing.CardOf(l, listing.HashOf(b)))
		for _, photo := range l.Photos {
			s.addPhoto(p, photo)
		}
	}
	return nil
}

// index plans the pages.
func (p *plan) index(owner peer.ID) error {
	for from := 0; from < len(p.cards); from += listing.PerPage {
		cards := p.cards[from:min(from+listing.PerPage, len(p.cards))]
		b, _, err := listing.EncodePage(listing.Page{Shop: owner, Cards: cards})
		if err != nil {
			return err
		}
		p.pages = append(p.pages, p.add(fmt.Sprintf("index/%03d", len(p.pages)), b))
	}
	return nil
}

// addFiles plans the sealed files that are here.
func (s *Service) addFiles(tx *vault.Tx, p *plan) error {
	files, err := readSealed(tx)
	for _, f := range files {
		here, err := s.Store.Has(tx.Context(), f.cid)
		if err != nil {
			return err
		}
		if here {
			p.leaves = append(p.leaves, ipfs.Leaf{Path: "files/" + f.cid.String(), CID: f.cid, Size: f.blocks})
		}
	}
	return err
}
