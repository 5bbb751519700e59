package delivery

import (
	"database/sql"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// receipted applies a peer's receipt to what was sent to that peer. An older one than
// the last says nothing, unless the peer's database was made since then: its numbers
// begin with its clock.
func (s *Service) receipted(tx *vault.Tx, m opened) error {
	r, err := receiptFromWire(m.body)
	if err != nil {
		return err
	}
	var last, born uint64
	err = tx.QueryRow(`SELECT theirs, born FROM receipt WHERE peer = ?`, m.Sender.String()).Scan(&last, &born)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return vault.While("reading a receipt", err)
	}
	if r.version <= last && r.born <= born {
		return nil
	}
	_, err = tx.Exec(`INSERT INTO receipt (peer, theirs, born) VALUES (?1, ?2, ?3)
		ON CONFLICT (peer) DO UPDATE SET theirs = excluded.theirs, born = CASE WHEN ?3 > 0 THEN ?3 ELSE born END`,
		m.Sender.String(), int64(r.version), int64(r.born))
	if err != nil {
		return vault.While("noting a receipt", err)
	}
	if err := s.born(tx, m.Sender, born, r.born); err != nil {
		return err
	}
	return s.apply(tx, m.Sender, r)
}

func (s *Service) apply(tx *vault.Tx, from peer.ID, r receipt) error {
	for run, set := range r.arrived {
		if err := s.arrived(tx, from, run, set); err != nil {
			return err
		}
	}
	for run, set := range r.read {
		if err := s.seen(tx, from, run, set); err != nil {
			return err
		}
	}
	return nil
}

// arrived ends what has arrived of one run, even if it was given up before.
func (s *Service) arrived(tx *vault.Tx, from peer.ID, run envelope.Device, set ranges) error {
	first, last := set.bounds()
	open, err := listSent(tx, `peer = ? AND run = ? AND state NOT IN ('delivered', 'read') AND seq BETWEEN ? AND ? ORDER BY seq`,
		from.String(), run[:], int64(first), int64(last))
	if err != nil {
		return err
	}
	for _, m := range open {
		if !set.has(m.seq) {
			continue
		}
		if err := errors.Join(s.Outbox.Done(tx, m.ref), s.delivered(tx, m)); err != nil {
			return err
		}
	}
	return nil
}

// seen marks what the person there has seen of one run.
func (s *Service) seen(tx *vault.Tx, from peer.ID, run envelope.Device, set ranges) error {
	first, last := set.bounds()
	unread, err := listSent(tx, `peer = ? AND run = ? AND state = 'delivered' AND seq BETWEEN ? AND ? ORDER BY seq`,
		from.String(), run[:], int64(first), int64(last))
	if err != nil {
		return err
	}
	for _, m := range unread {
		if !set.has(m.seq) {
			continue
		}
		if err := s.move(tx, m, Read, ""); err != nil {
			return err
		}
	}
	return nil
}
