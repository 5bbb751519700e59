package dropoff

import (
	"fmt"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/handout"
	"restante/node/vault"
)

// keep stores a contact's grant, if it is newer than the one at hand.
func (s *Service) keep(tx *vault.Tx, in delivery.Incoming) error {
	o, until, err := s.open(in.Body, in.Came)
	if err != nil {
		return err
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
	if err := handout.Check(o.version, now); err != nil {
		return o, until, err
	}
	if o.kind == "" {
		return o, now, nil
	}
	if until, err = s.Storage.Redeemable(o.kind, o.Grant); err != nil {
		return o, until, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	return o, until, nil
}
