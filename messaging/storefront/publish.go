package storefront

import (
	"context"
	"errors"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/node/vault"
)

// Namer gives one's shop its name in the network.
type Namer interface {
	// Name makes the name stand for a root, whose blocks of size bytes together are
	// in the store, and returns once others can find that out: from a push node that
	// has all of it, or from the network's directory. It is called again with the same
	// root from time to time. Each call has a number, which is above after.
	Name(ctx context.Context, root cid.Cid, size int64, after uint64) (number uint64, err error)
}

// Refuser is a [Namer] that knows which of the push nodes it told did not take the shop,
// and why.
type Refuser interface {
	Refusals() map[peer.ID]string
}

// Publish signs what changed, brings the shop into the store and gives its name to the
// new root; the old one stays until that is done. Where nothing changed and the name
// stands, it does nothing. After an error another call goes on where this one ended. A
// listing that cannot be signed is left out, and named in the [Publication].
func (s *Service) Publish(ctx context.Context) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	var failed []ItemError
	err := s.Vault.Update(ctx, "shop sign listings", func(tx *vault.Tx) (err error) {
		failed, err = s.signItems(tx)
		return err
	})
	if err != nil {
		return err
	}
	s.failed.Store(&failed)
	tree, err := s.plan(ctx)
	if err != nil {
		return err
	}
	if err := s.Vault.Update(ctx, "shop root", func(tx *vault.Tx) error { return putRoot(tx, tree.Root, tree.Size) }); err != nil {
		return err
	}
	if err := s.Store.AddTree(ctx, tree); err != nil {
		return err
	}
	return s.name(ctx, false)
}

// Publication is what visitors see.
type Publication struct {
	Root    cid.Cid            // undefined before the first one
	Size    int64              // bytes
	Pending bool               // there is something that they do not see yet
	Refused map[peer.ID]string // push nodes that did not take it when they were last told, and why
	Failed  []ItemError        // listings that could not be signed, and why; all others are published
}

// Publication tells how far the shop is published.
func (s *Service) Publication(ctx context.Context) (p Publication, err error) {
	if r, ok := s.Namer.(Refuser); ok {
		p.Refused = r.Refusals()
	}
	if failed := s.failed.Load(); failed != nil {
		p.Failed = *failed
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		if p.Pending, err = isPending(tx); err != nil {
			return err
		}
		roots, err := readRoots(tx)
		for _, r := range roots {
			if r.named {
				p.Root, p.Size = r.cid, r.size
			}
		}
		return err
	})
	return p, err
}

// Renew names the root again that is published: those who keep names come and go, and
// a push node may have been away when it was told.
func (s *Service) Renew(ctx context.Context) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	return s.name(ctx, true)
}

// name tells the network which root is the newest, unless it knows, and lets go of the
// ones before.
func (s *Service) name(ctx context.Context, again bool) error {
	roots, err := s.roots(ctx)
	if err != nil || len(roots) == 0 {
		return err
	}
	newest := roots[0]
	if s.Namer != nil && (again || !newest.named) {
		if newest.number, err = s.Namer.Name(ctx, newest.cid, newest.size, highest(roots)); err != nil {
			return err
		}
	}
	for _, old := range roots[1:] {
		if err := s.Store.Unpin(old.cid); err != nil {
			return err
		}
	}
	return s.Vault.Update(ctx, "shop named", func(tx *vault.Tx) error {
		was, err := isPending(tx)
		if !newest.named || was {
			tx.AfterCommit(func() { s.Bus.Publish(Published{}) })
		}
		return errors.Join(err, setNamed(tx, newest), setPending(tx, 2, 0), s.tellPublished(tx, newest))
	})
}

func (s *Service) roots(ctx context.Context) (roots []root, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		roots, err = readRoots(tx)
		return err
	})
	return roots, err
}

// plan is the folder that visitors see.
func (s *Service) plan(ctx context.Context) (t ipfs.Tree, err error) {
	var p plan
	if err := s.Vault.View(ctx, func(tx *vault.Tx) error { return errors.Join(s.gather(tx, &p), s.addFiles(tx, &p)) }); err != nil {
		return t, err
	}
	if err := p.index(s.Key.ID()); err != nil {
		return t, err
	}
	err = s.Vault.Update(ctx, "shop sign", func(tx *vault.Tx) error { return s.signShop(tx, &p) })
	if err != nil {
		return t, err
	}
	return ipfs.NewTree(p.leaves)
}
