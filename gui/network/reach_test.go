package network

import (
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/gui/names"
	"restante/messaging"
	"restante/offline/storage"
)

func conn(addr, direction string) messaging.ConnectedPeer {
	return messaging.ConnectedPeer{ID: guitest.ID(addr), Addr: addr, Direction: direction}
}

// TestReachIsToldByWhatHappened goes through what a computer can know of itself.
func TestReachIsToldByWhatHappened(t *testing.T) {
	const (
		outside = "/ip4/93.184.215.14/udp/4001/quic-v1"
		inside  = "/ip4/192.168.1.9/udp/4001/quic-v1"
		relayed = "/ip4/93.184.215.14/udp/4001/quic-v1/p2p/12D3KooWDRwznTbet6Ak3bGqX3R7kKjgV69KEJwpAJZcMPxVdCDL/p2p-circuit"
	)
	for _, c := range []struct {
		name  string
		peers []messaging.ConnectedPeer
		relay bool
		want  string
	}{
		{"alone", nil, true, "Not connected"},
		{"we dialled", []messaging.ConnectedPeer{conn(outside, "out")}, false, "Only you connect"},
		{"a neighbour came", []messaging.ConnectedPeer{conn(inside, "in")}, false, "Reachable on your network"},
		{"somebody came by relay", []messaging.ConnectedPeer{conn(relayed, "in")}, false, "Only you connect"},
		{"a relay takes calls", []messaging.ConnectedPeer{conn(inside, "in")}, true, "Reachable through a relay"},
		{"somebody came from outside", []messaging.ConnectedPeer{conn(outside, "in")}, true, "Reachable directly"},
		{"an address of rubbish", []messaging.ConnectedPeer{conn("rubbish", "in")}, false, "Only you connect"},
	} {
		w := guitest.Empty()
		w.Conns, w.Nodes = c.peers, guitest.Nodes()
		if c.relay {
			w.Addrs = append(w.Addrs, w.Nodes[0].Addr+"/p2p-circuit/p2p/"+w.Me.Peer.String())
		}
		s := state{config: messaging.Config{Addrs: w.Addrs}, peers: c.peers, nodes: w.Nodes}
		if got := whileOn(s); got.title != c.want {
			t.Errorf("%s: %q, want %q", c.name, got.title, c.want)
		}
	}
}

func TestTheRelayIsNamed(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	if got := relayNames(d.page.last); len(got) != 1 || got[0] != "push-oslo.example" {
		t.Errorf("relays are %q", got)
	}
	d.world.Nodes = nil
	d.page.Reload()
	if got := relayNames(d.page.last); len(got) != 1 || got[0] != names.Short(guitest.ID("push-oslo")) {
		t.Errorf("a relay of nobody's is %q", got)
	}
}

func TestWhoHoldsMailIsToldTruly(t *testing.T) {
	d, store := newDesk(t, guitest.Busy()), &guitest.Storage{}
	d.page.o.Places = store
	d.says("3 push nodes hold your mail")
	for i := range d.world.Nodes {
		d.world.Nodes[i].Online = false
	}
	d.world.Loop.Advance(pace)
	d.says("Your push nodes do not answer")
	d.silent("3 push nodes hold your mail")
	d.world.Nodes = nil
	d.world.Loop.Advance(pace)
	d.says("Nobody holds your mail")
	store.All = []storage.Account{{ID: "a", Title: "My space", Inbox: true, Health: storage.Health{Failing: guitest.Now}}}
	d.world.Loop.Advance(pace)
	d.says("Nobody holds your mail")
	store.All[0].Failing = time.Time{}
	d.world.Loop.Advance(pace)
	d.says("Your storage holds your mail", "Your contacts may leave mail at My space while you are away, sealed. Strangers cannot.")
}
