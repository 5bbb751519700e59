package pointer

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
)

// pool keeps streams to holders for the next call.
type pool struct {
	host *p2p.Host

	mu      sync.Mutex
	closed  bool
	resting int // lines that nobody uses
	holders map[peer.ID]*lines
}

// lines are the streams to one holder. The entry goes when it has none and
// nobody calls.
type lines struct {
	places chan struct{} // holds a token for each caller that has a line
	used   int           // callers that have or await one
	idle   []*line
}

// with runs f on a line to the holder. A line that was kept from an earlier call
// may have died unseen, so its failure is tried once more on a new one: every
// call of the protocol may be repeated.
func (p *pool) with(ctx context.Context, holder peer.AddrInfo, f func(*line) error) error {
	n, err := p.enter(ctx, holder.ID)
	if err != nil {
		return err
	}
	defer p.leave(holder.ID, n)
	if l := p.rested(n); l != nil {
		if err := p.run(ctx, n, l, f); !errors.Is(err, errBroken) {
			return err
		}
	}
	l, err := dial(ctx, p.host, holder)
	if err != nil {
		return err
	}
	return p.run(ctx, n, l, f)
}

// enter waits for one of the few places at a holder.
func (p *pool) enter(ctx context.Context, id peer.ID) (*lines, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	n := p.holders[id]
	if n == nil {
		n = &lines{places: make(chan struct{}, linesPerHolder)}
		p.holders[id] = n
	}
	n.used++
	p.mu.Unlock()
	select {
	case n.places <- struct{}{}:
		return n, nil
	case <-ctx.Done():
		p.forget(id, n)
		return nil, ctx.Err()
	}
}

func (p *pool) leave(id peer.ID, n *lines) {
	<-n.places
	p.forget(id, n)
}

func (p *pool) forget(id peer.ID, n *lines) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n.used--
	p.purge(id, n)
}

// purge drops an entry that is of no more use. The lock is held.
func (p *pool) purge(id peer.ID, n *lines) {
	if n.used == 0 && len(n.idle) == 0 && p.holders[id] == n {
		delete(p.holders, id)
	}
}

// rested returns the line used last, or nil if a new one is needed.
func (p *pool) rested(n *lines) *line {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(n.idle) == 0 {
		return nil
	}
	l := n.idle[len(n.idle)-1]
	n.idle = n.idle[:len(n.idle)-1]
	p.resting--
	l.idle.Stop()
	return l
}

// run makes one call and keeps the line if it is still in step.
func (p *pool) run(ctx context.Context, n *lines, l *line, f func(*line) error) error {
	stop := context.AfterFunc(ctx, l.stream.Reset)
	err := f(l)
	inStep := err == nil || isRefusal(err)
	if !stop() || !inStep || !p.keep(n, l) {
		l.stream.Reset()
	}
	return err
}

// keep reports false if there is no place for the line.
func (p *pool) keep(n *lines, l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.resting >= maxIdleLines {
		return false
	}
	p.resting++
	n.idle = append(n.idle, l)
	l.idle = time.AfterFunc(clientIdle, func() { p.hangUp(n, l) })
	return true
}

// hangUp ends a line that nobody has used for long.
func (p *pool) hangUp(n *lines, l *line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, other := range n.idle {
		if other == l {
			n.idle = append(n.idle[:i], n.idle[i+1:]...)
			p.resting--
			l.stream.Reset()
		}
	}
	p.purge(l.holder, n)
}

// close ends the idle lines. Calls under way end by their contexts or with the
// host.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, n := range p.holders {
		for _, l := range n.idle {
			l.idle.Stop()
			l.stream.Reset()
		}
		n.idle = nil
	}
}
