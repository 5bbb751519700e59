package pubsub

import (
	"slices"
	"sync"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"
)

// guard decides what peers may send. The library asks it before anything else
// happens to a message: what the guard drops is not marked as seen.
type guard struct {
	rate Rate
	max  int

	mu      sync.Mutex
	mine    map[string]bool // topics in use here
	crowd   map[string]int  // peers in each topic
	tracked int             // sum of crowd
	guests  map[peer.ID]*guest
	all     *rate.Limiter // messages of all peers
}

var _ libpubsub.SubscriptionFilter = (*guard)(nil)

// guest is one peer: its budgets, and the topics that it announced.
type guest struct {
	streams  int
	bytes    *rate.Limiter
	messages *rate.Limiter
	topics   map[string]bool
}

func newGuard(o Options) *guard {
	return &guard{rate: o.Rate, max: o.MaxMessage, mine: make(map[string]bool),
		crowd: make(map[string]int), guests: make(map[peer.ID]*guest), all: o.Rate.messages(together)}
}

// use notes that a topic is in use here, or no longer.
func (g *guard) use(name string, used bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if used {
		g.mine[name] = true
	} else {
		delete(g.mine, name)
	}
}

// enter notes that a peer opened a stream, and returns its budget of bytes,
// which a new stream does not fill again.
func (g *guard) enter(from peer.ID) *rate.Limiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	v, ok := g.guests[from]
	if !ok {
		g.shrink()
		v = &guest{bytes: g.rate.bytes(), messages: g.rate.messages(1), topics: make(map[string]bool)}
		g.guests[from] = v
	}
	v.streams++
	return v.bytes
}

// exit forgets the topics of a peer whose last stream ended.
func (g *guard) exit(from peer.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v := g.guests[from]
	if v.streams--; v.streams > 0 {
		return
	}
	for name := range v.topics {
		g.part(v, name)
	}
}

// shrink forgets the budgets of peers that are away, once there are too many.
func (g *guard) shrink() {
	if len(g.guests) < maxPeers {
		return
	}
	for id, v := range g.guests {
		if v.streams == 0 {
			delete(g.guests, id)
		}
	}
}

// inspect drops the messages that a peer may not send.
func (g *guard) inspect(from peer.ID, rpc *libpubsub.RPC) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	v, ok := g.guests[from]
	rpc.Control = nil
	rpc.Publish = slices.DeleteFunc(rpc.Publish, func(m *pubsub_pb.Message) bool {
		return !ok || !plain(m, g.max) || !v.messages.Allow() || !g.all.Allow()
	})
	return nil
}
