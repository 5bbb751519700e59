package pubsub

import (
	"fmt"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p/p2ptest"
)

// greeted is a guard that a number of peers has called.
func greeted(peers int) *guard {
	g := newGuard(Options{Rate: Rate{}.withDefaults(), MaxMessage: dataSize})
	for i := range peers {
		g.enter(peerID(i))
	}
	return g
}

func peerID(i int) peer.ID { return peer.ID(fmt.Sprint("peer ", i)) }

// hears says how many announcements of a peer are remembered.
func hears(t *testing.T, g *guard, from int, subs ...*pubsub_pb.RPC_SubOpts) int {
	t.Helper()
	kept, err := g.FilterIncomingSubscriptions(peerID(from), subs)
	if err != nil {
		t.Fatal(err)
	}
	return len(kept)
}

func TestAnnouncementsOfOnePeerAreBounded(t *testing.T) {
	g := greeted(1)
	if n := hears(t, g, 0, announcements(0, maxTopics+5).Subscriptions...); n != maxTopics {
		t.Errorf("%d topics of one peer are remembered, want %d", n, maxTopics)
	}
	if n := hears(t, g, 0, subscription(longName(0), false)); n != 1 {
		t.Error("a peer cannot leave a topic")
	}
	if n := hears(t, g, 0, subscription(longName(maxTopics+1), true)); n != 1 {
		t.Error("no room after leaving a topic")
	}
}

func TestNamesAreBounded(t *testing.T) {
	g := greeted(1)
	if n := hears(t, g, 0, subscription("", true), subscription(strings.Repeat("x", maxName+1), true)); n != 0 {
		t.Errorf("%d announcements of bad names are remembered", n)
	}
	if n := hears(t, g, 0, subscription("/never/announced", false)); n != 0 {
		t.Error("a peer left a topic in which it was not")
	}
}

func TestPeersOfATopicAreBounded(t *testing.T) {
	g := greeted(maxTopicPeers + 1)
	for i := range maxTopicPeers {
		if hears(t, g, i, subscription(mail, true), subscription(mail, true)) != 2 {
			t.Fatal("no room in a topic")
		}
	}
	if hears(t, g, maxTopicPeers, subscription(mail, true)) != 0 {
		t.Error("more peers in a topic than allowed")
	}
	g.exit(peerID(3))
	if hears(t, g, 3, subscription(mail, true)) != 0 {
		t.Error("an announcement of a peer that hung up is remembered")
	}
	if hears(t, g, maxTopicPeers, subscription(mail, true)) != 1 {
		t.Error("no room although a peer left")
	}
}

func TestOwnTopicsHaveRoomWhenStrangersFillTheRest(t *testing.T) {
	g := greeted(maxTracked/maxTopics + 1)
	for i := range maxTracked / maxTopics {
		hears(t, g, i, announcements(i*maxTopics, (i+1)*maxTopics).Subscriptions...)
	}
	last := maxTracked / maxTopics
	if g.tracked != maxTracked || hears(t, g, last, subscription("/one/more", true)) != 0 {
		t.Errorf("%d announcements are remembered, want %d", g.tracked, maxTracked)
	}
	g.use(mail, true)
	if hears(t, g, last, subscription(mail, true)) != 1 {
		t.Error("no room in a topic of ours")
	}
	for i := range last + 1 {
		g.exit(peerID(i))
	}
	if g.tracked != 0 || len(g.crowd) != 0 {
		t.Errorf("%d announcements in %d topics are left", g.tracked, len(g.crowd))
	}
}

func TestBudgetsOfPeersThatLeftAreForgottenInTheEnd(t *testing.T) {
	g := greeted(maxPeers)
	if first, second := g.enter(peerID(0)), g.enter(peerID(0)); first != second {
		t.Error("two streams have two budgets")
	}
	for i := 1; i < maxPeers; i++ {
		g.exit(peerID(i))
	}
	g.enter("one more")
	if len(g.guests) != 2 {
		t.Errorf("%d peers are remembered, want the 2 that are there", len(g.guests))
	}
}

// A push node's greeting names all its topics in one frame.
func TestAGreetingNamesAllTopics(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		for i := range maxTopics {
			n[0].relay(longName(i))
		}
		if _, err := n[0].Relay(mail); err == nil {
			t.Error("relays more topics than allowed")
		}
		w.Connect(n[0].host, n[1].host)
		settle()
		n[1].publish(longName(maxTopics-1), "hello")
		if n[1].guard.tracked != maxTopics {
			t.Errorf("%d topics are known, want %d", n[1].guard.tracked, maxTopics)
		}
	})
}
