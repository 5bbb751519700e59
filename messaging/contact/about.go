package contact

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// About tells all that is known of a person; of one nobody heard of that is little.
func (s *Service) About(ctx context.Context, id peer.ID) (a About, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		p, _, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		if a.Contact, err = s.contact(tx, p); err != nil {
			return err
		}
		c, found, err := s.Book.Get(tx, id)
		if found {
			a.Signed, a.Nodes, a.Addrs = time.UnixMilli(int64(c.Version)), c.PushNodes, len(c.Addrs)
		}
		return err
	})
	return a, err
}
