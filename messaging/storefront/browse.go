package storefront

import (
	"context"
	"errors"
	"fmt"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/profile"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

// Page is a page of the index of a shop that was visited, from 0.
func (s *Service) Page(ctx context.Context, owner peer.ID, n int) (listing.Page, error) {
	f, err := s.Front(ctx, owner)
	if err != nil {
		return listing.Page{}, err
	}
	if n == 0 && len(f.Shop.Pages) == 0 {
		return listing.Page{Shop: owner}, nil // nothing is on sale yet
	}
	if n < 0 || n >= len(f.Shop.Pages) {
		return listing.Page{}, ErrNoPage
	}
	b, err := s.cached(ctx, owner, f.Shop.Pages[n], listing.MaxPage)
	if err != nil {
		return listing.Page{}, err
	}
	page, err := listing.OpenPage(b)
	if err != nil || page.Shop != owner {
		return listing.Page{}, errors.Join(ErrForeign, err)
	}
	return page, nil
}

// Listing is a listing of a shop by its hash, which the card has.
func (s *Service) Listing(ctx context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error) {
	b, err := s.cached(ctx, owner, ipfs.CIDOf(h), listing.MaxListing)
	if err != nil {
		return listing.Listing{}, err
	}
	l, err := listing.Open(b)
	if err != nil || l.Shop != owner {
		return listing.Listing{}, errors.Join(ErrForeign, err)
	}
	return l, nil
}

// Picture is a picture of a shop, decoded once to see that it can be.
func (s *Service) Picture(ctx context.Context, owner peer.ID, p listing.Picture) (jpeg []byte, err error) {
	b, err := s.cached(ctx, owner, p.CID, listing.MaxPicture)
	if err != nil {
		return nil, err
	}
	if _, err := profile.CheckJPEG(b, maxSide); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return b, nil
}

// cached is a block that was fetched before, or is fetched now.
func (s *Service) cached(ctx context.Context, owner peer.ID, c cid.Cid, max int) (b []byte, err error) {
	d, err := ipfs.RawDigest(c)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		b, err = readFetched(tx, owner, d)
		return err
	})
	switch {
	case err != nil || b != nil:
		return b, err
	case s.Fetcher == nil:
		return nil, ErrNotHere
	}
	if b, err = s.fetch(ctx, owner, c, max); err != nil {
		return nil, err
	}
	return b, s.Vault.Update(ctx, "shop fetch", func(tx *vault.Tx) error {
		return errors.Join(putFetched(tx, owner, d, b), pruneFetched(tx, MaxCache))
	})
}
