package p2p

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// A host that nobody can dial is reached through the relay it was given.
func TestRelayedStream(t *testing.T) {
	server := newHost(t, func(o *Options) { o.Server = true })
	hidden := newHost(t, func(o *Options) { o.Relays = []peer.AddrInfo{server.Info()} })
	hidden.Handle("/test/1", Limits{Frame: 1 << 20}, echo)
	circuit := awaitRelay(t, hidden)

	caller := newHost(t)
	if err := caller.Connect(t.Context(), peer.AddrInfo{ID: hidden.ID(), Addrs: []ma.Multiaddr{circuit}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, caller, hidden, Limits{Frame: 1 << 20})
	body := make([]byte, 512<<10) // four times what a stock relay lets pass
	if err := s.SendBytes(body); err != nil {
		t.Fatal(err)
	}
	if got, err := s.ReceiveBytes(); err != nil || len(got) != len(body) {
		t.Errorf("%d bytes came back, error %v", len(got), err)
	}
	if p := caller.Peers(); !slices.ContainsFunc(p, func(p Peer) bool { return p.ID == hidden.ID() }) {
		t.Errorf("a relayed peer is not among %v", p)
	}
}

// awaitRelay waits until a relay has given h an address.
func awaitRelay(t *testing.T, h *Host) ma.Multiaddr {
	t.Helper()
	sub, err := h.host.EventBus().Subscribe(new(event.EvtAutoRelayAddrsUpdated))
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close()
	for e := range sub.Out() { // the last one is told to every new reader
		if addrs := e.(event.EvtAutoRelayAddrsUpdated).RelayAddrs; len(addrs) > 0 {
			return addrs[0]
		}
	}
	t.Fatal("no relay")
	return nil
}
