package delivery

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

// loser is a kind's owner that takes back what it sent to a lost device.
type loser struct {
	*owner
	s    *side
	lost []peer.ID
}

func (l *loser) Lost(tx *vault.Tx, p peer.ID) error {
	l.lost = append(l.lost, p)
	return l.s.Forget(tx, envelope.KindPicture, p, "p1")
}

// An owner hears once of a lost device, before what it had there is sent again.
func TestOwnersHearOfALostDevice(t *testing.T) {
	alice, before := pair(t)
	l := &loser{owner: alice.owner, s: alice}
	alice.pays(before)
	alice.Handle(envelope.KindPicture, l)
	alice.update(func(tx *vault.Tx) error {
		_, err := alice.Send(tx, Outgoing{Peer: before.id(), Kind: envelope.KindPicture, ID: "p1", Body: []byte("p1")})
		return err
	})
	before.Handle(envelope.KindPicture, before.owner)
	alice.carry(before, alice.out.take())
	after := before.reinstalled()
	alice.meets(after)
	after.meets(alice)
	alice.renews()
	if len(l.lost) != 0 {
		t.Error("he is said to have lost something already")
	}
	_, p := alice.send(before, "are you back?")
	alice.carry(after, []outbox.Parcel{p})
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d are sent again, although they were taken back", len(ps))
	}
	alice.renews()
	if !slices.Equal(l.lost, []peer.ID{before.id()}) {
		t.Errorf("heard of %v", l.lost)
	}
}

// The first message of each run of a peer's program is told of, and only that one.
func TestHeard(t *testing.T) {
	alice, bob := pair(t)
	events := alice.Bus.Subscribe(100)
	heard := func() (n int) {
		all, _ := events.Take()
		for _, e := range all {
			if e == (Heard{bob.id()}) {
				n++
			}
		}
		return n
	}
	known := func(want bool) {
		t.Helper()
		must(t, alice.Vault.View(t.Context(), func(tx *vault.Tx) error {
			if got, err := alice.HeardOf(tx, bob.id()); err != nil || got != want {
				t.Errorf("heard of him: %v, %v", got, err)
			}
			return nil
		}))
	}
	known(false)
	for _, c := range []struct {
		id   string
		want int
	}{{"m1", 1}, {"m2", 0}} {
		_, p := bob.send(alice, c.id)
		alice.gets(p.Sealed)
		if n := heard(); n != c.want {
			t.Errorf("%s: told %d times", c.id, n)
		}
	}
	known(true)
	bob.run[0]++ // he started again
	_, p := bob.send(alice, "m3")
	alice.gets(p.Sealed)
	if n := heard(); n != 1 {
		t.Errorf("a new run: told %d times", n)
	}
}
