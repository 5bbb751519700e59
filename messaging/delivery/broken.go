package delivery

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// What is kept of broken sessions, and how often their peer is told.
const (
	parkedMax  = 1000 // sessions of one peer
	askEvery   = time.Hour
	askAgain   = 24 * time.Hour // if nothing came of it
	askUntil   = 7 * 24 * time.Hour
	keepBroken = 30 * 24 * time.Hour
)

// broken parks a message that its session does not open: a reset names the session,
// and what was sealed in it comes again in another one. Somebody whose card
// is not known here cannot be told; nor is anybody believed who names ever more
// sessions, since until one opens anybody may have written the name on it.
func (s *Service) broken(tx *vault.Tx, m opened) (inbox.Outcome, error) {
	id, err := session.IDOf(m.Locked.Text())
	if err != nil {
		return inbox.Unreadable, inbox.Mark(tx, m.Digest, inbox.Unreadable)
	}
	_, known, err := s.Book.Get(tx, m.Sender)
	if err != nil {
		return 0, err
	}
	var parked int
	err = tx.QueryRow(`SELECT count(*) FROM broken_here WHERE peer = ?`, m.Sender.String()).Scan(&parked)
	if err != nil {
		return 0, vault.While("counting broken sessions", err)
	}
	if !known || parked >= parkedMax {
		return inbox.Unreadable, inbox.Mark(tx, m.Digest, inbox.Unreadable)
	}
	if _, err := s.Sessions.Retire(tx, m.Sender, id); err != nil {
		return 0, err
	}
	return inbox.Parked, errors.Join(inbox.Mark(tx, m.Digest, inbox.Parked),
		tx.Do("noting a broken session", `INSERT OR IGNORE INTO broken_here (peer, session, at) VALUES (?, ?, ?)`,
			m.Sender.String(), id[:], time.Now().UnixNano()), s.ask(tx, m.Sender, askEvery))
}

// ask makes a reset due, unless one was not long ago.
func (s *Service) ask(tx *vault.Tx, p peer.ID, pause time.Duration) error {
	now := time.Now()
	tx.AfterCommit(s.wake)
	return tx.Do("asking for another session", `INSERT INTO reset (peer, due, asked_at) VALUES (?1, ?2, ?2)
		ON CONFLICT (peer) DO UPDATE SET due = ?2, asked_at = ?2 WHERE asked_at <= ?3`,
		p.String(), now.UnixNano(), now.Add(-pause).UnixNano())
}

// askTidy asks again those who did not hear, and forgets what is over.
func (s *Service) askTidy(tx *vault.Tx, now time.Time) error {
	for _, table := range []string{`DELETE FROM broken_here WHERE at < ?`, `DELETE FROM broken_there WHERE at < ?`} {
		if err := tx.Do("forgetting broken sessions", table, now.Add(-keepBroken).UnixNano()); err != nil {
			return err
		}
	}
	rows, err := tx.Query(`SELECT DISTINCT peer FROM broken_here WHERE at > ?`, now.Add(-askUntil).UnixNano())
	ps, err := vault.Collect("reading broken sessions", rows, err, scanPeer)
	for _, p := range ps {
		err = errors.Join(err, s.ask(tx, p, askAgain))
	}
	return err
}

func scanPeer(r *sql.Rows) (p peer.ID, err error) {
	var t string
	if err = r.Scan(&t); err == nil {
		p, err = peer.Decode(t)
	}
	return p, err
}

// sealResets writes the resets that are due, to all whose card is known.
func (s *Service) sealResets(ctx context.Context) error {
	var due []peer.ID
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		rows, err := tx.Query(`SELECT peer FROM reset WHERE due > 0 LIMIT ?`, receiptBatch)
		due, err = vault.Collect("reading due resets", rows, err, scanPeer)
		return err
	})
	for _, p := range due {
		err = errors.Join(err, s.Vault.Update(ctx, "reset seal", func(tx *vault.Tx) error { return s.sealReset(tx, p) }))
	}
	return err
}

// sealReset signs a reset. It is sealed in no session: both sides could complain in
// one that the other cannot read. Receipts do not carry it, since they are replaced by
// newer ones, and stay in the session.
func (s *Service) sealReset(tx *vault.Tx, p peer.ID) error {
	if err := tx.Do("noting a reset", `UPDATE reset SET due = 0 WHERE peer = ?`, p.String()); err != nil {
		return err
	}
	to, found, err := s.cardOf(tx, p)
	if err != nil || !found {
		return err // askTidy comes back to it
	}
	body, err := s.resetFor(tx, p)
	if err != nil {
		return err
	}
	m := envelope.Message{Device: s.run, SentAt: time.Now(), Kind: envelope.KindReset, Body: body}
	g, err := s.parcelIn(tx, nil, to, m)
	if err != nil {
		return err
	}
	g.Ref, g.Class = "reset/"+p.String(), outbox.Receipt
	return s.Outbox.Replace(tx, g.Parcel)
}

// resetFor names any few of the broken sessions, so that invented ones do not keep a
// real one out for good.
func (s *Service) resetFor(tx *vault.Tx, p peer.ID) ([]byte, error) {
	rows, err := tx.Query(`SELECT session FROM broken_here WHERE peer = ? ORDER BY random() LIMIT ?`, p.String(), maxBroken)
	broken, err := vault.Collect("reading broken sessions", rows, err, func(r *sql.Rows) (id session.ID, err error) {
		var b []byte
		err = r.Scan(&b)
		copy(id[:], b)
		return id, err
	})
	if err != nil {
		return nil, err
	}
	body, err := resetToWire(broken)
	if err != nil {
		return nil, err
	}
	return payload{body: body}.toWire()
}

// reset hears that a peer cannot read what is sealed in sessions.
func (s *Service) reset(tx *vault.Tx, m opened) error {
	broken, err := resetFromWire(m.body)
	if err != nil {
		return err
	}
	return s.brokenThere(tx, m.Sender, broken)
}

// brokenThere ends sealing in sessions that a peer cannot read, and has what is under
// way sealed anew.
func (s *Service) brokenThere(tx *vault.Tx, p peer.ID, ids []session.ID) error {
	fresh := false
	for _, id := range ids {
		retired, err := s.Sessions.Retire(tx, p, id)
		if err != nil {
			return err
		}
		res, err := tx.Exec(`INSERT OR IGNORE INTO broken_there (peer, session, at) VALUES (?, ?, ?)`, p.String(), id[:], time.Now().UnixNano())
		if err != nil {
			return vault.While("noting a broken session", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		fresh = fresh || retired || n > 0
	}
	if !fresh {
		return nil
	}
	err := tx.Do("noting what is sealed anew", `UPDATE sent SET sealed_to = x'' WHERE peer = ? AND state NOT IN ('delivered', 'read')
		AND state IN ('queued', 'stored')`, p.String())
	return errors.Join(err, s.putRenewal(tx, renewal{peer: p, cause: newKey, room: unlimited}))
}
