package push

import (
	"context"
	"errors"
	"fmt"

	"restante/node/vault"
)

// clear deletes large deposits and sites that nobody wants any more, and what is left
// of fetches that failed or that a stop of the node has ended.
func (s *Server) clear(ctx context.Context) error {
	s.clearing.Lock()
	defer s.clearing.Unlock()
	var roots []root
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		roots, err = leftovers(tx)
		return err
	})
	for _, r := range roots {
		err = errors.Join(err, s.clearRoot(ctx, r))
	}
	return err
}

// clearRoot leaves alone what somebody is just fetching. For the others it is
// free to count no fetch, and to delete what no deposit and no site wants: none can
// come to want it without a fetch.
func (s *Server) clearRoot(ctx context.Context, r root) error {
	if !s.fetches.hold(r) {
		return nil
	}
	defer s.fetches.let(r)
	var wanted bool
	err := s.writes.do(func(tx *vault.Tx) (err error) {
		if wanted, err = isWanted(tx, r); err != nil {
			return err
		}
		return removeFetchesOf(tx, r)
	})
	if err != nil {
		return err
	}
	if !wanted {
		if s.large == nil {
			return nil // some day it may be back
		}
		if err := s.large.Delete(ctx, r.cid()); err != nil {
			return fmt.Errorf("deleting a large deposit: %w", err)
		}
	}
	return s.writes.do(func(tx *vault.Tx) error { return removeLeftover(tx, r) })
}
