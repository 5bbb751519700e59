package p2p

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// Limits bound the streams of one protocol. Zero fields take the defaults below.
type Limits struct {
	Frame    int           // largest frame in bytes, sent or received
	Deadline time.Duration // for each Send and Receive, until Stream.Deadline changes it
	PerPeer  int           // streams that one peer may hold open; Handle only
	Total    int           // streams that all peers together may; Handle only
}

const (
	defaultFrame    = 64 << 10
	defaultDeadline = 30 * time.Second
	defaultPerPeer  = 16
	defaultTotal    = 512
)

func (l Limits) withDefaults() Limits {
	if l.Frame == 0 {
		l.Frame = defaultFrame
	}
	if l.Deadline == 0 {
		l.Deadline = defaultDeadline
	}
	if l.PerPeer == 0 {
		l.PerPeer = defaultPerPeer
	}
	if l.Total == 0 {
		l.Total = defaultTotal
	}
	return l
}

// Handle serves a protocol: f runs in a goroutine of its own for each stream
// that the limits admit, the others are reset. When f returns nil the stream is
// closed politely, when it returns an error or panics it is reset. The context
// ends with the host, and so do all calls on the stream.
func (h *Host) Handle(p protocol.ID, l Limits, f func(ctx context.Context, s *Stream) error) {
	sv := &service{host: h, protocol: p, limits: l.withDefaults(), handle: f, open: make(map[peer.ID]int)}
	h.host.SetStreamHandler(p, sv.serve)
}

// service counts and runs the inbound streams of one protocol.
type service struct {
	host     *Host
	protocol protocol.ID
	limits   Limits
	handle   func(ctx context.Context, s *Stream) error

	mu    sync.Mutex
	open  map[peer.ID]int
	total int
}

// serve runs in a goroutine that libp2p started for the stream.
func (sv *service) serve(raw network.Stream) {
	from := raw.Conn().RemotePeer()
	if !sv.admit(from) {
		_ = raw.ResetWithError(network.StreamResourceLimitExceeded) // refused either way
		return
	}
	defer sv.leave(from)
	if !sv.host.begin() {
		_ = raw.Reset() // closing the host ends it anyway
		return
	}
	defer sv.host.tasks.Done()
	sv.run(sv.host.newStream(raw, sv.limits))
}

func (sv *service) run(s *Stream) {
	if err := sv.call(s); err != nil {
		sv.host.log.Debug("a stream ended with an error", "protocol", sv.protocol, "peer", s.Remote(), "error", err)
		s.Reset()
		return
	}
	s.finish()
}

// call runs the handler. What it panics with is somebody's input: it must not
// take the other streams with it.
func (sv *service) call(s *Stream) (err error) {
	ctx, cancel := context.WithCancel(sv.host.ctx)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			sv.host.log.Error("a stream handler panicked", "protocol", sv.protocol, "peer", s.Remote(),
				"panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return sv.handle(ctx, s)
}

func (sv *service) admit(from peer.ID) bool {
	sv.mu.Lock()
	defer sv.mu.Unlock()
	if sv.total >= sv.limits.Total || sv.open[from] >= sv.limits.PerPeer {
		return false
	}
	sv.total++
	sv.open[from]++
	return true
}

func (sv *service) leave(from peer.ID) {
	sv.mu.Lock()
	defer sv.mu.Unlock()
	sv.total--
	if sv.open[from]--; sv.open[from] == 0 {
		delete(sv.open, from)
	}
}

// begin counts a handler that Close must wait for, unless the host is closed.
func (h *Host) begin() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.tasks.Add(1)
	return true
}
