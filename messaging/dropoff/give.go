package dropoff

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/storage"
)

const (
	maxUnread  = 256                 // events; when some are lost everybody is looked at
	lookEvery  = 12 * time.Hour      // at everybody
	retryAfter = time.Minute         // after an error
	giveAgain  = 24 * time.Hour      // at the soonest, what failed
	holds      = 90 * 24 * time.Hour // a grant
	renewAt    = 45 * 24 * time.Hour // before it ends: deposits live a month
)

// give is the one goroutine that sends grants. It looks at everybody at the start, when
// the account is another and now and then, and else at those about whom there is news.
func (s *Service) give(ctx context.Context, sub *event.Subscription) {
	for all, ids := true, []peer.ID(nil); ctx.Err() == nil; {
		wait := lookEvery
		if err := s.giveTo(ctx, all, ids); err != nil {
			wait = retryAfter
			s.logged(ctx, err)
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-t.C:
			all, ids = true, nil
		case <-sub.Ready:
			all, ids = news(sub)
		}
		t.Stop()
	}
}

func (s *Service) logged(ctx context.Context, err error) {
	if ctx.Err() == nil {
		s.Log.Warn("a grant was not sent", "err", err)
	}
}

// news tells whom to look at.
func news(sub *event.Subscription) (all bool, ids []peer.ID) {
	events, all := sub.Take()
	for _, e := range events {
		switch e := e.(type) {
		case storage.Changed:
			all = true
		case contact.Changed:
			ids = append(ids, e.Peer)
		case delivery.Heard:
			ids = append(ids, e.Peer)
		case lacking:
			ids = append(ids, e.peer)
		}
	}
	return all, ids
}

// Give sends a grant to all who lack one; it is under way when Give returns.
func (s *Service) Give(ctx context.Context) error { return s.giveTo(ctx, true, nil) }

// giveTo sends a grant to those who lack one, each in a transaction of its own: one at
// fault holds up no other.
func (s *Service) giveTo(ctx context.Context, all bool, ids []peer.ID) error {
	if all {
		people, err := s.Contacts.List(ctx)
		if err != nil {
			return err
		}
		ids = nil
		for _, p := range people {
			ids = append(ids, p.Peer)
		}
	}
	lack, err := s.lackingOf(ctx, ids)
	for _, to := range lack {
		err = errors.Join(err, s.Vault.Update(ctx, "grant send", func(tx *vault.Tx) error { return s.giveOne(tx, to) }))
	}
	return err
}

func (s *Service) lackingOf(ctx context.Context, ids []peer.ID) (lack []peer.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		account, err := s.Account(tx)
		for _, id := range ids {
			if err != nil {
				return err
			}
			var lacks bool
			if _, lacks, err = s.lacks(tx, account, id); lacks {
				lack = append(lack, id)
			}
		}
		return err
	})
	return lack, err
}

// lacks reports whether a peer is to be sent a grant for an account, or the word that
// there is none any more, and what was sent before.
func (s *Service) lacks(tx *vault.Tx, account string, p peer.ID) (was sent, lacks bool, err error) {
	friend, err := s.Contacts.Friend(tx, p)
	if err != nil || !friend {
		return was, false, err
	}
	heard, err := s.Delivery.HeardOf(tx, p)
	if err != nil || !heard {
		return was, false, err
	}
	was, err = readSent(tx, p)
	switch {
	case account == "" && was.account == "":
		return was, false, err // they have none
	case was.failed && time.Since(was.at) >= giveAgain:
		return was, true, err
	}
	return was, was.account != account || account != "" && time.Until(was.until) < renewAt, err
}

// giveOne sends a grant in place of the one before.
func (s *Service) giveOne(tx *vault.Tx, to peer.ID) error {
	account, err := s.Account(tx)
	if err != nil {
		return err
	}
	was, lacks, err := s.lacks(tx, account, to)
	if err != nil || !lacks { // an event came twice
		return err
	}
	now := time.Now()
	g := sent{version: max(was.version+1, uint64(now.UnixMilli())), account: account, until: now.Add(holds), at: now}
	g.id = strconv.FormatUint(g.version, 10)
	body, err := s.make(tx, g)
	if err != nil {
		return err
	}
	if err := s.takeBack(tx, to, was); err != nil {
		return err
	}
	_, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindGrant, ID: g.id, At: now, Body: body})
	return errors.Join(err, putSent(tx, to, g))
}

func (s *Service) make(tx *vault.Tx, g sent) ([]byte, error) {
	o := offer{version: g.version}
	if g.account != "" {
		var err error
		if o.kind, o.Grant, err = s.Storage.GrantAt(tx, g.account, g.until); err != nil {
			return nil, err
		}
	}
	return o.toWire()
}

// takeBack ends what was sent, wherever it is.
func (s *Service) takeBack(tx *vault.Tx, to peer.ID, was sent) error {
	if was.id == "" {
		return nil
	}
	return s.Delivery.Forget(tx, envelope.KindGrant, to, was.id)
}
