package direct

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/offline/pb"
)

// hintEvery is how often a stream's hints are looked at; more are dropped.
const hintEvery = 100 * time.Millisecond

// serve answers one inbound stream until its peer leaves.
func (d *Direct) serve(ctx context.Context, s *p2p.Stream) error {
	var lastHint time.Time
	for {
		var c pb.Call
		s.Deadline(serverIdle)
		if err := s.Receive(&c); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		s.Deadline(deadline)
		if h := c.GetHint(); h != nil {
			if time.Since(lastHint) >= hintEvery {
				lastHint = time.Now()
				d.hint(ctx, s.Remote(), h)
			}
			continue
		}
		reply, err := d.answer(ctx, s.Remote(), &c)
		if err != nil {
			return err
		}
		if err := s.Send(reply); err != nil {
			return err
		}
	}
}

func (d *Direct) answer(ctx context.Context, from peer.ID, c *pb.Call) (*pb.Reply, error) {
	switch call := c.GetCall().(type) {
	case *pb.Call_Message:
		a, err := d.message(ctx, from, call.Message)
		return answerToWire(a), err
	case *pb.Call_WantCard:
		return cardToWire(d.card(ctx, from)), nil
	}
	return nil, ErrProto
}

// message hands a message to the receiver; its answer is given after its commit.
func (d *Direct) message(ctx context.Context, from peer.ID, w *pb.Message) (Answer, error) {
	m, err := messageFromWire(w)
	if err != nil {
		return Answer{}, err
	}
	r, done := d.begin()
	defer done()
	if r == nil {
		return Answer{Outcome: Busy, Reason: "not receiving"}, nil
	}
	if !d.rate.allow(from, time.Now()) {
		return Answer{Outcome: Busy, Reason: "too many messages"}, nil
	}
	return r.Message(ctx, from, m.mailbox, m.sealed), nil
}

func (d *Direct) hint(ctx context.Context, from peer.ID, w *pb.Hint) {
	r, done := d.begin()
	defer done()
	if r != nil && len(w.GetData()) <= MaxHint {
		r.Hint(ctx, from, w.GetData())
	}
}

// begin returns the receiver, or nil if there is none now. Close waits for done.
func (d *Direct) begin() (r Receiver, done func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.receiver == nil {
		return nil, func() {}
	}
	d.calls.Add(1)
	return d.receiver, d.calls.Done
}

// card returns nil if there is none to give.
func (d *Direct) card(ctx context.Context, asker peer.ID) []byte {
	d.mu.Lock()
	src, ok := d.cards, d.cards != nil && !d.closed
	if ok {
		d.calls.Add(1)
		defer d.calls.Done()
	}
	d.mu.Unlock()
	if !ok || !d.rate.allow(asker, time.Now()) {
		return nil
	}
	card, err := src(ctx, asker)
	if err != nil {
		d.log.Warn("the own card cannot be given", "err", err)
		return nil
	}
	return card
}
