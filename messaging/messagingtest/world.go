// Package messagingtest is a small world for stories: several users and push
// nodes in one process, each with a data folder, a database and a node of its
// own. They come and go, and each story ends with the audit of every folder.
//
//	w := messagingtest.New(t)
//	w.PushNode("oslo")
//	w.User("alice", "oslo")
//	w.User("bob", "oslo")
//	w.Meet("alice", "bob")
//	w.Stop("bob")
//	id := w.As("alice").Send("bob", "hi")
//	w.As("alice").Waits(id, delivery.Stored)
//
// [New] uses TCP on loopback; [Virtual] uses a simulated network under the
// virtual clock of testing/synctest, where hours pass in a moment. There the
// network can lose packets, part, and heal:
//
//	w.Lose(0.1)
//	w.Cut("bob", "oslo")
//	w.Heal()
//	w.Dies("oslo") // with no time to tell anybody
package messagingtest

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p/p2ptest"
)

// World holds all users and push nodes of one story.
type World struct {
	t     testing.TB
	dir   string
	net   *p2ptest.World // nil: loopback
	log   *slog.Logger
	limit time.Duration // for anything that a story waits for
	tick  time.Duration // between two looks at what has no event
	users map[string]*User
	nodes map[string]*PushNode
	hub   []peer.AddrInfo // who those that come later connect to at each start
}

// New is a world on loopback.
func New(t testing.TB) *World {
	w := &World{t: t, dir: t.TempDir(), limit: 60 * time.Second, tick: 100 * time.Millisecond, log: logger(),
		users: make(map[string]*User), nodes: make(map[string]*PushNode)}
	t.Cleanup(w.End)
	return w
}

// Virtual is a world on simulated links, each with this latency one way. Call it
// inside a synctest bubble.
func Virtual(t testing.TB, latency time.Duration) *World {
	net := p2ptest.NewWorld(t, latency)
	w := New(t)
	w.net, w.limit, w.tick = net, 2*24*time.Hour, time.Second
	return w
}

// logger is silent unless RESTANTE_TEST_LOG is set.
func logger() *slog.Logger {
	if os.Getenv("RESTANTE_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// place is where one machine lives: its folder and its spot on the network.
type place struct {
	dir    string
	hub    []peer.AddrInfo
	listen []string
	extra  []libp2p.Option
}

func (w *World) place(name string) place {
	p := place{dir: filepath.Join(w.dir, name), hub: w.hub, listen: []string{"/ip4/127.0.0.1/tcp/0"}}
	if w.net != nil {
		o := w.net.Options()
		// There is no TCP here to fall back on when libp2p takes UDP for blocked.
		p.listen, p.extra = o.Listen, append(o.Extra, libp2p.UDPBlackHoleSuccessCounter(nil))
	}
	return p
}

// Start starts machines that were stopped.
func (w *World) Start(names ...string) {
	w.t.Helper()
	for _, n := range names {
		if u := w.users[n]; u != nil {
			u.start()
		} else {
			w.nodes[n].start()
		}
	}
}

// Stop stops machines as a person would.
func (w *World) Stop(names ...string) {
	w.t.Helper()
	for _, n := range names {
		if err := w.stop(n); err != nil {
			w.t.Fatalf("stopping %s: %v", n, err)
		}
	}
}

func (w *World) stop(name string) error {
	if u := w.users[name]; u != nil {
		return u.stop()
	}
	return w.nodes[name].stop()
}

// As is the user of this name.
func (w *World) As(name string) *User {
	w.t.Helper()
	if u := w.users[name]; u != nil {
		return u
	}
	w.t.Fatalf("there is no user %s", name)
	return nil
}

// Node is the push node of this name.
func (w *World) Node(name string) *PushNode { return w.nodes[name] }

// Hub lets all who come from now on connect to this user, so that they find each
// other, and the DHT, without having met.
func (w *World) Hub(name string) {
	w.t.Helper()
	w.hub = []peer.AddrInfo{w.As(name).node.Host.Info()}
}

// Meet makes each of two users a contact of the other.
func (w *World) Meet(a, b string) {
	w.t.Helper()
	w.As(a).Adds(w.As(b).Link())
	w.As(b).Adds(w.As(a).Link())
}

// End stops everything and audits every folder. It comes by itself when the test
// ends; who calls it earlier has an empty world after it.
func (w *World) End() {
	w.t.Helper()
	var err error
	for n := range w.users {
		err = errors.Join(err, w.stop(n))
	}
	for n := range w.nodes {
		err = errors.Join(err, w.stop(n))
	}
	if err != nil {
		w.t.Errorf("stopping: %v", err)
	}
	for n, u := range w.users {
		w.report(n, u.audit)
	}
	for n, p := range w.nodes {
		w.report(n, p.audit)
	}
	clear(w.users)
	clear(w.nodes)
}

func (w *World) report(name string, audit func() ([]string, error)) {
	findings, err := audit()
	if err != nil {
		w.t.Errorf("auditing %s: %v", name, err)
	}
	for _, f := range findings {
		w.t.Errorf("audit of %s: %s", name, f)
	}
}
