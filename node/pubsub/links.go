package pubsub

import (
	"context"
	"sync"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"golang.org/x/time/rate"
)

// links is the host as the library sees it: streams from peers are read within
// their budgets, and streams to peers never dial.
type links struct {
	host.Host
	ctx   context.Context // ends with PubSub.Close
	guard *guard

	mu     sync.Mutex // guards next, and closed together with tasks.Add
	next   context.Context
	open   context.CancelFunc // ends next
	closed bool
	tasks  sync.WaitGroup // streams from peers
}

func newLinks(ctx context.Context, h host.Host, g *guard) *links {
	l := &links{Host: h, ctx: ctx, guard: g}
	l.next, l.open = context.WithCancel(ctx)
	return l
}

// opened ends when the next stream to a peer is open.
func (l *links) opened() context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next
}

// NewStream opens the stream on which messages go to a connected peer.
func (l *links) NewStream(ctx context.Context, to peer.ID, ps ...protocol.ID) (network.Stream, error) {
	s, err := l.Host.NewStream(network.WithNoDial(ctx, "whoever is connected"), to, ps...)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open()
	l.next, l.open = context.WithCancel(l.ctx)
	return s, err
}

// SetStreamHandler serves the streams on which messages come from peers.
func (l *links) SetStreamHandler(p protocol.ID, f network.StreamHandler) {
	l.Host.SetStreamHandler(p, func(s network.Stream) {
		if !l.begin() {
			_ = s.Reset() // whether it hears of it or not: nobody reads the stream
			return
		}
		defer l.tasks.Done()
		from := s.Conn().RemotePeer()
		bytes := l.guard.enter(from)
		defer l.guard.exit(from)
		f(&paced{Stream: s, ctx: l.ctx, bytes: bytes})
	})
}

// begin counts a stream that close must wait for, unless we are closed.
func (l *links) begin() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	l.tasks.Add(1)
	return true
}

// close ends every stream; the context has ended before.
func (l *links) close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.RemoveStreamHandler(protocolID)
	for _, c := range l.Network().Conns() {
		for _, s := range c.GetStreams() {
			if s.Protocol() == protocolID {
				_ = s.Reset() // fails where the connection is gone, and the stream with it
			}
		}
	}
	l.tasks.Wait()
}

// paced is a stream that is read no faster than its peer's budget grows.
type paced struct {
	network.Stream
	ctx   context.Context
	bytes *rate.Limiter
}

func (s *paced) Read(b []byte) (int, error) {
	n, err := s.Stream.Read(b[:min(len(b), readStep)])
	if wait := s.bytes.WaitN(s.ctx, n); wait != nil && err == nil {
		err = wait
	}
	return n, err
}
