package dropoff

import (
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// maxAhead is how far in the future a version may be, as for cards.
const maxAhead = 24 * time.Hour

// Received implements [delivery.Handler]. It refuses nothing: a refusal would make an
// honest sender try again.
func (s *Service) Received(tx *vault.Tx, in delivery.Incoming) error {
	if in.Request {
		return nil
	}
	o, until, err := s.open(in.Body, in.Came)
	if err != nil {
		s.Log.Info("a grant was dropped", "peer", in.Peer, "err", err)
		return nil
	}
	had, _, err := readTheirs(tx, in.Peer)
	if err != nil || o.version <= had.version {
		return err
	}
	if err := putTheirs(tx, in.Peer, o, until); err != nil {
		return err
	}
	return s.Given(tx)
}

// open takes apart what somebody sent, and tries whether it can be used.
func (s *Service) open(b []byte, now time.Time) (o offer, until time.Time, err error) {
	if o, err = offerFromWire(b); err != nil {
		return o, until, err
	}
	if o.version > uint64(now.Add(maxAhead).UnixMilli()) {
		return o, until, fmt.Errorf("%w: a grant from the future", delivery.ErrInvalid)
	}
	if o.kind == "" {
		return o, now, nil
	}
	until, err = s.Storage.Redeemable(o.kind, o.Grant)
	return o, until, err
}

// Changed implements [delivery.Handler].
func (s *Service) Changed(tx *vault.Tx, c delivery.Change) error {
	return putFailed(tx, c.Peer, c.ID, c.State == delivery.Failed || c.State == delivery.Expired)
}

// ExpiresSoon implements [delivery.Handler]. Nobody needs to know: it is made anew.
func (s *Service) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// Lost implements [delivery.Loser]: the peer has no grant any more.
func (s *Service) Lost(tx *vault.Tx, p peer.ID) error {
	was, err := readSent(tx, p)
	if err != nil || was.id == "" {
		return err
	}
	if err := s.takeBack(tx, p, was); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(lacking{p}) })
	return deleteSent(tx, p)
}
