package order

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
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
// is done daily without being asked. Nobody is asked who has not made this user a contact:
// it would use up what strangers may say.
func (s *Service) CheckAll(ctx context.Context) (failed error) {
	var all []shared
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		if all, err = s.toCheck(tx, "", false, time.Now()); err != nil {
			return err
		}
		all, err = s.heardOf(tx, all)
		return err
	})
	for _, one := range all { // the one at fault holds up no other
		failed = errors.Join(failed, s.check(ctx, one))
	}
	return errors.Join(err, failed)
}

// heardOf leaves out those of whom nothing has come.
func (s *Service) heardOf(tx *vault.Tx, all []shared) (heard []shared, err error) {
	for _, one := range all {
		here, err := s.Delivery.HeardOf(tx, one.peer)
		if err != nil {
			return nil, err
		}
		if here {
			heard = append(heard, one)
		}
	}
	return heard, nil
}

// Check compares all open orders with those of one peer, now. The answer comes as events
// do; [Page.Agreed] then says on both sides that nothing was missing.
func (s *Service) Check(ctx context.Context, with peer.ID) error {
	var all []shared
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		all, err = s.toCheck(tx, with, true, time.Now())
		return err
	})
	for _, one := range all {
		err = errors.Join(err, s.check(ctx, one))
	}
	return err
}

// check asks one peer, in a transaction that holds up nobody for long: what to ask was read
// before. If an order has changed since, the answer shows it.
func (s *Service) check(ctx context.Context, one shared) error {
	return s.Vault.Update(ctx, "order check", func(tx *vault.Tx) error {
		if err := s.withdraw(tx, one.peer); err != nil {
			return err
		}
		for ds := range slices.Chunk(one.digests, maxDigest) {
			if err := s.ask(tx, one.peer, comparison{asked: ds}); err != nil {
				return err
			}
		}
		return nil
	})
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

// ask sends a comparison; questions are noted so that the next ones take their place.
func (s *Service) ask(tx *vault.Tx, to peer.ID, c comparison) error {
	body, err := checkToWire(c)
	if err != nil {
		return err
	}
	now := time.Now()
	message := fmt.Sprintf("%x-%d-%x", sha256.Sum256(body), now.UnixNano(), rand.Uint64()) // the same may be said twice
	_, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindOrderSync, ID: message, At: now, Body: body})
	if err != nil || c.asked == nil {
		return err
	}
	return tx.Do("noting a check", `INSERT INTO asked (peer, message) VALUES (?, ?)`, to.String(), message)
}
