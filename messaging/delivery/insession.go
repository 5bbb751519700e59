package delivery

import (
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
)

// What is kept of broken sessions, and how often their peer is told.
const (
	parkedMax  = 1000 // sessions of one peer
	askEvery   = time.Hour
	askAgain   = 24 * time.Hour // if nothing came of it
	askUntil   = 7 * 24 * time.Hour
	keepBroken = 30 * 24 * time.Hour
)

// unlock opens a message in its session. An outcome other than 0 says what became of
// one that does not open.
func (s *Service) unlock(tx *vault.Tx, m *opened) (inbox.Outcome, error) {
	ear := s.Sessions.Ear(tx, m.Sender)
	open, _, err := envelope.Unlock(s.Key.ID(), m.Message, ear)
	switch {
	case err == nil:
		m.Message, m.healed = open, ear.Healed()
		m.err = m.parse()
		return 0, ear.Collects(m.pair)
	case errors.Is(err, session.ErrTooFar):
		return inbox.Parked, nil // without a mark: it opens once the others are here
	case session.IsBroken(err):
		return s.broken(tx, *m)
	case errors.Is(err, envelope.ErrUnreadable):
		m.err = err
		return 0, nil
	}
	return 0, err
}

// offered takes part in the session that is offered beside a signed message.
func (s *Service) offered(tx *vault.Tx, m opened) error {
	if len(m.offer) == 0 || m.healed > 0 {
		return nil
	}
	err := s.Sessions.Accept(tx, m.Sender, m.offer)
	if errors.Is(err, session.ErrOffer) { // the message beside it is good
		s.Log.Info("the offer of a session was dropped", "err", err)
		return nil
	}
	return err
}

// broken parks a message that its session does not open: the next receipts name the
// session, and what was sealed in it comes again in another one. Somebody whose card
// is not known here cannot be told; nor is anybody believed who names ever more
// sessions, since until one opens anybody may have written the name on it.
func (s *Service) broken(tx *vault.Tx, m opened) (inbox.Outcome, error) {
	id, err := session.IDOf(m.Locked.Text())
	if err != nil {
		return inbox.Unreadable, inbox.Mark(tx, m.Digest, inbox.Unreadable)
	}
	_, known, err := s.cardOf(tx, m.Sender)
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

// ask makes a receipt due that names broken sessions, unless one was not long ago.
func (s *Service) ask(tx *vault.Tx, p peer.ID, pause time.Duration) error {
	now := time.Now()
	tx.AfterCommit(s.wake)
	return tx.Do("asking for another session", `INSERT INTO receipt (peer, due, asked_at) VALUES (?1, ?2, ?2)
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
	ps, err := vault.Collect("reading broken sessions", rows, err, func(r *sql.Rows) (p peer.ID, err error) {
		var t string
		if err = r.Scan(&t); err == nil {
			p, err = peer.Decode(t)
		}
		return p, err
	})
	for _, p := range ps {
		err = errors.Join(err, s.ask(tx, p, askAgain))
	}
	return err
}

// brokenHere gives what the next receipt for a peer says of sessions: any few of them,
// so that invented ones do not keep a real one out for good.
func brokenHere(tx *vault.Tx, p peer.ID) ([]session.ID, error) {
	rows, err := tx.Query(`SELECT session FROM broken_here WHERE peer = ? ORDER BY random() LIMIT ?`, p.String(), maxBroken)
	return vault.Collect("reading broken sessions", rows, err, func(r *sql.Rows) (id session.ID, err error) {
		var b []byte
		err = r.Scan(&b)
		copy(id[:], b)
		return id, err
	})
}

// brokenThere hears that a peer cannot read what is sealed in sessions: nothing more
// is, and what is under way is sealed anew.
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
