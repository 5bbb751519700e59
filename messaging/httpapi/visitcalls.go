package httpapi

import (
	"context"
	"net/http"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
)

func (a visitCalls) listing(r *http.Request) (out listingReply, err error) {
	owner, err := pathPeer(r)
	if err != nil {
		return out, err
	}
	h, err := parseHash(r.PathValue("hash"))
	if err != nil {
		return out, err
	}
	l, err := a.shop.Listing(r.Context(), owner, h)
	return listingReply{
		PeerID: owner.String(), Hash: hashText(h), LastModified: l.Updated.UTC(), Currency: currencyOf(l.Currency),
		Inventory: []stockForm{}, Listing: listingOf(l),
	}, reached(err)
}

func (a visitCalls) image(w http.ResponseWriter, r *http.Request) error {
	owner, err := pathPeer(r)
	if err != nil {
		return err
	}
	c, err := parseCID(r.PathValue("cid"))
	if err != nil {
		return err
	}
	b, err := a.shop.Picture(r.Context(), owner, listing.Picture{CID: c})
	return writePicture(w, b, reached(err))
}

// follow looks at the shop first if it was never visited.
func (a visitCalls) follow(ctx context.Context, owner peer.ID) error {
	if _, err := a.front(ctx, owner); err != nil {
		return err
	}
	return a.shop.Follow(ctx, owner)
}

func (a visitCalls) following(r *http.Request) ([]shopReply, error) {
	all, err := a.shop.Followed(r.Context())
	return each(all, frontOf), err
}

func (a visitCalls) visited(r *http.Request) ([]shopReply, error) {
	all, err := a.shop.Seen(r.Context())
	return each(all, frontOf), err
}
