package demo

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"
)

// Options are what a World needs.
type Options struct {
	Dir  string       // an empty folder for all of them; the caller removes it
	Tell func(string) // takes each line, one at a time
	Pace Pace
	Log  *slog.Logger // of every machine; nil: slog.Default()

	// Place says where the next machine listens; nil is loopback.
	Place func() (listen []string, extra []libp2p.Option)
}

// Pace is how fast the world goes. The zero Pace waits for nobody's eyes.
type Pace struct {
	Line  time.Duration // after a line of the story
	Think time.Duration // before somebody answers
	Stay  time.Duration // how long Ben stays
	Away  time.Duration // how long Ben is away
	Lie   time.Duration // how long something lies for him, at least, before he comes
}

// Human is a pace that one can read along with.
var Human = Pace{Line: 1200 * time.Millisecond, Think: 1500 * time.Millisecond,
	Stay: 20 * time.Second, Away: 30 * time.Second, Lie: 8 * time.Second}

// World is two push nodes and three people.
type World struct {
	Options
	nodes         []*pushNode
	ada, ben, you *person

	stop  context.CancelFunc
	lives sync.WaitGroup
}

// You is what your own node needs.
type You struct {
	Dir       string          // a data folder with your keys, contacts and push nodes
	Bootstrap []peer.AddrInfo // who is there
}

// Open starts everybody and introduces you to Ada and Ben.
func Open(ctx context.Context, o Options) (*World, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	w := &World{Options: o, stop: func() {}}
	for _, step := range []func(context.Context) error{w.openNodes, w.openPeople, w.introduce} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, w.Close())
		}
	}
	return w, nil
}

func (w *World) openNodes(ctx context.Context) error {
	for _, name := range []string{"node-1", "node-2"} {
		n, err := openPushNode(ctx, w.place(name), w.hub())
		if err != nil {
			return err
		}
		w.nodes = append(w.nodes, n)
	}
	return nil
}

func (w *World) openPeople(ctx context.Context) error {
	w.ada, w.ben, w.you = w.person("Ada"), w.person("Ben"), w.person("You")
	var all errgroup.Group
	for _, p := range w.people() {
		all.Go(func() error { return p.settle(ctx, w.nodes) })
	}
	return all.Wait()
}

func (w *World) person(name string) *person {
	return &person{name: name, place: w.place(strings.ToLower(name)), hub: w.hub(), heard: make(map[string]bool)}
}

func (w *World) people() []*person { return []*person{w.ada, w.ben, w.you} }

// introduce lets everybody know you, and you them.
func (w *World) introduce(ctx context.Context) error {
	for _, p := range []*person{w.ada, w.ben} {
		if err := errors.Join(p.meet(ctx, w.you), w.you.meet(ctx, p)); err != nil {
			return err
		}
	}
	return nil
}

// hub is whom everybody connects to.
func (w *World) hub() (all []peer.AddrInfo) {
	for _, n := range w.nodes {
		all = append(all, n.node.Host.Info())
	}
	return all
}

// holders names the push nodes as the window does: "127.0.0.1:4101 and 127.0.0.1:4102".
func (w *World) holders() string {
	var names []string
	for _, n := range w.nodes {
		names = append(names, n.name)
	}
	return strings.Join(names, " and ")
}

func (w *World) place(name string) place {
	p := place{dir: filepath.Join(w.Dir, name), listen: []string{"/ip4/127.0.0.1/tcp/0"}, log: w.Log.With("machine", name)}
	if w.Place != nil {
		p.listen, p.extra = w.Place()
	}
	return p
}

// Close stops everybody: the people first, while there is somebody to hand over to.
func (w *World) Close() error {
	w.stop()
	w.lives.Wait()
	var all errgroup.Group
	for _, p := range w.people() {
		if p != nil {
			all.Go(p.goes)
		}
	}
	err := all.Wait()
	for _, n := range w.nodes {
		err = errors.Join(err, n.close())
	}
	return err
}
