package p2p

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"

	"restante/node/vault/vaulttest"
)

func TestReachedPeersAreRememberedAcrossStarts(t *testing.T) {
	v := vaulttest.New(t, Schema)
	o := newOptions(t, func(o *Options) { o.Vault = v })
	first, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	friend, caller := newHost(t), newHost(t)
	connect(t, first, friend)
	connect(t, caller, first)
	sub := first.bus.Subscribe(100)
	if first.Connected(friend.ID()) {
		first.noteDialled(friend.ID()) // what the watcher does, perhaps not yet
	}
	sub.Close()
	first.Close()

	o.Bus = nil
	second, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if len(second.book.addrs(friend.ID())) == 0 {
		t.Error("the peer that was reached is forgotten")
	}
	if len(second.book.addrs(caller.ID())) > 0 {
		t.Error("a peer that called is remembered: strangers could crowd out the others")
	}
}

// Alone and without named peers, a start finds somebody it met before.
func TestStartFindsARememberedPeer(t *testing.T) {
	v := vaulttest.New(t, Schema)
	friend := newHost(t)
	b, err := openBook(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	b.reached(friend.ID(), friend.Info().Addrs[0])
	b.save(slog.New(slog.DiscardHandler))

	sub := friend.bus.Subscribe(10)
	defer sub.Close()
	h := newHost(t, func(o *Options) { o.Vault = v })
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: h.ID()} })
}

func TestForgottenAddressesAreCalledBack(t *testing.T) {
	a, b := newHost(t), newHost(t)
	a.Learn(b.Info())
	a.host.Peerstore().ClearAddrs(b.ID()) // as libp2p does after a while
	if err := a.dial(t.Context(), b.ID()); err != nil {
		t.Error(err)
	}
}

func TestBookIsCapped(t *testing.T) {
	v := vaulttest.New(t, Schema)
	b, err := openBook(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	best := somePeer(0)
	for i := range bookAddrs + 3 {
		b.reached(best, ma.StringCast(fmt.Sprintf("/ip4/1.2.3.4/tcp/%d", i+1)))
	}
	for i := range bookPeers + 10 {
		b.learn(somePeer(i+1), []ma.Multiaddr{ma.StringCast("/ip4/1.2.3.4/tcp/1")})
	}
	b.save(slog.New(slog.DiscardHandler))

	b, err = openBook(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.peers) != bookPeers {
		t.Errorf("%d peers remembered, want %d", len(b.peers), bookPeers)
	}
	addrs := b.addrs(best)
	if len(addrs) != bookAddrs || addrs[0].String() != fmt.Sprintf("/ip4/1.2.3.4/tcp/%d", bookAddrs+3) {
		t.Errorf("the peer that was reached has addresses %v", addrs)
	}
	if recent := b.recent(1); len(recent) != 1 || recent[0].ID != best {
		t.Errorf("the best remembered peer is %v", recent)
	}
}

func TestBookKeepsTheTimeOfTheLastContact(t *testing.T) {
	b, err := openBook(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	id, a := somePeer(1), ma.StringCast("/ip4/1.2.3.4/tcp/1")
	b.reached(id, a)
	seen := b.peers[id].seen
	b.learn(id, []ma.Multiaddr{ma.StringCast("/ip4/1.2.3.4/tcp/2")})
	if got := b.peers[id].seen; got != seen || got.After(time.Now()) {
		t.Errorf("seen %v, want %v", got, seen)
	}
}

func somePeer(i int) peer.ID {
	// The identity multihash of four bytes is a valid, if useless, peer ID.
	return peer.ID([]byte{0, 4, byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i)})
}

func FuzzAddEntry(f *testing.F) {
	f.Add("12D3KooWGC6TvWhfapngX6wvJHMYvKpDMXPb3ZnCZ6dMoaMtimQ5", "/ip4/1.2.3.4/tcp/1 /dns4/a/tcp/2", int64(5))
	f.Add("nobody", "nowhere", int64(-1))
	f.Fuzz(func(t *testing.T, id, addrs string, seen int64) {
		addEntry(make(map[peer.ID]entry), row{id, addrs, seen})
	})
}
