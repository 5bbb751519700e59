package pointer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// Put leaves records of one mailbox with the peers closest to it and with those
// named besides. It returns when all have answered or failed; a holder that does
// not answer costs its own deadline of 5 seconds and nothing else. The error
// says why no holder could be asked at all; that records were refused is no
// error. Putting a record again is harmless, and renews it where it was lost.
func (c *Client) Put(ctx context.Context, m deposit.Mailbox, rs []deposit.Record, also []peer.AddrInfo) (Placed, error) {
	p := &placing{placed: make(Placed, len(rs))}
	if err := p.encode(m, rs); err != nil {
		return nil, err
	}
	if len(rs) == 0 {
		return p.placed, nil
	}
	_, err := c.everywhere(ctx, m, also, errand{
		at:   func(h peer.AddrInfo) error { return c.putAt(ctx, h, p) },
		here: func(own *Holder) error { return own.keep(p.wires) },
	})
	if p.heard {
		err = nil
	}
	return p.placed, err
}

// placing is one Put at all holders.
type placing struct {
	wires []sealed

	mu     sync.Mutex
	heard  bool // somebody has taken or refused a record
	placed Placed
}

func (p *placing) encode(m deposit.Mailbox, rs []deposit.Record) error {
	for _, r := range rs {
		raw, err := r.Encode()
		if err == nil && r.Mailbox != m {
			err = fmt.Errorf("%w: it belongs to another mailbox", deposit.ErrRecord)
		}
		if err != nil {
			return fmt.Errorf("leaving a pointer: %w", err)
		}
		p.wires = append(p.wires, sealed{raw: raw})
	}
	return nil
}

// putAt leaves all records at one holder, batch by batch on one stream. A holder
// that refuses one batch is spared the others.
func (c *Client) putAt(ctx context.Context, holder peer.AddrInfo, p *placing) error {
	from := 0
	return inBatches(p.wires, maxRecords, func(batch []sealed) error {
		refusals, err := c.putBatch(ctx, holder, batch)
		var r *Refusal
		if errors.As(err, &r) {
			refusals = slices.Repeat([]*Refusal{r}, len(p.wires)-from)
		}
		p.note(from, holder.ID, refusals)
		from += len(batch)
		return err
	})
}

func (c *Client) putBatch(ctx context.Context, holder peer.AddrInfo, batch []sealed) (refusals []*Refusal, err error) {
	err = c.call(ctx, holder, len(batch), func(ctx context.Context, l *line) error {
		m, err := l.ask(ctx, putToWire(batch))
		if err != nil {
			return err
		}
		if m.GetOutcomes() == nil {
			return errAnswer(m)
		}
		if refusals, err = outcomesFromWire(m.GetOutcomes(), len(batch)); err != nil {
			return fmt.Errorf("%w: %w", ErrProto, err)
		}
		return nil
	})
	return refusals, err
}

// note enters what a holder said about the records from a place on.
func (p *placing) note(from int, holder peer.ID, refusals []*Refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, r := range refusals {
		p.heard = true
		at := &p.placed[from+i]
		if r == nil {
			at.Holders = append(at.Holders, holder)
		} else {
			at.Refusal = milder(at.Refusal, r)
		}
	}
}
