package contact

import (
	"bytes"
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
)

// trust is what is believed of a peer's device.
type trust struct {
	device, newer []byte
	last          []byte // card of device, while newer waits
	verified      time.Time
}

// waits reports whether a new device must be confirmed first.
func (t trust) waits() bool { return t.newer != nil }

func readTrust(tx *vault.Tx, id peer.ID) (t trust, err error) {
	var verified int64
	_, err = tx.One("reading whose device is believed in", `SELECT device, newer, last, verified FROM trust WHERE peer = ?`,
		[]any{id.String()}, &t.device, &t.newer, &t.last, &verified)
	t.verified = fromNano(verified)
	return t, err
}

func putTrust(tx *vault.Tx, id peer.ID, t trust) error {
	var verified int64
	if !t.verified.IsZero() {
		verified = t.verified.UnixNano()
	}
	return tx.Do("noting whose device is believed in", `INSERT OR REPLACE INTO trust (peer, device, newer, last, verified) VALUES (?, ?, ?, ?, ?)`,
		id.String(), t.device, t.newer, t.last, verified)
}

// meetDevice looks at the device on a newer card than had. The first one of a peer is
// believed in; another one waits, also for somebody who was never verified.
func (s *Service) meetDevice(tx *vault.Tx, c card.Card, had []byte) error {
	if len(c.Devices) == 0 {
		return nil
	}
	is := c.Devices[0].ID[:]
	t, err := readTrust(tx, c.Peer)
	switch {
	case err != nil:
		return err
	case t.device == nil:
		return putTrust(tx, c.Peer, trust{device: is})
	case bytes.Equal(t.device, is) && !t.waits() || bytes.Equal(t.newer, is):
		return nil
	case bytes.Equal(t.device, is): // the one before is back
		t.newer, t.last = nil, nil
	default:
		if !t.waits() {
			t.last = had
		}
		t.newer, t.verified = is, time.Time{}
		tx.AfterCommit(func() { s.Bus.Publish(NewDevice{c.Peer}) })
	}
	return putTrust(tx, c.Peer, t)
}

// Confirmed reports whether anything may be sealed for this device of a peer.
func (s *Service) Confirmed(tx *vault.Tx, id peer.ID, d envelope.Device) (bool, error) {
	return Confirmed(tx, id, d)
}

// Confirmed is [Service.Confirmed] for who has only the tables.
func Confirmed(tx *vault.Tx, id peer.ID, d envelope.Device) (bool, error) {
	t, err := readTrust(tx, id)
	return t.device == nil || bytes.Equal(t.device, d[:]), err
}

// Believed gives the newest card of a peer with a device that is believed in: what was
// sealed for that one, and is under way, goes on to it while another waits. A card
// without devices says that there is none.
func (s *Service) Believed(tx *vault.Tx, id peer.ID) (card.Card, error) {
	t, err := readTrust(tx, id)
	if err != nil {
		return card.Card{}, err
	}
	if !t.waits() {
		c, _, err := s.Book.Get(tx, id)
		return c, err
	}
	if t.last == nil {
		return card.Card{}, nil
	}
	return card.Decode(t.last)
}

// ConfirmDevice lets what waited go to a person's new device. If none waits, or it
// was confirmed already, nothing happens.
func (s *Service) ConfirmDevice(ctx context.Context, id peer.ID) error {
	return s.Vault.Update(ctx, "device confirm", func(tx *vault.Tx) error {
		t, err := readTrust(tx, id)
		if err != nil || !t.waits() {
			return err
		}
		return s.confirm(tx, id, t)
	})
}

func (s *Service) confirm(tx *vault.Tx, id peer.ID, t trust) error {
	was := t.waits()
	if was {
		t.device, t.newer, t.last = t.newer, nil, nil
	}
	if err := putTrust(tx, id, t); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
	if !was || s.OnConfirmed == nil {
		return nil
	}
	return s.OnConfirmed(tx, id)
}

// Safety gives the safety number of this user and a person.
func (s *Service) Safety(ctx context.Context, id peer.ID) (Safety, error) {
	number, err := SafetyNumber(s.Key.ID(), id)
	if err != nil {
		return Safety{}, err
	}
	if s.isSelf(id) {
		return Safety{}, ErrSelf
	}
	a := Safety{Number: number, Code: codeOf(s.Key.ID(), id, number)}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		t, err := readTrust(tx, id)
		a.Verified = t.verified
		return err
	})
	return a, err
}

// Verify notes that two people compared their safety numbers; a code is what the
// other's screen shows, "" for a comparison by eye or by voice. It confirms a new
// device too: whoever compares talks to the person.
func (s *Service) Verify(ctx context.Context, id peer.ID, code string) error {
	a, err := s.Safety(ctx, id)
	if err != nil {
		return err
	}
	if code != "" {
		if err := checkCode(code, s.Key.ID(), id, a.Number); err != nil {
			return err
		}
	}
	return s.Vault.Update(ctx, "person verify", func(tx *vault.Tx) error {
		t, err := readTrust(tx, id)
		if err != nil {
			return err
		}
		if t.device == nil {
			return ErrUnknown // no card yet, so there is no device to believe in
		}
		t.verified = time.Now()
		return s.confirm(tx, id, t)
	})
}

// Unverify takes the mark back.
func (s *Service) Unverify(ctx context.Context, id peer.ID) error {
	return s.Vault.Update(ctx, "person unverify", func(tx *vault.Tx) error {
		tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
		return tx.Do("taking a mark back", `UPDATE trust SET verified = 0 WHERE peer = ?`, id.String())
	})
}
