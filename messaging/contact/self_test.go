package contact

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging/card"
	"restante/node/p2p"
	"restante/node/vault"
)

// One's card is signed when something on it changed, and only then.
func TestCardFollowsWhatItSays(t *testing.T) {
	alice, oslo := newSide(t), newSide(t)
	at := func(a string) peer.AddrInfo {
		return peer.AddrInfo{ID: oslo.id(), Addrs: []multiaddr.Multiaddr{multiaddr.StringCast(a)}}
	}
	last, told := alice.version(), alice.onSelf
	for _, c := range []struct {
		name    string
		change  func()
		changed bool
	}{
		{"nothing", func() {}, false},
		{"an address", func() { alice.addrs = []string{"/ip4/1.2.3.4/tcp/5"} }, true},
		{"the same address", func() { alice.addrs = []string{"/ip4/1.2.3.4/tcp/5/p2p/" + alice.id().String()} }, false},
		{"a second one", func() { alice.addrs = []string{"/ip4/1.2.3.4/tcp/5", "/ip4/2.3.4.5/tcp/6"} }, true},
		{"their order", func() { alice.addrs = []string{"/ip4/2.3.4.5/tcp/6", "/ip4/1.2.3.4/tcp/5"} }, false},
		{"a push node", func() { alice.nodes = []peer.AddrInfo{at("/ip4/9.9.9.9/tcp/1")} }, true},
		{"its address", func() { alice.nodes = []peer.AddrInfo{at("/ip4/9.9.9.9/tcp/2")} }, true},
		{"no push node", func() { alice.nodes = nil }, true},
		{"the name", func() { must(t, alice.SetName(t.Context(), "Alice")) }, true},
		{"the same name", func() { must(t, alice.SetName(t.Context(), "Alice")) }, false},
	} {
		c.change()
		must(t, alice.Refresh(t.Context()))
		v := alice.version()
		if (v > last) != c.changed || (alice.onSelf > told) != c.changed || alice.onSelf > told+1 {
			t.Errorf("%s: version %d follows %d, told %d times", c.name, v, last, alice.onSelf-told)
		}
		last, told = v, alice.onSelf
	}
	must(t, alice.Vault.Close())
	alice.open() // a restart is no change, either
	must(t, alice.Refresh(t.Context()))
	if alice.version() != last {
		t.Error("a restart signed a new card")
	}
}

// Versions grow also when the clock goes back.
func TestVersionGrowsWithAWrongClock(t *testing.T) {
	alice := newSide(t)
	ahead := uint64(time.Now().Add(time.Hour).UnixMilli())
	alice.update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE self SET version = ?`, int64(ahead))
		return err
	})
	must(t, alice.SetName(t.Context(), "Alice"))
	if v := alice.version(); v != ahead+1 {
		t.Errorf("version %d follows %d", v, ahead)
	}
}

func TestOwnNames(t *testing.T) {
	alice := newSide(t)
	must(t, alice.SetName(t.Context(), strings.Repeat("é", card.MaxName/2)))
	for _, name := range []string{"", strings.Repeat("n", card.MaxName+1), "a\tb", "a\x00b", "\xc3"} {
		if err := alice.SetName(t.Context(), name); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Once a week the card gets a new prekey; the old one stays until the new card
// was out for long.
func TestCardIsRenewedWithThePrekey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice := newSide(t)
		must(t, alice.Start(t.Context()))
		first := alice.version()
		<-time.After(card.RotateAfter - 2*refreshEvery)
		synctest.Wait()
		if alice.version() != first {
			t.Error("the card was renewed before a week was over")
		}
		<-time.After(3 * refreshEvery)
		synctest.Wait()
		c, err := card.Decode(alice.own())
		must(t, err)
		if c.Version <= first || c.Devices[0].Prekey.ID != 2 || len(alice.Keys.Private()) != 2 {
			t.Errorf("version %d with prekey %d", c.Version, c.Devices[0].Prekey.ID)
		}
		must(t, alice.Published(t.Context(), alice.own()))
		alice.Close()
	})
}

func TestWatchFollowsTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		_, err := alice.Add(t.Context(), card.FullLink(bob.own()))
		must(t, err)
		must(t, alice.Start(t.Context()))
		synctest.Wait()
		alice.Bus.Publish(p2p.PeerConnected{ID: bob.id()})
		synctest.Wait()
		came := time.Now()
		if c := alice.get(bob.id()); !c.LastSeen.Equal(came) {
			t.Errorf("came %v, last seen %v", came, c.LastSeen)
		}
		<-time.After(time.Hour / 2)
		alice.Bus.Publish(p2p.PeerDisconnected{ID: bob.id()})
		alice.Bus.Publish(p2p.PeerDisconnected{ID: "somebody"})
		synctest.Wait()
		if c := alice.get(bob.id()); !c.LastSeen.Equal(came.Add(time.Hour / 2)) {
			t.Errorf("went after half an hour, last seen %v", c.LastSeen)
		}
		before := alice.version()
		alice.mu.Lock()
		alice.addrs = []string{"/ip4/1.2.3.4/tcp/5"}
		alice.mu.Unlock()
		alice.Bus.Publish(p2p.NetworkChanged{})
		synctest.Wait()
		if alice.version() <= before {
			t.Error("a new address is not on the card")
		}
		alice.Close()
	})
}
