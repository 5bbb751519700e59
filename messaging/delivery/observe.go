package delivery

import (
	"database/sql"
	"errors"

	"restante/node/vault"
	"restante/offline/outbox"
)

// Changed follows a parcel of the outbox; it implements [outbox.Observer].
func (s *Service) Changed(tx *vault.Tx, ref string, st outbox.State, reason string) error {
	r, err := readSent(tx, ref)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // its person deleted it
	}
	if err != nil {
		return err
	}
	switch st {
	case outbox.Stored:
		return s.move(tx, r, Stored, "")
	case outbox.Delivered:
		return s.delivered(tx, r)
	case outbox.Failed:
		return s.refused(tx, r, reason)
	case outbox.Expired:
		return s.move(tx, r, Expired, "")
	}
	return nil
}

// move gives a message its next state and tells the owner of its kind.
func (s *Service) move(tx *vault.Tx, r sentRow, st State, reason string) error {
	if err := putState(tx, r.ref, st, reason); err != nil {
		return err
	}
	h := s.handlers[r.kind]
	if h == nil {
		return nil
	}
	return h.Changed(tx, Change{Peer: r.peer, ID: r.id, State: st, Reason: reason, Healed: r.healed})
}

// delivered also notes that the peer has the card that was inside.
func (s *Service) delivered(tx *vault.Tx, r sentRow) error {
	if r.card > 0 {
		_, err := tx.Exec(`UPDATE chain SET known_card = max(known_card, ?) WHERE peer = ?`, int64(r.card), r.peer.String())
		if err != nil {
			return vault.While("noting a known card", err)
		}
	}
	return s.move(tx, r, Delivered, "")
}
