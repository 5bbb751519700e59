package delivery

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/outbox"
)

const (
	tidyEvery   = time.Hour
	warnBatch   = 256 // in one transaction; the rest is warned of an hour later
	forgetBatch = 256 // idle sessions that are looked at in one transaction
)

// tidy ends messages that waited too long for a card, warns of those that will end
// soon, has the cards of their recipients looked for, and forgets the log of what
// ended long ago.
func (s *Service) tidy(ctx context.Context) {
	for wait := time.Duration(0); rest(ctx, wait, nil); wait = tidyEvery {
		s.logged(ctx, s.tidyNow(ctx, time.Now()))
		s.wake() // receipts that could not be written
	}
}

func (s *Service) tidyNow(ctx context.Context, now time.Time) error {
	return s.Vault.Update(ctx, "delivery tidy", func(tx *vault.Tx) error {
		for _, f := range []func(*vault.Tx, time.Time) error{
			s.expireWaiting, s.warn, s.askTidy, session.Tidy,
			s.forgetStrangers, s.forgetCards, s.forgetOwnCards,
			forgetLog, forgetRequests, forgetStamps, contact.ForgetWords, forgetParked,
		} {
			if err := f(tx, now); err != nil {
				return err
			}
		}
		under, err := s.underWay(tx)
		if err != nil {
			return err
		}
		return s.Contacts.KeepFresh(tx, under)
	})
}

func (s *Service) expireWaiting(tx *vault.Tx, now time.Time) error {
	old, err := listSent(tx, `state = 'waiting' AND expires <= ?`, now.UnixNano())
	if err != nil {
		return err
	}
	for _, r := range old {
		if err := s.move(tx, r, Expired, ""); err != nil {
			return err
		}
	}
	return nil
}

// warn tells once of each message that it will be given up soon.
func (s *Service) warn(tx *vault.Tx, now time.Time) error {
	soon, err := listSent(tx, `state NOT IN ('delivered', 'read') AND state IN ('queued', 'waiting', 'stored')
		AND warned = 0 AND expires > ? AND expires <= ? ORDER BY expires LIMIT ?`, now.UnixNano(), now.Add(WarnBefore).UnixNano(), warnBatch)
	if err != nil {
		return err
	}
	for _, r := range soon {
		if _, err := tx.Exec(`UPDATE sent SET warned = 1 WHERE ref = ?`, r.ref); err != nil {
			return vault.While("noting a warning", err)
		}
		e := ExpiresSoon{Peer: r.peer, Kind: r.kind, ID: r.id, At: r.expires}
		tx.AfterCommit(func() { s.Bus.Publish(e) })
		if h := s.handlers[r.kind]; h != nil {
			if err := h.ExpiresSoon(tx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetStrangers drops the sessions of people who are no contacts, once nothing can be
// under way in them any more: anybody can make one, and be any number of people. Whoever
// writes in it all the same is told, as after any other loss.
func (s *Service) forgetStrangers(tx *vault.Tx, now time.Time) error {
	idle, err := session.Idle(tx, now.Add(-session.KeepOffer), s.idle, forgetBatch)
	if err != nil {
		return err
	}
	s.idle = ""
	for _, p := range idle {
		stranger, err := s.Contacts.Stranger(tx, p)
		if err == nil && stranger {
			err = session.Forget(tx, p)
		}
		if err != nil {
			return err
		}
	}
	if len(idle) == forgetBatch {
		s.idle = idle[forgetBatch-1].String() // the next hour goes on there
	}
	return nil
}

// forgetCards drops the cards of those who are no people here, once they are as old as
// their sessions may be, and nothing was ever written by them or to them.
func (s *Service) forgetCards(tx *vault.Tx, now time.Time) error {
	idle, err := card.Idle(tx, now.Add(-session.KeepOffer), s.idleCard, forgetBatch)
	if err != nil {
		return err
	}
	s.idleCard = ""
	for _, p := range idle {
		have, err := s.Sessions.Have(tx, p)
		if err == nil && len(have) == 0 {
			err = s.forgetCard(tx, p)
		}
		if err != nil {
			return err
		}
	}
	if len(idle) == forgetBatch {
		s.idleCard = idle[forgetBatch-1].String()
	}
	return nil
}

func (s *Service) forgetCard(tx *vault.Tx, p peer.ID) error {
	wrote, err := tx.One("looking for what was written", `SELECT 1 FROM came WHERE peer = ?1 UNION SELECT 1 FROM chain WHERE peer = ?1
		UNION SELECT 1 FROM sent WHERE peer = ?1 AND state = 'waiting'`, []any{p.String()}, new(int))
	if err != nil || wrote {
		return err
	}
	return errors.Join(s.Contacts.Forget(tx, p), tx.Do("forgetting an answer", `DELETE FROM receipt WHERE peer = ? AND due = 0`, p.String()))
}

func forgetLog(tx *vault.Tx, now time.Time) error {
	_, err := tx.Exec(`DELETE FROM sent WHERE ended_at > 0 AND ended_at <= ? AND state IN ('delivered', 'read')`, now.Add(-KeepLog).UnixNano())
	return vault.While("forgetting the log", err)
}

// forgetOwnCards drops versions of one's own card that travel in no message of the log.
func (s *Service) forgetOwnCards(tx *vault.Tx, _ time.Time) error {
	_, newest, err := s.Contacts.CardTx(tx)
	if err != nil {
		return err
	}
	return tx.Do("forgetting old cards of one's own", `DELETE FROM own_card WHERE version < ?
		AND NOT EXISTS (SELECT 1 FROM sent WHERE card_version = own_card.version)`, int64(newest))
}

// underWay are the peers to whom a message is on its way, or a receipt if they are no
// strangers: those who only wrote must not make us look for them.
func (s *Service) underWay(tx *vault.Tx) (map[peer.ID]bool, error) {
	waiting, err := listSent(tx, `state = 'waiting'`)
	if err != nil {
		return nil, err
	}
	under := make(map[peer.ID]bool)
	for _, r := range waiting {
		under[r.peer] = true
	}
	parcels, err := outbox.List(tx)
	if err != nil {
		return nil, err
	}
	for _, p := range parcels {
		if p.Class == outbox.Receipt && !under[p.Peer] {
			stranger, err := s.Contacts.Stranger(tx, p.Peer)
			if err != nil {
				return nil, err
			}
			if stranger {
				continue
			}
		}
		under[p.Peer] = true
	}
	return under, nil
}
