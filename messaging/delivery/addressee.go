package delivery

import (
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/session"
	"restante/node/vault"
)

// awaitsStamp is shown while a stamp is made.
const awaitsStamp = "preparing the request"

// addressee is somebody for whom something can be sealed now.
type addressee struct {
	card.Card
	talk  *session.Talk // nil: it is signed
	stamp []byte        // nil: none is needed
	word  []byte        // of an introduction, beside a stamp; nil: there is none
}

// knowsUs reports whether their device has said that this user is a contact.
func (a addressee) knowsUs() bool { return a.talk != nil && a.talk.Friend() }

// correspondent finds somebody for what needs no stamp: receipts. They go to people who
// were written by, and are acknowledged by nobody else.
func (s *Service) correspondent(tx *vault.Tx, p peer.ID) (to addressee, found bool, err error) {
	if to.Card, found, err = s.cardOf(tx, p); err != nil || !found {
		return to, false, err
	}
	to.talk, err = s.Sessions.Ready(tx, p, to.Devices[0].ID)
	return to, err == nil, err
}

// addressee finds somebody for a message. It needs a stamp for as long as it may be a
// stranger's over there.
func (s *Service) addressee(tx *vault.Tx, p peer.ID) (to addressee, found bool, err error) {
	to, found, err = s.correspondent(tx, p)
	if err != nil || !found || to.knowsUs() {
		return to, found, err
	}
	to.stamp, to.word, err = s.forStrangers(tx, p)
	return to, to.stamp != nil, err
}

// forStrangers is what is brought to somebody who may not know this user: a stamp, nil if it
// has to be made, and the word of who introduces them, if anybody does.
func (s *Service) forStrangers(tx *vault.Tx, p peer.ID) (stamp, word []byte, err error) {
	if stamp, err = s.stampFor(tx, p); err != nil {
		return nil, nil, err
	}
	word, err = s.Contacts.WordFor(tx, p)
	return stamp, word, err
}

// hold says what a message to a peer waits for, and sees to that.
func (s *Service) hold(tx *vault.Tx, p peer.ID) (reason string, err error) {
	_, found, err := s.cardOf(tx, p)
	if err != nil {
		return "", err
	}
	if reason = awaitsStamp; !found {
		reason, err = s.await(tx, p)
	}
	return reason, errors.Join(err, s.wantStamp(tx, p))
}

// sealOrHold gives a message that nothing carries its next generation, or has it wait
// for what that takes.
func (s *Service) sealOrHold(tx *vault.Tx, r sentRow) error {
	to, found, err := s.addressee(tx, r.peer)
	if err != nil {
		return err
	}
	if found {
		return errors.Join(s.seal(tx, r, to), s.move(tx, r, Queued, ""))
	}
	reason, err := s.hold(tx, r.peer)
	return errors.Join(err, s.move(tx, r, Waiting, reason))
}
