package delivery

import (
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/vault"
	"restante/offline/outbox"
)

// cardCame runs in the transaction that stores a newer card of a peer. What waited
// for it is sealed; what is under way is sealed anew if the key on it is another
// one, and in any case offered to the push nodes on it.
func (s *Service) cardCame(tx *vault.Tx, p peer.ID) error {
	to, found, err := s.cardOf(tx, p)
	if err != nil || !found {
		return err
	}
	if err := s.Outbox.Done(tx, requestRef(p)); err != nil {
		return err
	}
	for _, f := range []func(*vault.Tx, card.Card) error{s.sealWaiting, s.renewSent, s.renewReceipt} {
		if err := f(tx, to); err != nil {
			return err
		}
	}
	tx.AfterCommit(s.wake) // a receipt may have waited for the card too
	return s.Outbox.Extend(tx, p, s.others(to.PushNodes))
}

// sealWaiting seals, in order, what waited for a peer's card, but not again for a
// key with which the peer could not read it: for that one the search goes on.
func (s *Service) sealWaiting(tx *vault.Tx, to card.Card) error {
	rows, err := listSent(tx, `peer = ? AND state = 'waiting' ORDER BY at`, to.Peer.String())
	if err != nil {
		return err
	}
	key := keyOf(to)
	for _, r := range rows {
		if r.refused > 0 && r.to == key {
			err = s.Contacts.Renew(tx, to.Peer, max(batchDelay, pauseAfter(r.refused-1)))
		} else {
			err = s.sealOrHold(tx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// renewSent notes that messages under way were sealed to another key.
func (s *Service) renewSent(tx *vault.Tx, to card.Card) error {
	var old bool
	key := keyOf(to)
	err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM sent WHERE `+underOldKey+`)`, to.Peer.String(), key[:]).Scan(&old)
	if err != nil || !old {
		return vault.While("looking for old keys", err)
	}
	return s.putRenewal(tx, renewal{peer: to.Peer, cause: newKey, room: unlimited})
}

// renewReceipt makes a receipt due again that is under way, sealed to another key.
// One that a push node holds is left there unless the device is another one too: a
// prekey outlives what was sealed to it, and a receipt that is made anew each time
// would never end.
func (s *Service) renewReceipt(tx *vault.Tx, to card.Card) error {
	row, under, err := outbox.Get(tx, receiptRef(to.Peer))
	if err != nil || !under {
		return err
	}
	var b []byte
	err = tx.QueryRow(`SELECT sealed_to FROM receipt WHERE peer = ?`, to.Peer.String()).Scan(&b)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return vault.While("reading a receipt", err)
	}
	var was keyID
	copy(was[:], b)
	is := keyOf(to)
	if was == is || row.State == outbox.HandedOn && was.device() == is.device() {
		return nil
	}
	_, err = tx.Exec(`UPDATE receipt SET due = CASE WHEN due > 0 THEN due ELSE ? END WHERE peer = ?`, time.Now().UnixNano(), to.Peer.String())
	return vault.While("renewing a receipt", err)
}
