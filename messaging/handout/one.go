package handout

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
)

const giveAgain = 24 * time.Hour // at the soonest, what failed

// lacks reports whether a peer is to be sent an edition, and what they were sent last.
func (s *Service) lacks(tx *vault.Tx, p peer.ID, edition string) (was handed, lacks bool, err error) {
	was, err = readHanded(tx, s.Kind, p)
	if err != nil || !s.old(was, edition) {
		return was, false, err
	}
	lacks, err = s.knows(tx, p)
	return was, lacks, err
}

// old reports whether an edition is to be sent after what was sent last. Whoever never
// got anything has the edition "", and so is not told that there is none.
func (s *Service) old(was handed, edition string) bool {
	age := time.Since(was.at)
	if was.edition != edition || was.failed && age >= giveAgain {
		return true
	}
	return edition != "" && s.RenewAfter > 0 && age >= s.RenewAfter
}

// knows reports whether a peer is a contact who knows this user.
func (s *Service) knows(tx *vault.Tx, p peer.ID) (bool, error) {
	friend, err := s.Contacts.Friend(tx, p)
	if err != nil || !friend {
		return false, err
	}
	return s.Delivery.HeardOf(tx, p)
}

// giveOne sends what there is now in place of what was sent last.
func (s *Service) giveOne(tx *vault.Tx, to peer.ID) error {
	edition, err := s.Edition(tx)
	if err != nil {
		return err
	}
	was, lacks, err := s.lacks(tx, to, edition)
	if err != nil || !lacks { // an event came twice
		return err
	}
	h := was.next(edition)
	body, err := s.Body(tx, edition, h.version)
	if err != nil {
		return err
	}
	if err := s.takeBack(tx, to, was); err != nil {
		return err
	}
	_, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: s.Kind, ID: h.id(), At: h.at, Body: body})
	return errors.Join(err, putHanded(tx, s.Kind, to, h))
}

// takeBack ends what was sent, wherever it is.
func (s *Service) takeBack(tx *vault.Tx, to peer.ID, was handed) error {
	if was.version == 0 {
		return nil
	}
	return s.Delivery.Forget(tx, s.Kind, to, was.id())
}
