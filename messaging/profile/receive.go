package profile

import (
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// maxAhead is how far in the future a version may be, as for cards: one that is
// newer than all to come would stay for ever.
const maxAhead = 24 * time.Hour

// Received implements [delivery.Handler]. It refuses nothing: a refusal would make an
// honest sender try again.
func (s *Service) Received(tx *vault.Tx, in delivery.Incoming) error {
	if in.Request {
		return nil
	}
	p, err := openPicture(in.Body, in.Came)
	if err != nil {
		s.Log.Info("a picture was dropped", "peer", in.Peer, "err", err)
		return nil
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
	if p.version > uint64(now.Add(maxAhead).UnixMilli()) {
		return picture{}, fmt.Errorf("%w: a picture from the future", delivery.ErrInvalid)
	}
	if p.jpeg == nil {
		return p, nil
	}
	return p, check(p.jpeg)
}

// Changed implements [delivery.Handler].
func (s *Service) Changed(tx *vault.Tx, c delivery.Change) error {
	return putFailed(tx, c.Peer, c.ID, c.State == delivery.Failed || c.State == delivery.Expired)
}

// ExpiresSoon implements [delivery.Handler]. Nobody needs to know: what expired is
// sent again once there is news of the peer.
func (s *Service) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// Lost implements [delivery.Loser]: the peer has no picture any more, and the log may
// have forgotten the one that was sent.
func (s *Service) Lost(tx *vault.Tx, p peer.ID) error {
	was, err := readGiven(tx, p)
	if err != nil || was.id == "" {
		return err
	}
	if err := s.takeBack(tx, p, was); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(lacking{p}) })
	return deleteGiven(tx, p)
}
