package delivery

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// How often a peer is told that something cannot be read.
const (
	askEvery = time.Hour
	askAgain = 24 * time.Hour // in case that it was lost
	askUntil = 3 * 24 * time.Hour
)

// Anybody can write a name on a block, so what is remembered of those is bounded. Those
// beyond it are looked at again after a day.
const (
	maxParked = 1000 // of one sender
	parkedFor = 180 * 24 * time.Hour
)

// broken parks a message that its session does not open: a reset tells its sender
// which sessions there are, and what was sealed in others comes again. Somebody whose
// card is not known here cannot be told. One with a number that has come already is a
// replay, or another generation, and says nothing about the session.
func (s *Service) broken(tx *vault.Tx, m opened) (inbox.Outcome, error) {
	c, err := readCame(tx, m.Sender, m.Device)
	if err != nil {
		return 0, err
	}
	if m.Seq > 0 && c.set.has(m.Seq) {
		return inbox.Duplicate, errors.Join(inbox.Mark(tx, m.Digest, inbox.Duplicate), s.repeated(tx, m, false))
	}
	_, known, err := s.Book.Get(tx, m.Sender)
	if err != nil {
		return 0, err
	}
	id, bad := session.IDOf(m.Locked.Text())
	if bad != nil || !known {
		return inbox.Unreadable, inbox.Mark(tx, m.Digest, inbox.Unreadable)
	}
	o, err := park(tx, m.Sender)
	return o, errors.Join(err, inbox.Mark(tx, m.Digest, o), s.Sessions.Retire(tx, m.Sender, id), s.ask(tx, m.Sender))
}

// park counts a block that is parked; one too many is as unreadable as any other.
func park(tx *vault.Tx, p peer.ID) (inbox.Outcome, error) {
	var n int
	now := time.Now()
	_, err := tx.One("parking a message", `INSERT INTO parked (peer, n, since) VALUES (?1, 1, ?2)
		ON CONFLICT (peer) DO UPDATE SET n = min(n, ?3) + 1 RETURNING n`, []any{p.String(), now.UnixNano(), maxParked}, &n)
	if n > maxParked {
		return inbox.Unreadable, err
	}
	return inbox.Parked, err
}

// forgetParked forgets how many were parked when the marks are forgotten.
func forgetParked(tx *vault.Tx, now time.Time) error {
	return tx.Do("forgetting what was parked", `DELETE FROM parked WHERE since <= ?`, now.Add(-parkedFor).UnixNano())
}

// ask makes a reset due, unless one was within the hour: then the next hour's tidying
// does it.
func (s *Service) ask(tx *vault.Tx, p peer.ID) error {
	now := time.Now()
	tx.AfterCommit(s.wake)
	return tx.Do("asking for another session", `INSERT INTO reset (peer, due, asked_at, at) VALUES (?1, ?2, ?2, ?2)
		ON CONFLICT (peer) DO UPDATE SET at = ?2, due = iif(asked_at <= ?3, ?2, due), asked_at = iif(asked_at <= ?3, ?2, asked_at)`,
		p.String(), now.UnixNano(), now.Add(-askEvery).UnixNano())
}

// askTidy asks for what came since the last time, and again those who may not have
// heard, and forgets whom there is nothing to ask any more.
func (s *Service) askTidy(tx *vault.Tx, now time.Time) error {
	tx.AfterCommit(s.wake)
	return errors.Join(
		tx.Do("asking again", `UPDATE reset SET due = ?1, asked_at = ?1 WHERE due = 0 AND (at > asked_at AND asked_at <= ?2 OR asked_at <= ?3)`,
			now.UnixNano(), now.Add(-askEvery).UnixNano(), now.Add(-askAgain).UnixNano()),
		tx.Do("forgetting resets", `DELETE FROM reset WHERE at < ?`, now.Add(-askUntil).UnixNano()))
}

func scanPeer(r *sql.Rows) (p peer.ID, err error) {
	var t string
	if err = r.Scan(&t); err == nil {
		p, err = peer.Decode(t)
	}
	return p, err
}

// sealResets writes the resets that are due, to all whose card is known.
func (s *Service) sealResets(ctx context.Context) (failed error) {
	for after := ""; ; {
		var due []peer.ID
		err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			rows, err := tx.Query(`SELECT peer FROM reset WHERE due > 0 AND peer > ? ORDER BY peer LIMIT ?`, after, receiptBatch)
			due, err = vault.Collect("reading due resets", rows, err, scanPeer)
			return err
		})
		if err != nil || len(due) == 0 {
			return errors.Join(failed, err)
		}
		for _, p := range due { // the one at fault holds up no other
			failed = errors.Join(failed, s.Vault.Update(ctx, "reset seal", func(tx *vault.Tx) error { return s.sealReset(tx, p) }))
		}
		after = due[len(due)-1].String()
	}
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
	if _, err := s.Sessions.Offer(tx, p, to.Devices[0].ID); err != nil { // which goes along, and is one of those
		return err
	}
	have, err := s.Sessions.Have(tx, p)
	if err != nil {
		return err
	}
	body, err := resetToWire(have)
	if err != nil {
		return err
	}
	m := envelope.Message{Device: s.run, SentAt: time.Now(), Kind: envelope.KindReset}
	if m.Body, err = (payload{body: body}).toWire(); err != nil {
		return err
	}
	g, err := s.parcel(tx, addressee{Card: to}, m)
	if err != nil {
		return err
	}
	g.Ref, g.Class = "reset/"+p.String(), outbox.Receipt
	return s.Outbox.Replace(tx, g.Parcel)
}

// reset hears which sessions a peer has: nothing more is sealed in others. What is
// under way in those is sealed anew, and the receipt, which may have been.
func (s *Service) reset(tx *vault.Tx, m opened) error {
	have, err := resetFromWire(m.body)
	if err != nil {
		return err
	}
	if err := s.Sessions.Keep(tx, m.Sender, have); err != nil {
		return err
	}
	args := []any{m.Sender.String()}
	for _, id := range have {
		args = append(args, id[:])
	}
	res, err := tx.Exec(`UPDATE sent SET sealed_to = x'' WHERE peer = ? AND state NOT IN ('delivered', 'read')
		AND state IN ('queued', 'stored') AND session IS NOT NULL AND session NOT IN (`+marks(len(have))+`)`, args...)
	if err != nil {
		return vault.While("noting what is sealed anew", err)
	}
	n, err := res.RowsAffected()
	if err == nil && n > 0 {
		err = s.putRenewal(tx, renewal{peer: m.Sender, cause: newKey, room: unlimited})
	}
	tx.AfterCommit(s.wake)
	return errors.Join(err, tx.Do("repeating a receipt", `UPDATE receipt SET due = ? WHERE peer = ? AND version > 0 AND due = 0`,
		time.Now().UnixNano(), m.Sender.String()))
}

// marks are n places in a list.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
