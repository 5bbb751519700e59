package contact

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
)

// moves gives a side's next card another device, or its own one again with 0.
func (s *side) moves(to byte) []byte {
	s.t.Helper()
	c, err := card.Decode(s.own())
	must(s.t, err)
	s.later++
	c.Version += s.later
	if to > 0 {
		c.Devices[0].ID = envelope.Device{to}
	}
	raw, err := card.Encode(s.Key, c)
	must(s.t, err)
	return raw
}

func (s *side) reads(of peer.ID, raw []byte) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Learn(tx, of, raw) })
}

func (s *side) believes(id peer.ID, d envelope.Device) (yes bool) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), func(tx *vault.Tx) (err error) {
		yes, err = s.Confirmed(tx, id, d)
		return err
	}))
	return yes
}

// The first device of a person is believed in, another one only once this user said
// so, also if nobody ever compared numbers.
func TestANewDeviceWaits(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	if !alice.believes(bob.id(), envelope.Device{7}) {
		t.Error("a device of somebody without a card waits")
	}
	alice.learns(bob)
	old := bob.Keys.Device()
	if c := alice.get(bob.id()); c.NewDevice || !alice.believes(bob.id(), old) {
		t.Errorf("the first device waits: %+v", c)
	}
	must(t, alice.Verify(t.Context(), bob.id(), ""))
	sub := alice.Bus.Subscribe(16)
	defer sub.Close()
	alice.reads(bob.id(), bob.moves(0)) // a new prekey, say
	if c := alice.get(bob.id()); c.NewDevice || c.Verified.IsZero() {
		t.Errorf("the same device waits: %+v", c)
	}
	alice.reads(bob.id(), bob.moves(2))
	if c := alice.get(bob.id()); !c.NewDevice || !c.Verified.IsZero() {
		t.Errorf("a new device does not wait, or the mark stays: %+v", c)
	}
	if alice.believes(bob.id(), envelope.Device{2}) || !alice.believes(bob.id(), old) {
		t.Error("the wrong device is believed in")
	}
	if events, _ := sub.Take(); !slices.Contains(events, any(NewDevice{bob.id()})) {
		t.Errorf("nobody was told: %v", events)
	}
	alice.reads(bob.id(), bob.moves(3)) // and yet another one
	var confirmed []peer.ID
	alice.OnConfirmed = func(_ *vault.Tx, id peer.ID) error { confirmed = append(confirmed, id); return nil }
	must(t, alice.ConfirmDevice(t.Context(), bob.id()))
	must(t, alice.ConfirmDevice(t.Context(), bob.id()))
	if !alice.believes(bob.id(), envelope.Device{3}) || alice.believes(bob.id(), envelope.Device{2}) || alice.get(bob.id()).NewDevice {
		t.Error("the wrong device was confirmed")
	}
	if len(confirmed) != 1 {
		t.Errorf("told %d times", len(confirmed))
	}
}

// Comparing numbers confirms the device as well.
func TestVerifyingConfirms(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.learns(bob)
	alice.reads(bob.id(), bob.moves(2))
	told := 0
	alice.OnConfirmed = func(*vault.Tx, peer.ID) error { told++; return nil }
	must(t, alice.Verify(t.Context(), bob.id(), ""))
	if c := alice.get(bob.id()); c.NewDevice || c.Verified.IsZero() || told != 1 {
		t.Errorf("%+v, told %d times", c, told)
	}
}

// A device that comes back needs no word.
func TestTheOldDeviceIsBack(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.learns(bob)
	alice.reads(bob.id(), bob.moves(2))
	alice.reads(bob.id(), bob.moves(0))
	if alice.get(bob.id()).NewDevice || !alice.believes(bob.id(), bob.Keys.Device()) {
		t.Error("the first device waits")
	}
}
