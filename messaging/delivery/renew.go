package delivery

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/vault"
)

// cause says why a peer's messages are sealed anew.
type cause int

const (
	newKey      cause = iota + 1 // what is under way was sealed to another one
	newDatabase                  // the peer lost what it had acknowledged
)

// How much is sealed anew, and how often for one peer.
const (
	renewBatch  = 32               // messages in one transaction: some 30 ms
	renewPeers  = 16               // peers in one round
	resendRoom  = 256              // messages until the peer's next receipt
	unlimited   = math.MaxInt32    // room for what is under way anyway
	newKeyEvery = 10 * time.Minute // a card may come with each message
	renewRetry  = time.Minute      // after an error
	// the first condition on the state repeats that of the index
	underOldKey = `peer = ? AND state NOT IN ('delivered', 'read') AND state IN ('queued', 'stored') AND sealed_to <> ?`
)

// every is the shortest time between two beginnings for one peer: a hostile one can
// make us send its log again once a day, and only to itself.
func (c cause) every() time.Duration {
	if c == newKey {
		return newKeyEvery
	}
	return 24 * time.Hour
}

// renewal is one peer whose messages are sealed anew.
type renewal struct {
	peer          peer.ID
	cause         cause
	at            time.Time
	room          int
	after, before time.Time // newDatabase: what ended then
}

// putRenewal begins a renewal, or begins it anew: at once, unless the last one began
// not long ago.
func (s *Service) putRenewal(tx *vault.Tx, r renewal) error {
	_, err := tx.Exec(`INSERT INTO renewal (peer, cause, at, open, room, before) VALUES (?1, ?2, ?3, 1, ?4, ?5)
		ON CONFLICT (peer, cause) DO UPDATE SET open = 1, room = excluded.room, after = 0, before = excluded.before,
		at = max(?3, iif(began = 0, 0, min(began, ?3) + ?6))`,
		r.peer.String(), int(r.cause), time.Now().UnixNano(), r.room, toNano(r.before), int64(r.cause.every()))
	tx.AfterCommit(s.wake)
	return vault.While("noting whose messages are sealed anew", err)
}

// renew does the next batches, one transaction a peer: the one at fault holds up no
// other. It gives the time until there is more to do.
func (s *Service) renew(ctx context.Context) (wait time.Duration, failed error) {
	var due []renewal
	wait = tidyEvery
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		due, err = openRenewals(tx)
		return err
	})
	for _, r := range due {
		if wait = max(0, time.Until(r.at)); wait > 0 {
			break // they are in order
		}
		failed = errors.Join(failed, s.Vault.Update(ctx, "seal anew", func(tx *vault.Tx) error { return s.renewPeer(tx, r) }))
	}
	if failed = errors.Join(err, failed); failed != nil {
		wait = renewRetry
	}
	return wait, failed
}

func (s *Service) renewPeer(tx *vault.Tx, r renewal) error {
	to, found, err := s.addressee(tx, r.peer)
	if err != nil || !found {
		return errors.Join(err, s.cannotSeal(tx, r))
	}
	if r.cause == newDatabase && r.after.IsZero() {
		if err := s.lost(tx, r.peer); err != nil {
			return err
		}
	}
	max := min(renewBatch, r.room)
	rows, err := r.batch(tx, to.Card, max)
	if err != nil {
		return err
	}
	for _, m := range rows {
		if err := s.sealAnew(tx, r.cause, m, to); err != nil {
			return err
		}
	}
	return r.put(tx, rows, max)
}

// cannotSeal ends a renewal for which there is no card, or holds it until the device on
// the card is confirmed, or a stamp is made.
func (s *Service) cannotSeal(tx *vault.Tx, r renewal) error {
	waits, err := unconfirmed(tx, s.Book, r.peer)
	if err != nil || waits {
		return errors.Join(err, r.postpone(tx))
	}
	_, found, err := s.cardOf(tx, r.peer)
	if err != nil || !found {
		return errors.Join(err, r.put(tx, nil, 1))
	}
	return errors.Join(s.wantStamp(tx, r.peer), r.postpone(tx))
}

// batch gives the next messages of a renewal.
func (r renewal) batch(tx *vault.Tx, to card.Card, max int) ([]sentRow, error) {
	if r.cause == newKey {
		key := keyOf(to)
		return listSent(tx, underOldKey+` ORDER BY run, seq LIMIT ?`, r.peer.String(), key[:], max)
	}
	return listSent(tx, `peer = ? AND state IN ('delivered', 'read') AND ended_at > 0 AND ended_at >= ? AND ended_at < ? ORDER BY ended_at LIMIT ?`,
		r.peer.String(), toNano(r.after), toNano(r.before), max)
}

func (s *Service) sealAnew(tx *vault.Tx, c cause, m sentRow, to addressee) error {
	if c == newDatabase {
		return s.revive(tx, m, to)
	}
	if err := s.seal(tx, m, to); err != nil || m.state == Queued {
		return err
	}
	return s.move(tx, m, Queued, "") // nobody else holds this generation
}

// put notes how far a renewal came; a batch that is not full was the last.
func (r renewal) put(tx *vault.Tx, done []sentRow, max int) error {
	after := r.after
	if len(done) > 0 {
		after = done[len(done)-1].ended
	}
	_, err := tx.Exec(`UPDATE renewal SET began = at, open = ?, room = ?, after = ? WHERE peer = ? AND cause = ?`,
		len(done) == max, r.room-len(done), toNano(after), r.peer.String(), int(r.cause))
	return vault.While("noting what was sealed anew", err)
}

func openRenewals(tx *vault.Tx) (all []renewal, err error) {
	rows, err := tx.Query(`SELECT peer, cause, at, room, after, before FROM renewal WHERE open = 1 AND room > 0 ORDER BY at LIMIT ?`, renewPeers)
	if err != nil {
		return nil, vault.While("reading whose messages are sealed anew", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r renewal
		var p string
		var at, after, before int64
		if err := rows.Scan(&p, &r.cause, &at, &r.room, &after, &before); err != nil {
			return nil, vault.While("reading whose messages are sealed anew", err)
		}
		r.at, r.after, r.before = fromNano(at), fromNano(after), fromNano(before)
		if r.peer, err = peer.Decode(p); err != nil {
			return nil, vault.While("reading whose messages are sealed anew", err)
		}
		all = append(all, r)
	}
	return all, vault.While("reading whose messages are sealed anew", rows.Err())
}
