package handout

import (
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// maxAhead is how far in the future a version may be, as for cards: one that is
// newer than all to come would stay for ever.
const maxAhead = 24 * time.Hour

// Check is [delivery.ErrInvalid] for a version that no honest sender would give now.
func Check(version uint64, now time.Time) error {
	switch {
	case version == 0:
		return fmt.Errorf("%w: no version", delivery.ErrInvalid)
	case version > uint64(now.Add(maxAhead).UnixMilli()):
		return fmt.Errorf("%w: a version from the future", delivery.ErrInvalid)
	}
	return nil
}

// Received implements [delivery.Handler]. It refuses nothing: a refusal would make an
// honest sender try again.
func (s *Service) Received(tx *vault.Tx, in delivery.Incoming) error {
	if in.Request {
		return nil
	}
	err := s.Keep(tx, in)
	if errors.Is(err, delivery.ErrInvalid) {
		s.Log.Info("what a contact gave was dropped", "kind", s.Kind, "peer", in.Peer, "err", err)
		return nil
	}
	return err
}

// Changed implements [delivery.Handler].
func (s *Service) Changed(tx *vault.Tx, c delivery.Change) error {
	return putFailed(tx, s.Kind, c.Peer, c.ID, c.State == delivery.Failed || c.State == delivery.Expired)
}

// ExpiresSoon implements [delivery.Handler]. Nobody needs to know: what expired is
// sent again.
func (s *Service) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// lost says that a peer lost what it had been given.
type lost struct{ peer peer.ID }

// Lost implements [delivery.Loser]: the peer has nothing any more, and the log may have
// forgotten what was sent.
func (s *Service) Lost(tx *vault.Tx, p peer.ID) error {
	was, err := readHanded(tx, s.Kind, p)
	if err != nil {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(lost{p}) })
	return errors.Join(s.takeBack(tx, p, was), putLost(tx, s.Kind, p))
}
