package push

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// Store leaves deposits with a push node. The results stand in the order of the
// deposits; each has a verified receipt or an error of its own. The error of
// the call is that of the first deposit about which the node could not be asked.
//
// Batches of 64 travel on several streams at a time. A large deposit may take
// minutes; it goes on a stream of its own.
func (c *Client) Store(ctx context.Context, node peer.AddrInfo, ds []Deposit) ([]StoreResult, error) {
	results := make([]StoreResult, len(ds))
	small, large := batches(ds, results)
	var g errgroup.Group
	g.SetLimit(linesPerNode)
	if len(large) > 0 {
		g.Go(func() error { return c.storeLarge(ctx, node, large) })
	}
	for _, b := range small {
		g.Go(func() error {
			return b.settle(c.with(ctx, node, func(l *line) error { return b.store(ctx, l) }))
		})
	}
	return results, g.Wait()
}

// storeLarge leaves one after the other: the node fetches no more than one from
// a peer at a time.
func (c *Client) storeLarge(ctx context.Context, node peer.AddrInfo, large []*batch) (first error) {
	for _, b := range large {
		err := b.settle(c.apart(ctx, node, func(l *line) error {
			l.stream.Deadline(clientDeadline + fetchLimit(int64(b.sent[0].Size)))
			return b.store(ctx, l)
		}))
		if first == nil {
			first = err
		}
	}
	return first
}

// batch is one STORE: the deposits that can be sent, and where their results go.
type batch struct {
	wires   []*pb.Deposit
	sent    []*Deposit
	results []*StoreResult
}

// batches makes STOREs of the deposits, each large one by itself, and answers
// for what no push node would take.
func batches(ds []Deposit, results []StoreResult) (small, large []*batch) {
	b := &batch{}
	for i := range ds {
		w, err := ds[i].toWire()
		switch {
		case err != nil:
			results[i].Err = err
		case ds[i].large():
			large = append(large, new(batch).add(w, &ds[i], &results[i]))
		default:
			b.add(w, &ds[i], &results[i])
		}
		if len(b.wires) == deposit.MaxBatch {
			small, b = append(small, b), &batch{}
		}
	}
	if len(b.wires) > 0 {
		small = append(small, b)
	}
	return small, large
}

func (b *batch) add(w *pb.Deposit, d *Deposit, r *StoreResult) *batch {
	b.wires, b.sent, b.results = append(b.wires, w), append(b.sent, d), append(b.results, r)
	return b
}

// settle notes for each deposit that the node could not be asked.
func (b *batch) settle(err error) error {
	if err != nil {
		for _, r := range b.results {
			*r = StoreResult{Err: err}
		}
	}
	return err
}

func (b *batch) store(ctx context.Context, l *line) error {
	wanted, err := b.announce(ctx, l)
	if err != nil {
		return err
	}
	for _, i := range wanted {
		if err := l.send(ctx, &pb.Block{Data: b.sent[i].Block, Held: true}); err != nil {
			return err
		}
	}
	return b.collect(ctx, l)
}

// announce sends the records and returns which blocks the node wants.
func (b *batch) announce(ctx context.Context, l *line) ([]int, error) {
	err := l.send(ctx, &pb.Request{Call: &pb.Request_Store{Store: &pb.Store{Count: uint32(len(b.wires))}}})
	for i := 0; err == nil && i < len(b.wires); i++ {
		err = l.send(ctx, b.wires[i])
	}
	if err != nil {
		return nil, err
	}
	m, err := l.answer(ctx)
	if err != nil {
		return nil, err
	}
	if m.GetWanted() == nil {
		return nil, errAnswer(m)
	}
	wanted, err := wantedFromWire(m.GetWanted(), len(b.wires))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return wanted, nil
}

// collect reads the outcomes.
func (b *batch) collect(ctx context.Context, l *line) error {
	m, err := l.answer(ctx)
	if err != nil {
		return err
	}
	outcomes := m.GetStored().GetOutcomes()
	if len(outcomes) != len(b.results) {
		return errAnswer(m)
	}
	for i, o := range outcomes {
		*b.results[i] = outcome(l, b.sent[i], o)
	}
	return nil
}

func outcome(l *line, d *Deposit, o *pb.Outcome) StoreResult {
	if r := o.GetRefusal(); r != nil {
		return StoreResult{Err: refusalFromWire(r)}
	}
	r, err := deposit.DecodeReceipt(o.GetReceipt())
	if err == nil {
		err = l.checkReceipt(d, r)
	}
	if err != nil {
		return StoreResult{Err: err}
	}
	return StoreResult{Receipt: &r}
}

var errOtherReceipt = errors.New("it is for something else")

// checkReceipt accepts the promise that was asked for and no other: this node,
// mailbox and block, until the asked date or for as long as the node's terms go.
func (l *line) checkReceipt(d *Deposit, r deposit.Receipt) error {
	asked := d.Record.Expires.Truncate(time.Second)
	least := r.Stored.Add(l.terms.MaxAge)
	if asked.Before(least) {
		least = asked
	}
	if r.Node != l.node || r.Mailbox != d.Record.Mailbox || r.CID != d.CID || r.Size != d.size() ||
		r.Expires.Before(least) || r.Expires.After(asked) || !r.Expires.After(time.Now()) {
		return fmt.Errorf("%w: %w", deposit.ErrReceipt, errOtherReceipt)
	}
	return r.Verify()
}
