package push

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
)

const (
	linesPerNode = 4                // streams to one push node, subscriptions aside
	clientIdle   = 45 * time.Second // less than serverIdle: the client hangs up first
)

// Client talks to push nodes. It may be used by several goroutines.
type Client struct {
	host *p2p.Host
	log  *slog.Logger

	mu     sync.Mutex
	closed bool
	nodes  map[peer.ID]*lines
}

// lines are the streams to one push node. The entry goes when nobody uses it.
type lines struct {
	places chan struct{} // holds a token for each caller that has a line
	used   int           // callers that have or await one
	idle   []*line
	timer  *time.Timer // ends the idle ones
}

// NewClient returns a client that opens streams as they are needed.
func NewClient(h *p2p.Host, log *slog.Logger) *Client {
	if log == nil {
		log = slog.Default()
	}
	return &Client{host: h, log: log, nodes: make(map[peer.ID]*lines)}
}

// Close ends the idle streams. Calls under way end by their contexts or with
// the host.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for _, n := range c.nodes {
		if n.timer != nil {
			n.timer.Stop()
		}
		n.drop()
	}
}

// with runs f on a line to the node. A line that was kept from an earlier call
// may have died unseen, so its failure is tried once more on a new one: every
// call of the protocol may be repeated.
func (c *Client) with(ctx context.Context, node peer.AddrInfo, f func(*line) error) error {
	n, err := c.enter(ctx, node.ID)
	if err != nil {
		return err
	}
	defer c.leave(node.ID, n)
	if l := c.rested(n); l != nil {
		err := c.run(ctx, n, l, f)
		if !errors.Is(err, errBroken) {
			return err
		}
		c.hangUp(n) // the others died with it
	}
	l, err := dial(ctx, c.host, node)
	if err != nil {
		return err
	}
	return c.run(ctx, n, l, f)
}

// apart runs f on a stream of its own: it takes long, and holds nobody up.
func (c *Client) apart(ctx context.Context, node peer.AddrInfo, f func(*line) error) error {
	l, err := dial(ctx, c.host, node)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, l.stream.Reset)()
	if err := f(l); err != nil {
		l.stream.Reset()
		return err
	}
	return l.stream.Close()
}

// enter waits for one of the few places at a node.
func (c *Client) enter(ctx context.Context, id peer.ID) (*lines, error) {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return nil, ErrClosed
	}
	n := c.nodes[id]
	if n == nil {
		n = &lines{places: make(chan struct{}, linesPerNode)}
		c.nodes[id] = n
	}
	n.used++
	c.mu.Unlock()
	select {
	case n.places <- struct{}{}:
		return n, nil
	case <-ctx.Done():
		c.forget(id, n)
		return nil, ctx.Err()
	}
}

func (c *Client) leave(id peer.ID, n *lines) {
	<-n.places
	c.forget(id, n)
}

// forget drops the entry of a node that nobody calls any more, unless it has
// lines to keep: the timer of the last one forgets it.
func (c *Client) forget(id peer.ID, n *lines) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n.used--
	if n.used == 0 && len(n.idle) > 0 && !c.closed {
		n.restart(func() { c.expire(id, n) })
		return
	}
	c.purge(id, n)
}

func (n *lines) restart(expire func()) {
	if n.timer == nil {
		n.timer = time.AfterFunc(clientIdle, expire)
		return
	}
	n.timer.Reset(clientIdle)
}

// expire ends lines that rested long enough.
func (c *Client) expire(id peer.ID, n *lines) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n.used > 0 {
		return // whoever uses it will start the timer again
	}
	for len(n.idle) > 0 && time.Since(n.idle[0].rested) >= clientIdle {
		_ = n.idle[0].stream.Close()
		n.idle = n.idle[1:]
	}
	c.purge(id, n)
}

func (c *Client) purge(id peer.ID, n *lines) {
	if n.used == 0 && len(n.idle) == 0 && c.nodes[id] == n {
		delete(c.nodes, id)
	}
}

// rested returns the line used last, or nil if a new one is needed.
func (c *Client) rested(n *lines) *line {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(n.idle) == 0 {
		return nil
	}
	l := n.idle[len(n.idle)-1]
	n.idle = n.idle[:len(n.idle)-1]
	if time.Since(l.rested) >= clientIdle {
		l.stream.Reset()
		n.drop()
		return nil
	}
	return l
}

// run makes one call and keeps the line if it is still in step.
func (c *Client) run(ctx context.Context, n *lines, l *line, f func(*line) error) error {
	stop := context.AfterFunc(ctx, l.stream.Reset)
	err := f(l)
	inStep := (err == nil || isRefusal(err)) && !l.spent
	if !stop() || !inStep {
		l.stream.Reset()
		return err
	}
	c.keep(n, l)
	return err
}

func (c *Client) keep(n *lines, l *line) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		_ = l.stream.Close()
		return
	}
	l.rested = time.Now()
	n.idle = append(n.idle, l)
}

func (c *Client) hangUp(n *lines) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n.drop()
}

// drop ends the idle lines. The client's lock is held.
func (n *lines) drop() {
	for _, l := range n.idle {
		l.stream.Reset()
	}
	n.idle = nil
}
