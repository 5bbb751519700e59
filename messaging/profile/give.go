package profile

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
)

const (
	maxUnread  = 256            // events; when some are lost everybody is looked at
	retryAfter = time.Minute    // after an error
	giveAgain  = 24 * time.Hour // at the soonest, what failed
)

// give is the one goroutine that sends one's own picture. It looks at everybody at
// the start and when the picture changes, and else at those about whom there is news.
func (s *Service) give(ctx context.Context, sub *event.Subscription) {
	var retry <-chan time.Time
	for all, ids := true, []peer.ID(nil); ; {
		err := s.giveTo(ctx, all, ids)
		s.logged(ctx, err)
		if err != nil {
			retry = time.After(retryAfter)
		}
		select {
		case <-ctx.Done():
			return
		case <-retry:
			all, retry = true, nil
		case <-sub.Ready:
			all, ids = s.news(sub)
		}
	}
}

// news tells whom to look at.
func (s *Service) news(sub *event.Subscription) (all bool, ids []peer.ID) {
	events, all := sub.Take()
	for _, e := range events {
		switch e := e.(type) {
		case Changed:
			all = all || e.Peer == s.Self
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

// giveTo sends one's picture to those who lack it, each in a transaction of its own:
// one at fault holds up no other.
func (s *Service) giveTo(ctx context.Context, all bool, ids []peer.ID) error {
	own, err := s.own(ctx)
	if err != nil || own.version == 0 {
		return err
	}
	if all {
		if ids, err = s.everybody(ctx); err != nil {
			return err
		}
	}
	lack, err := s.lacking(ctx, own, ids)
	for _, to := range lack {
		err = errors.Join(err, s.Vault.Update(ctx, "picture send", func(tx *vault.Tx) error { return s.giveOne(tx, to) }))
	}
	return err
}

func (s *Service) own(ctx context.Context) (own picture, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		own, err = readOwn(tx)
		return err
	})
	return own, err
}

func (s *Service) everybody(ctx context.Context) (ids []peer.ID, err error) {
	people, err := s.Contacts.List(ctx)
	for _, p := range people {
		ids = append(ids, p.Peer)
	}
	return ids, err
}

// lacking are those of some peers who lack one's picture.
func (s *Service) lacking(ctx context.Context, own picture, ids []peer.ID) (lack []peer.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, id := range ids {
			_, lacks, err := s.lacks(tx, own, id)
			if err != nil {
				return err
			}
			if lacks {
				lack = append(lack, id)
			}
		}
		return nil
	})
	return lack, err
}

// lacks reports whether a peer is to be sent one's picture, and what they were sent.
func (s *Service) lacks(tx *vault.Tx, own picture, p peer.ID) (was given, lacks bool, err error) {
	friend, err := s.Contacts.Friend(tx, p)
	if err != nil || !friend {
		return was, false, err
	}
	heard, err := s.Delivery.HeardOf(tx, p)
	if err != nil || !heard {
		return was, false, err
	}
	was, err = readGiven(tx, p)
	if own.jpeg == nil && was.id == "" {
		return was, false, err // they never had one
	}
	again := was.failed && time.Since(was.at) >= giveAgain
	return was, was.version < own.version || again, err
}

// giveOne sends the picture in place of the one before.
func (s *Service) giveOne(tx *vault.Tx, to peer.ID) error {
	own, err := readOwn(tx)
	if err != nil {
		return err
	}
	was, lacks, err := s.lacks(tx, own, to)
	if err != nil || !lacks { // an event came twice
		return err
	}
	if err := s.takeBack(tx, to, was); err != nil {
		return err
	}
	body, err := own.toWire()
	if err != nil {
		return err
	}
	g := given{version: own.version, id: strconv.FormatUint(own.version, 10), at: time.Now()}
	_, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindPicture, ID: g.id, At: g.at, Body: body})
	return errors.Join(err, putGiven(tx, to, g))
}

// takeBack ends what was sent, wherever it is.
func (s *Service) takeBack(tx *vault.Tx, to peer.ID, was given) error {
	if was.id == "" {
		return nil
	}
	return s.Delivery.Forget(tx, envelope.KindPicture, to, was.id)
}
