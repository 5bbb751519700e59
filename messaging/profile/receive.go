package profile

import (
	"time"

	"restante/messaging/delivery"
	"restante/messaging/handout"
	"restante/node/vault"
)

// keep stores a contact's picture, if it is newer than the one at hand.
func (s *Service) keep(tx *vault.Tx, in delivery.Incoming) error {
	p, err := openPicture(in.Body, in.Came)
	if err != nil {
		return err
	}
	had, err := readPicture(tx, in.Peer)
	if err != nil || p.version <= had.version {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(Changed{in.Peer}) })
	return putPicture(tx, in.Peer, p)
}

// openPicture takes apart what somebody sent.
func openPicture(b []byte, now time.Time) (picture, error) {
	p, err := pictureFromWire(b)
	if err != nil {
		return picture{}, err
	}
	if err := handout.Check(p.version, now); err != nil {
		return picture{}, err
	}
	if p.jpeg == nil {
		return p, nil
	}
	return p, check(p.jpeg)
}
