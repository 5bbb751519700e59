package p2p

import (
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// Of those who are said to live at one address only a few are called, whatever
// they speak there, until it is forgotten.
func TestCallersAtOneAddress(t *testing.T) {
	c, now := newCallers(), time.Unix(1, 0)
	doors := []ma.Multiaddr{ma.StringCast("/ip4/9.9.9.9/udp/1/quic-v1"), ma.StringCast("/ip4/9.9.9.9/udp/1")}
	called := func(from, to int) (n int) {
		for i := from; i < to; i++ {
			if c.admit(peer.ID(fmt.Sprint(i)), doors[i%2], now) {
				n++
			}
		}
		return n
	}
	if n := called(0, 1000); n != callsPeers {
		t.Errorf("%d of 1000 peers at one address are called", n)
	}
	if n := called(0, callsPeers); n != callsPeers {
		t.Errorf("%d of those who were called before are called again", n)
	}
	if !c.admit("9", ma.StringCast("/ip4/9.9.9.9/udp/2/quic-v1"), now) {
		t.Error("the next door is closed too")
	}
	done := c.want("999")
	if !c.admit("999", doors[0], now) {
		t.Error("the peer that is asked for is shut out")
	}
	if done(); c.admit("999", doors[0], now) || len(c.wanted) > 0 {
		t.Error("it is called when nobody asks for it any more")
	}
	now = now.Add(callsForget)
	if n := called(500, 1000); n != callsPeers {
		t.Errorf("%d peers are called when it is forgotten", n)
	}
}

// What is remembered of addresses stays bounded.
func TestCallersForget(t *testing.T) {
	c, now := newCallers(), time.Unix(1, 0)
	for i := range 3 * callsCounted {
		c.admit("a", ma.StringCast(fmt.Sprintf("/ip4/9.%d.%d.%d/tcp/1", i>>16, i>>8&255, i&255)), now)
		if now = now.Add(time.Second); len(c.at) > callsCounted {
			t.Fatalf("%d addresses are remembered", len(c.at))
		}
	}
}
