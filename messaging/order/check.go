package order

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/vault"
)

const (
	checkAfter = 10 * time.Minute    // a start, at most
	checkEvery = 24 * time.Hour      // and a tenth more at most
	checkAgain = 7 * 24 * time.Hour  // what both sides agreed on
	checkFor   = 30 * 24 * time.Hour // after the end of an order
	fillAgain  = time.Hour           // the same event is sent to the same peer at the soonest
)

// compare is the one goroutine that asks others whether they have the same events.
func (s *Service) compare(ctx context.Context) {
	for wait := rand.N(checkAfter); ; wait = checkEvery + rand.N(checkEvery/10) {
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
			s.logged(ctx, "orders were not compared", s.CheckAll(ctx))
		}
	}
}

// CheckAll compares the orders that are open, or were lately, with all who take part in
// them; what both sides agreed on within a week is left out. Between Start and Close it
// is done daily without being asked.
func (s *Service) CheckAll(ctx context.Context) (failed error) {
	var peers []peer.ID
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err := toCheck(tx, time.Now())
		seen := make(map[peer.ID]bool)
		for _, o := range all {
			for _, p := range o.others(s.Key.ID()) {
				if !seen[p] {
					seen[p] = true
					peers = append(peers, p)
				}
			}
		}
		return err
	})
	for _, p := range peers { // the one at fault holds up no other
		failed = errors.Join(failed, s.check(ctx, p, false))
	}
	return errors.Join(err, failed)
}

// Check compares all open orders with those of one peer, now. The answer comes as events
// do; [Page.Agreed] then says that nothing was missing.
func (s *Service) Check(ctx context.Context, with peer.ID) error { return s.check(ctx, with, true) }

// check asks nobody who has not made this user a contact: it would use up what strangers
// may say.
func (s *Service) check(ctx context.Context, with peer.ID, whole bool) error {
	return s.Vault.Update(ctx, "order check", func(tx *vault.Tx) error {
		heard, err := s.Delivery.HeardOf(tx, with)
		if err != nil || !heard && !whole {
			return err
		}
		ds, err := s.digests(tx, with, whole)
		if err != nil || len(ds) == 0 {
			return err
		}
		if err := s.withdraw(tx, with); err != nil {
			return err
		}
		for len(ds) > 0 {
			n := min(len(ds), maxDigest)
			if err := s.ask(tx, with, ds[:n], nil); err != nil {
				return err
			}
			ds = ds[n:]
		}
		return nil
	})
}

// digests are those of the orders in which somebody takes part.
func (s *Service) digests(tx *vault.Tx, with peer.ID, whole bool) (ds []digest, err error) {
	now := time.Now()
	all, err := toCheck(tx, now)
	for _, o := range all {
		for _, p := range o.others(s.Key.ID()) {
			if p != with {
				continue
			}
			same, err := agreed(tx, o.digest, with, now)
			if err != nil {
				return nil, err
			}
			if whole || !same {
				ds = append(ds, o.digest)
			}
		}
	}
	return ds, err
}

// withdraw takes the last check back that did not arrive: this one says more.
func (s *Service) withdraw(tx *vault.Tx, with peer.ID) error {
	rows, err := tx.Query(`SELECT message FROM asked WHERE peer = ?`, with.String())
	old, err := vault.Collect("looking for the last check", rows, err, vault.Column[string])
	for _, message := range old {
		err = errors.Join(err, s.Delivery.Forget(tx, envelope.KindOrderSync, with, message))
	}
	return errors.Join(err, tx.Do("forgetting the last check", `DELETE FROM asked WHERE peer = ?`, with.String()))
}

// ask sends a check; questions are noted so that the next ones take their place.
func (s *Service) ask(tx *vault.Tx, to peer.ID, ds []digest, hs []have) error {
	body, err := checkToWire(ds, hs)
	if err != nil {
		return err
	}
	now := time.Now()
	message := fmt.Sprintf("%x-%d", sha256.Sum256(body), now.UnixNano())
	_, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindOrderSync, ID: message, At: now, Body: body})
	if err != nil || ds == nil {
		return err
	}
	return tx.Do("noting a check", `INSERT INTO asked (peer, message) VALUES (?, ?)`, to.String(), message)
}
