package direct

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
)

// purpose keeps apart what must not wait for each other.
type purpose uint8

const (
	messages purpose = iota
	hints
)

// lane is where calls follow one another.
type lane struct {
	peer    peer.ID
	purpose purpose
}

// pipe is the stream of one lane, kept for the next call.
type pipe struct {
	turn  chan struct{} // holds a token while a call is under way
	users int           // calls under way or waiting; guarded by Direct.mu

	stream *p2p.Stream // belongs to who has the turn, or to Direct.mu while there are no users
	timer  *time.Timer // ends it after a while
}

// call runs f on the lane's stream. A kept stream may have died unseen: then f
// runs once more, on a new one.
func (d *Direct) call(ctx context.Context, l lane, f func(*p2p.Stream) error) error {
	p, err := d.enter(l)
	if err != nil {
		return err
	}
	defer d.leave(l, p)
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.stream != nil {
		if err := p.run(ctx, f); err == nil || ctx.Err() != nil {
			return err
		}
	}
	limits := p2p.Limits{Frame: maxFrame, Deadline: deadline}
	if p.stream, err = d.host.Open(ctx, l.peer, Protocol, limits); err != nil {
		p.stream = nil
		return err
	}
	return p.run(ctx, f)
}

// run drops the stream after any error: answers could be out of step.
func (p *pipe) run(ctx context.Context, f func(*p2p.Stream) error) error {
	stop := context.AfterFunc(ctx, p.stream.Reset)
	err := f(p.stream)
	if !stop() || err != nil {
		p.stream.Reset()
		p.stream = nil
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (d *Direct) enter(l lane) (*pipe, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil, ErrClosed
	}
	p := d.pipes[l]
	if p == nil {
		p = &pipe{turn: make(chan struct{}, 1)}
		d.pipes[l] = p
	}
	p.users++
	return p, nil
}

// leave keeps an idle stream for a while.
func (d *Direct) leave(l lane, p *pipe) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p.users--
	switch {
	case p.users > 0:
	case p.stream == nil || d.closed:
		p.end()
		delete(d.pipes, l)
	case p.timer == nil:
		p.timer = time.AfterFunc(clientIdle, func() { d.expire(l, p) })
	default:
		p.timer.Reset(clientIdle)
	}
}

func (d *Direct) expire(l lane, p *pipe) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p.users == 0 && d.pipes[l] == p {
		p.end()
		delete(d.pipes, l)
	}
}

// end hangs up an idle pipe. Direct.mu is held.
func (p *pipe) end() {
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.users == 0 && p.stream != nil {
		_ = p.stream.Close() // idle: no call waits for anything
		p.stream = nil
	}
}
