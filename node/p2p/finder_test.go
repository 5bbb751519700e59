package p2p

import (
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestSearchIsSharedAndRemembered(t *testing.T) {
	f, now := newFinder(), time.Now()
	first, fresh := f.begin("wanted", now)
	again, second := f.begin("wanted", now.Add(findAgain-1))
	if first == nil || !fresh || again != first || second {
		t.Error("two searches within a minute")
	}
	if _, fresh := f.begin("wanted", now.Add(findAgain)); !fresh {
		t.Error("no search after a minute")
	}
	f.reset()
	if _, fresh := f.begin("wanted", now.Add(findAgain)); !fresh {
		t.Error("no search on another network")
	}
}

func TestSearchesAreBounded(t *testing.T) {
	f, now := newFinder(), time.Now()
	for i := range findsKept {
		f.begin(somePeer(i), now)
	}
	if s, _ := f.begin("one more", now); s != nil {
		t.Error("one search too many")
	}
	if s, _ := f.begin("later", now.Add(findAgain)); s == nil || len(f.searches) > findsKept {
		t.Errorf("%d searches are remembered", len(f.searches))
	}
}

// A DHT peer that lies about somebody's address cannot make us dial into a private
// network.
func TestFoundAddressesPassTheGate(t *testing.T) {
	careful := newHost(t, withRoutes, listenOn(tcpHere, quicHere), func(o *Options) { o.Loopback = false })
	liar, target := newHost(t, withRoutes), newHost(t)
	liar.Learn(target.Info())
	careful.Trust(liar.Info())
	if err := careful.Connect(t.Context(), liar.Info()); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return careful.Routes() > 0 })
	if err := careful.Connect(t.Context(), peer.AddrInfo{ID: target.ID()}); !errors.Is(err, ErrUnreachable) {
		t.Errorf("error %v, want ErrUnreachable", err)
	}
	if len(target.Peers()) > 0 || len(careful.host.Peerstore().Addrs(target.ID())) > 0 {
		t.Error("the address was believed")
	}
}
