package storefront

import (
	"context"
	"errors"
	"io"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/attachment"
	"restante/node/ipfs"
	"restante/node/vault"
)

// OpenFile gets a file that was bought, from its owner or from whoever mirrors the shop,
// and opens it. It is whole before the first byte is read, and only lent: closing it
// lets go of it. After an error another call goes on where this one ended.
func (s *Service) OpenFile(ctx context.Context, owner peer.ID, f File) (io.ReadCloser, error) {
	switch {
	case s.Fetcher == nil:
		return nil, ErrNotHere
	case f.Size > attachment.MaxSize:
		return nil, attachment.ErrTooLarge
	}
	if err := s.borrow(ctx, owner, f); err != nil {
		return nil, err
	}
	sealed, err := s.Store.Open(ctx, f.CID)
	if err != nil {
		return nil, errors.Join(err, s.giveBack(ctx, f.CID))
	}
	file, err := attachment.Open(sealed, f.Key)
	if err != nil {
		return nil, errors.Join(err, s.giveBack(ctx, f.CID))
	}
	return &lent{file, func() error { return errors.Join(sealed.Close(), s.giveBack(context.WithoutCancel(ctx), f.CID)) }}, nil
}

// borrow notes what will be pinned, and then gets it.
func (s *Service) borrow(ctx context.Context, owner peer.ID, f File) error {
	if err := s.Vault.Update(ctx, "file borrow", func(tx *vault.Tx) error { return putBorrowed(tx, f.CID) }); err != nil {
		return err
	}
	err := s.Fetcher.File(ctx, s.Store, owner, f.CID, attachment.Sealed(f.Size))
	if errors.Is(err, ipfs.ErrBadDAG) || errors.Is(err, ipfs.ErrDAGSize) {
		err = errors.Join(ErrForeign, err)
	}
	return err
}

func (s *Service) giveBack(ctx context.Context, c cid.Cid) error {
	if err := s.Store.Unpin(c); err != nil {
		return err
	}
	return s.Vault.Update(ctx, "file give back", func(tx *vault.Tx) error { return deleteBorrowed(tx, c) })
}

// giveAllBack lets go of what was being read when the program ended.
func (s *Service) giveAllBack(ctx context.Context) error {
	var all []cid.Cid
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		all, err = readBorrowed(tx)
		return err
	})
	for _, c := range all {
		err = errors.Join(err, s.giveBack(ctx, c))
	}
	return err
}

// lent is a file that has to be given back.
type lent struct {
	io.Reader
	close func() error
}

func (l *lent) Close() error { return l.close() }
