package delivery

import (
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/node/vault"
	"restante/offline/inbox"
)

// awaitsWord is shown while this user has not confirmed a recipient's new device.
const awaitsWord = "the recipient uses a new device: confirm it first"

// admit decides by its sender, before anything is unlocked or stored, whether a
// message may come in, and whether it has to bring something for that. An outcome other
// than 0 says what became of one that may not.
//
// What strangers send beyond what is shown is left where it lies; what came directly
// lies with its sender, who is told to try later, as is somebody who is blocked: they
// learn no more than of a recipient who is busy.
func (s *Service) admit(tx *vault.Tx, m opened, before inbox.Outcome, h how) (v contact.Verdict, o inbox.Outcome, err error) {
	if m.err != nil || m.Sender == s.Key.ID() {
		return contact.Take, 0, nil
	}
	v, err = s.Contacts.Judge(tx, m.Sender)
	switch {
	case err != nil:
		return v, 0, err
	case v == contact.Drop && h.direct:
		return v, inbox.Aside, nil
	case v == contact.Drop:
		return v, inbox.Done, inbox.Mark(tx, m.Digest, inbox.Done)
	case v == contact.Leave && before != inbox.Done && before != inbox.Duplicate:
		o, err = leave(tx, m, h)
	}
	return v, o, err
}

// leave has a message stay where it lies.
func leave(tx *vault.Tx, m opened, h how) (inbox.Outcome, error) {
	if h.direct {
		return inbox.Aside, nil
	}
	return inbox.Aside, inbox.Leave(tx, m.Digest, m.Sender.String())
}

// cardOf finds a card that can be sealed for: one with a device that is believed in.
func (s *Service) cardOf(tx *vault.Tx, p peer.ID) (c card.Card, found bool, err error) {
	c, found, err = s.Book.Get(tx, p)
	if err != nil || !found || len(c.Devices) == 0 {
		return c, false, err
	}
	found, err = s.Contacts.Confirmed(tx, p, c.Devices[0].ID)
	return c, found, err
}

// unconfirmed reports whether the device on a peer's card waits for this user's word.
func unconfirmed(tx *vault.Tx, book *card.Book, p peer.ID) (bool, error) {
	c, found, err := book.Get(tx, p)
	if err != nil || !found || len(c.Devices) == 0 {
		return false, err
	}
	yes, err := contact.Confirmed(tx, p, c.Devices[0].ID)
	return !yes, err
}

// await looks for the card that a message waits for, unless what it waits for is a
// word of this user.
func (s *Service) await(tx *vault.Tx, p peer.ID) (reason string, err error) {
	waits, err := unconfirmed(tx, s.Book, p)
	if err != nil || waits {
		return awaitsWord, err
	}
	return "", s.Contacts.Seek(tx, p)
}

// confirmed runs in the transaction in which this user confirms a peer's new device:
// what waited for that, or was under way to the one before, goes to the new one.
func (s *Service) confirmed(tx *vault.Tx, p peer.ID) error {
	return errors.Join(resume(tx, p), s.cardCame(tx, p))
}

// postpone holds what would be sealed anew for a device that is not confirmed, or before
// there is a stamp.
func (r renewal) postpone(tx *vault.Tx) error {
	return tx.Do("holding what is sealed anew", `UPDATE renewal SET at = at + ? WHERE peer = ? AND cause = ?`,
		int64(tidyEvery), r.peer.String(), int(r.cause))
}

// resume undoes postpone.
func resume(tx *vault.Tx, p peer.ID) error {
	return tx.Do("going on with what waited", `UPDATE renewal SET at = began WHERE peer = ? AND open = 1`, p.String())
}
