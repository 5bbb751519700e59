package storefront

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

// Fetcher gets what others publish.
type Fetcher interface {
	// Root asks what the name of a shop stands for now.
	Root(ctx context.Context, owner peer.ID) (cid.Cid, error)

	// Block gets a block of at most max bytes from the owner of a shop, or from
	// whoever mirrors it.
	Block(ctx context.Context, owner peer.ID, c cid.Cid, max int) ([]byte, error)

	// File brings a file of many blocks, of at most max bytes together, into a store and
	// pins it there.
	File(ctx context.Context, into *ipfs.Pinned, owner peer.ID, c cid.Cid, max int64) error
}

var (
	ErrNotHere = errors.New("the shop has not been visited yet, and cannot be reached")
	ErrForeign = errors.New("this is not what its owner published")
	ErrNoPage  = errors.New("the shop has no such page")
)

const (
	maxFolder = 1 << 20 // bytes of the root's block; ours has a few hundred
	maxSide   = 2048    // pixels of a photo: more than ours have
)

// Front is somebody's shop as it was last seen.
type Front struct {
	Shop     listing.Shop
	Hash     listing.Hash // of this version, for a cart
	Seen     time.Time
	Followed bool
	News     bool // it is newer than what the user looked at last
}

// Visit looks for the newest version of a shop. Where the owner cannot be reached it is
// what was seen before, together with the error; [ErrNotHere] if nothing was.
func (s *Service) Visit(ctx context.Context, owner peer.ID) (Front, error) {
	err := s.look(ctx, owner)
	f, found, readErr := s.front(ctx, owner)
	switch {
	case readErr != nil:
		return Front{}, readErr
	case !found:
		return Front{}, errors.Join(ErrNotHere, err)
	}
	return f, err
}

// Looked notes that the user has seen what there is.
func (s *Service) Looked(ctx context.Context, owner peer.ID) error {
	return s.Vault.Update(ctx, "shop looked at", func(tx *vault.Tx) error { return setLooked(tx, owner) })
}

// Front is what was last seen of a shop, without a look at the network.
func (s *Service) Front(ctx context.Context, owner peer.ID) (Front, error) {
	f, found, err := s.front(ctx, owner)
	if err == nil && !found {
		err = ErrNotHere
	}
	return f, err
}

// look fetches the shop's own object and keeps it if it is newer.
func (s *Service) look(ctx context.Context, owner peer.ID) error {
	if s.Fetcher == nil {
		return ErrNotHere
	}
	root, err := s.Fetcher.Root(ctx, owner)
	if err != nil {
		return err
	}
	c, err := s.shopIn(ctx, owner, root)
	if err != nil {
		return err
	}
	signed, err := s.fetch(ctx, owner, c, listing.MaxShop)
	if err != nil {
		return err
	}
	shop, err := listing.OpenShop(signed)
	if err != nil || shop.Peer != owner || shop.Updated.After(now().Add(maxAhead)) {
		return errors.Join(ErrForeign, err)
	}
	return s.Vault.Update(ctx, "shop visit", func(tx *vault.Tx) error {
		changed, err := putVisited(tx, owner, signed, shop.Updated)
		if changed {
			tx.AfterCommit(func() { s.Bus.Publish(Visited{owner}) })
		}
		return errors.Join(err, pruneFetched(tx, MaxCache))
	})
}

// shopIn finds the shop's own object in its folder.
func (s *Service) shopIn(ctx context.Context, owner peer.ID, root cid.Cid) (cid.Cid, error) {
	block, err := s.fetch(ctx, owner, root, maxFolder)
	if err != nil {
		return cid.Undef, err
	}
	entries, err := ipfs.FolderOf(root, block)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	for _, e := range entries {
		if _, err := ipfs.RawDigest(e.CID); e.Name == "shop" && err == nil {
			return e.CID, nil
		}
	}
	return cid.Undef, fmt.Errorf("%w: the folder has no shop", ErrForeign)
}

// fetch checks what it gets, whoever it comes from.
func (s *Service) fetch(ctx context.Context, owner peer.ID, c cid.Cid, max int) ([]byte, error) {
	b, err := s.Fetcher.Block(ctx, owner, c, max)
	if err != nil {
		return nil, err
	}
	if got, err := c.Prefix().Sum(b); err != nil || got != c || len(b) > max {
		return nil, fmt.Errorf("%w: %d bytes for %s", ErrForeign, len(b), c)
	}
	return b, nil
}
