package push

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

var _ Large = (*shelf)(nil)

// shelf is a store of large deposits that remembers what it was told.
type shelf struct {
	mu      sync.Mutex
	holds   map[cid.Cid]bool
	fetched []string                    // root, size and peer
	fetch   func(context.Context) error // comes first
	del     error
}

func (s *shelf) Fetch(ctx context.Context, root cid.Cid, size int64, from peer.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetched = append(s.fetched, fmt.Sprint(root, size, from))
	s.holds[root] = true // a part of it, at least
	if s.fetch != nil {
		f := s.fetch
		s.mu.Unlock()
		defer s.mu.Lock()
		return f(ctx)
	}
	return nil
}

func (s *shelf) Delete(_ context.Context, root cid.Cid) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.del == nil {
		delete(s.holds, root)
	}
	return s.del
}

func (s *shelf) has(c cid.Cid) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holds[c]
}

func newShelf(t testing.TB, l Limits) (*shelf, *node) {
	t.Helper()
	s := &shelf{holds: make(map[cid.Cid]bool)}
	k, v := identitytest.New(t), vaulttest.New(t, Schema)
	return s, openLarge(t, k, v, l, s)
}

// newCrate is a large deposit; dag says that it is not one block.
func newCrate(t testing.TB, to deposit.Mailbox, size int, dag bool) letter {
	t.Helper()
	l := newLetter(t, to, 8)
	digest := sha256.Sum256(l.Block)
	l.CID, l.Size, l.Block = ipfs.CIDOf(digest), size, nil
	if dag {
		l.CID = deposit.Root(deposit.CodecDAG, digest)
	}
	return l
}

// clears fails the test unless the shelf has then what it should.
func (n *node) clears(t testing.TB, s *shelf, c cid.Cid, want bool) {
	t.Helper()
	if err := n.clear(t.Context()); err != nil {
		t.Error(err)
	}
	if s.has(c) != want {
		t.Errorf("it is on the shelf: %v", !want)
	}
}

// hang makes the next fetches wait, and returns what tells of them.
func (s *shelf) hang() (begun chan struct{}, let chan error) {
	begun, let = make(chan struct{}, 10), make(chan error)
	s.fetch = func(ctx context.Context) error {
		begun <- struct{}{}
		select {
		case err := <-let:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return begun, let
}

func (u *user) storeSoon(ctx context.Context, n *node, l letter) chan error {
	done := make(chan error, 1)
	go func() {
		results, err := u.Store(ctx, n.info, []Deposit{l.Deposit})
		done <- errors.Join(err, results[0].Err)
	}()
	return done
}
