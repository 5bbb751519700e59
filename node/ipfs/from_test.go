package ipfs

import (
	"context"
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/test"

	"restante/node/p2p"
)

// dead is a peer that nobody is, at an address where nobody listens.
func dead(t testing.TB) peer.AddrInfo {
	t.Helper()
	h := newHost(t, tcpHere)
	info := h.Info()
	h.Close()
	return info
}

func TestGetFromANamedPeer(t *testing.T) {
	served, h := new(memory), newHost(t, quicHere)
	newExchange(t, h, served)
	data := random(t, 1000)
	c := served.put(data)
	client := newExchange(t, newHost(t, quicHere))
	from := []peer.AddrInfo{dead(t), dead(t), h.Info(), dead(t), h.Info()}
	if got, err := client.GetFrom(t.Context(), c, 1000, from); err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
	if _, err := client.GetFrom(t.Context(), c, 999, from); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v, want ErrTooLarge", err)
	}
}

func TestGetFromWhatIsHere(t *testing.T) {
	local := new(memory)
	client := newExchange(t, newHost(t, quicHere), local)
	data := random(t, 100)
	if got, err := client.GetFrom(t.Context(), local.put(data), 100, []peer.AddrInfo{dead(t)}); err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func TestGetFromNobody(t *testing.T) {
	client := newExchange(t, newHost(t, quicHere))
	self := client.host.Info()
	for name, from := range map[string][]peer.AddrInfo{
		"dead": {dead(t), dead(t)}, "without an address": {{ID: test.RandPeerIDFatal(t)}}, "oneself": {self},
	} {
		if _, err := client.GetFrom(t.Context(), CID([]byte("nowhere")), 100, from); !errors.Is(err, p2p.ErrUnreachable) {
			t.Errorf("%s: error %v, want ErrUnreachable", name, err)
		}
	}
	got := openPinned(t, t.TempDir())
	if err := client.FetchDAG(t.Context(), got, CID([]byte("nowhere")), 100, dead(t)); !errors.Is(err, p2p.ErrUnreachable) {
		t.Errorf("a DAG: error %v, want ErrUnreachable", err)
	}
}

// Strangers tell addresses: they must not make us knock at our own machines.
func TestGetFromAPrivateAddress(t *testing.T) {
	served, h := new(memory), newHost(t, tcpHere)
	newExchange(t, h, served)
	c := served.put(random(t, 100))
	noRouter := func(c *libp2p.Config) error { c.NATManager = nil; return nil }
	careful := startHost(t, p2p.Options{Listen: []string{tcpHere}, Extra: []libp2p.Option{noRouter}})
	client := newExchange(t, careful)
	if _, err := client.GetFrom(t.Context(), c, 100, []peer.AddrInfo{h.Info()}); !errors.Is(err, p2p.ErrUnreachable) {
		t.Errorf("error %v, want ErrUnreachable", err)
	}
	if len(h.Peers()) > 0 {
		t.Error("it was dialled")
	}
}

// One call dials no more peers than allowed.
func TestGetFromTriesSoManyPeers(t *testing.T) {
	h := newHost(t, quicHere)
	newExchange(t, h)
	client := newExchange(t, newHost(t, quicHere))
	from := make([]peer.AddrInfo, maxFrom, maxFrom+1)
	for i := range from {
		from[i].ID = test.RandPeerIDFatal(t)
	}
	_, err := client.GetFrom(context.Background(), CID([]byte("nowhere")), 100, append(from, h.Info()))
	if !errors.Is(err, p2p.ErrUnreachable) || len(h.Peers()) > 0 {
		t.Errorf("error %v, %d connections", err, len(h.Peers()))
	}
}
