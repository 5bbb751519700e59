package pubsub

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

const (
	latency = 20 * time.Millisecond
	mail    = "/offlinemessage/somebody"
)

// node is one host with its topics.
type node struct {
	*PubSub
	t    testing.TB
	host *p2p.Host
	mu   sync.Mutex
	got  []string // by listen, in the order of arrival
	seen []peer.ID
}

// inWorld runs a test in a virtual network with n nodes that are not connected.
func inWorld(t *testing.T, n int, edit func(*Options), f func(t *testing.T, w *p2ptest.World, nodes []*node)) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		nodes := make([]*node, n)
		for i := range nodes {
			nodes[i] = newNode(t, w.Host(), edit)
		}
		f(t, w, nodes)
	})
}

func newNode(t testing.TB, h *p2p.Host, edit func(*Options)) *node {
	t.Helper()
	o := Options{Host: h, Log: slog.New(slog.DiscardHandler)}
	if edit != nil {
		edit(&o)
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return &node{PubSub: p, t: t, host: h}
}

// listen subscribes and keeps what comes.
func (n *node) listen(name string) (stop func()) {
	n.t.Helper()
	stop, err := n.Subscribe(name, func(_ context.Context, data []byte) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.got = append(n.got, string(data))
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return stop
}

func (n *node) relay(name string) (stop func()) {
	n.t.Helper()
	stop, err := n.Relay(name)
	if err != nil {
		n.t.Fatal(err)
	}
	return stop
}

// watch keeps who was reported.
func (n *node) watch(name string) (stop func()) {
	n.t.Helper()
	stop, err := n.Watch(name, func(id peer.ID) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.seen = append(n.seen, id)
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return stop
}

func (n *node) publish(name, text string) {
	n.t.Helper()
	if err := n.Publish(context.Background(), name, []byte(text)); err != nil {
		n.t.Fatal(err)
	}
}

// want fails the test unless exactly these messages came so far.
func (n *node) want(texts ...string) {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if fmt.Sprint(n.got) != fmt.Sprint(texts) {
		n.t.Errorf("got %q, want %q", n.got, texts)
	}
}

func (n *node) sawOnly(ids ...peer.ID) {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if fmt.Sprint(n.seen) != fmt.Sprint(ids) {
		n.t.Errorf("reported %v, want %v", n.seen, ids)
	}
}

// settle lets everything that is under way arrive.
func settle() {
	<-time.After(time.Second)
	synctest.Wait()
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
