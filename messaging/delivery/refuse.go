package delivery

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/node/vault"
)

// cannotRead is the reason of a refusal that says: sealed to a key that I don't have.
const cannotRead = "the recipient cannot read it"

// awaitsCard is shown while a newer card is looked for.
const awaitsCard = "the recipient cannot read it; a newer key is looked for"

// How long a newer card is not looked for after a refusal that is not the first.
const (
	firstRefusal = time.Minute
	lastRefusal  = time.Hour
)

// refused ends a message that its recipient will never take. One that cannot be
// read may have been sealed to a key that was lost: it waits until a newer card
// comes, or until it is known that there is none.
func (s *Service) refused(tx *vault.Tx, r sentRow, reason string) error {
	if reason != cannotRead {
		return s.move(tx, r, Failed, reason)
	}
	to, found, err := s.cardOf(tx, r.peer)
	if err != nil {
		return err
	}
	if found && keyOf(to) != r.to { // it came meanwhile
		return s.sealOrHold(tx, r)
	}
	if found && r.session != nil { // the session may be gone over there; another generation needs none
		return errors.Join(s.Sessions.Retire(tx, r.peer, session.ID(r.session)), s.sealOrHold(tx, r))
	}
	waits, err := unconfirmed(tx, s.Book, r.peer)
	if err != nil {
		return err
	}
	if waits {
		return s.move(tx, r, Waiting, awaitsWord)
	}
	if _, err := tx.Exec(`UPDATE sent SET refused = refused + 1 WHERE ref = ?`, r.ref); err != nil {
		return vault.While("noting a refusal", err)
	}
	if err := s.move(tx, r, Waiting, awaitsCard); err != nil {
		return err
	}
	return s.Contacts.Renew(tx, r.peer, pauseAfter(r.refused))
}

// pauseAfter keeps a peer that refuses each new key from making us look for ever
// newer ones.
func pauseAfter(refusals int) time.Duration {
	if refusals == 0 {
		return 0
	}
	return min(firstRefusal<<min(refusals-1, 6), lastRefusal)
}

// cardStays fails what could not be read: there is no newer key.
func (s *Service) cardStays(tx *vault.Tx, p peer.ID) error {
	waits, err := unconfirmed(tx, s.Book, p)
	if err != nil || waits {
		return err
	}
	rows, err := listSent(tx, `peer = ? AND state = 'waiting' AND refused > 0 ORDER BY at`, p.String())
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := s.move(tx, r, Failed, cannotRead); err != nil {
			return err
		}
	}
	return nil
}
