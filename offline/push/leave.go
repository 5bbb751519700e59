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
// Batches of 64 travel on several streams at a time.
func (c *Client) Store(ctx context.Context, node peer.AddrInfo, ds []Deposit) ([]StoreResult, error) {
	results := make([]StoreResult, len(ds))
	var g errgroup.Group
	g.SetLimit(linesPerNode)
	for from := 0; from < len(ds); from += deposit.MaxBatch {
		to := min(from+deposit.MaxBatch, len(ds))
		g.Go(func() error { return c.storeBatch(ctx, node, ds[from:to], results[from:to]) })
	}
	return results, g.Wait()
}

func (c *Client) storeBatch(ctx context.Context, node peer.AddrInfo, ds []Deposit, results []StoreResult) error {
	b := newBatch(ds, results)
	if len(b.wires) == 0 {
		return nil
	}
	err := c.with(ctx, node, func(l *line) error { return b.store(ctx, l) })
	if err != nil {
		b.fail(err)
	}
	return err
}

// batch is one STORE: the deposits that can be sent, and where their results go.
type batch struct {
	wires   []*pb.Deposit
	sent    []*Deposit
	results []*StoreResult
}

// newBatch answers for what no push node would take.
func newBatch(ds []Deposit, results []StoreResult) *batch {
	b := &batch{}
	for i := range ds {
		w, err := ds[i].toWire()
		if err != nil {
			results[i].Err = err
			continue
		}
		b.wires = append(b.wires, w)
		b.sent = append(b.sent, &ds[i])
		b.results = append(b.results, &results[i])
	}
	return b
}

func (b *batch) fail(err error) {
	for _, r := range b.results {
		*r = StoreResult{Err: err}
	}
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
	if r.Node != l.node || r.Mailbox != d.Record.Mailbox || r.CID != d.CID || r.Size != len(d.Block) ||
		r.Expires.Before(least) || r.Expires.After(asked) || !r.Expires.After(time.Now()) {
		return fmt.Errorf("%w: %w", deposit.ErrReceipt, errOtherReceipt)
	}
	return r.Verify()
}
