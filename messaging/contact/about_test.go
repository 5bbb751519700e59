package contact

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging/card"
)

func TestAboutAPerson(t *testing.T) {
	alice, bob, oslo := newSide(t), newSide(t), newSide(t)
	bob.nodes = []peer.AddrInfo{{ID: oslo.id(), Addrs: []multiaddr.Multiaddr{multiaddr.StringCast("/ip4/1.2.3.4/tcp/5")}}}
	bob.addrs = []string{"/ip4/6.7.8.9/tcp/10/p2p/" + bob.id().String()}
	must(t, bob.Refresh(t.Context()))
	_, err := alice.Add(t.Context(), card.FullLink(bob.own()))
	must(t, err)
	alice.online[bob.id()] = true
	a, err := alice.About(t.Context(), bob.id())
	must(t, err)
	if a.Peer != bob.id() || !a.Online || a.PushNodes != 1 || a.Addrs != 1 {
		t.Errorf("%+v", a)
	}
	if len(a.Nodes) != 1 || a.Nodes[0].ID != oslo.id() || len(a.Nodes[0].Addrs) != 1 {
		t.Errorf("mail is held by %v", a.Nodes)
	}
	if age := time.Since(a.Signed); age < 0 || age > time.Minute {
		t.Errorf("the card was signed %v ago", age)
	}
}

func TestAboutAPersonWithoutACard(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	a, err := alice.About(t.Context(), bob.id())
	if err != nil || a.Name != short(bob.id()) || !a.Signed.IsZero() || a.Nodes != nil || a.Addrs != 0 {
		t.Errorf("%+v, %v", a, err)
	}
}
