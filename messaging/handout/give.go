package handout

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/node/event"
	"restante/node/vault"
)

const (
	maxUnread  = 256            // events; when some are lost everybody is looked at
	lookEvery  = 12 * time.Hour // at everybody, for what ends
	retryAfter = time.Minute    // after an error
)

// give is the one goroutine that sends. It looks at everybody at the start and when
// there is another edition, and else at those about whom there is news.
func (s *Service) give(ctx context.Context, sub *event.Subscription) {
	var look <-chan time.Time
	for all, ids := true, []peer.ID(nil); ; {
		switch err := s.giveTo(ctx, all, ids); {
		case err != nil:
			s.logged(ctx, err)
			look = time.After(retryAfter)
		case all && s.RenewAfter > 0:
			look = time.After(lookEvery)
		}
		select {
		case <-ctx.Done():
			return
		case <-look:
			all, look = true, nil
		case <-sub.Ready:
			all, ids = s.news(sub)
		}
	}
}

func (s *Service) logged(ctx context.Context, err error) {
	if ctx.Err() == nil {
		s.Log.Warn("what contacts lack was not sent", "kind", s.Kind, "err", err)
	}
}

// news tells whom to look at.
func (s *Service) news(sub *event.Subscription) (all bool, ids []peer.ID) {
	events, all := sub.Take()
	for _, e := range events {
		switch e := e.(type) {
		case contact.Changed:
			ids = append(ids, e.Peer)
		case delivery.Heard:
			ids = append(ids, e.Peer)
		case lost:
			ids = append(ids, e.peer)
		default:
			all = all || s.Concerns(e)
		}
	}
	return all, ids
}

// Give sends to all who lack it; it is under way when Give returns.
func (s *Service) Give(ctx context.Context) error { return s.giveTo(ctx, true, nil) }

// giveTo sends to those who lack it, each in a transaction of its own: one at fault
// holds up no other.
func (s *Service) giveTo(ctx context.Context, all bool, ids []peer.ID) error {
	if all {
		var err error
		if ids, err = s.everybody(ctx); err != nil {
			return err
		}
	}
	lack, err := s.lacking(ctx, ids)
	for _, to := range lack {
		err = errors.Join(err, s.Vault.Update(ctx, "handout send", func(tx *vault.Tx) error { return s.giveOne(tx, to) }))
	}
	return err
}

func (s *Service) everybody(ctx context.Context) (ids []peer.ID, err error) {
	people, err := s.Contacts.List(ctx)
	for _, p := range people {
		ids = append(ids, p.Peer)
	}
	return ids, err
}

// lacking are those of some peers who lack what there is now.
func (s *Service) lacking(ctx context.Context, ids []peer.ID) (lack []peer.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		edition, err := s.Edition(tx)
		for _, id := range ids {
			if err != nil {
				return err
			}
			var lacks bool
			if _, lacks, err = s.lacks(tx, id, edition); lacks {
				lack = append(lack, id)
			}
		}
		return err
	})
	return lack, err
}
