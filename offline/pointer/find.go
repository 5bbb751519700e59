package pointer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// errFlood: a holder sends more records than any mailbox holds.
var errFlood = errors.New("more records than a mailbox holds")

// Find reads the owner's mailbox at the peers closest to it and at those named
// besides, all at once. It calls f for each record as it comes, never
// concurrently and once for each key; f must not take long. Records that have
// expired or belong elsewhere are left out. Find returns when all holders have
// answered or failed; the error says why none could be read to the end.
func (c *Client) Find(ctx context.Context, s deposit.Signer, also []peer.AddrInfo, f func(Found)) error {
	all := &findings{report: f, seen: make(map[deposit.Key]bool)}
	_, err := c.everywhere(ctx, s.Mailbox(), also, errand{
		at: func(h peer.AddrInfo) error {
			scan := scan{client: c, signer: s, holder: h, all: all}
			return scan.run(ctx)
		},
		here: func(own *Holder) error { return own.readAll(ctx, s.Mailbox(), all.add) },
	})
	return err
}

// scan reads the mailbox at one holder.
type scan struct {
	client *Client
	signer deposit.Signer
	holder peer.AddrInfo
	all    *findings
	got    int           // records
	waited time.Duration // for answers
}

// run reads one page, and often that is all. Otherwise it takes the sectors of
// the ring that nobody reads yet, and then what is left: hardly anything, unless
// this holder has what others have not.
func (sc *scan) run(ctx context.Context) error {
	start := startAt(sc.holder.ID)
	ring := span{after: start, until: start}
	if err := sc.step(ctx, &ring); err != nil || ring.after == ring.until {
		return err
	}
	for s, ok := sc.all.sector(ring.after); ok; s, ok = sc.all.sector(s.until) {
		if err := sc.read(ctx, s); err != nil {
			return err
		}
	}
	return sc.read(ctx, ring)
}

// read reads a span to its end.
func (sc *scan) read(ctx context.Context, s span) error {
	for {
		if err := sc.step(ctx, &s); err != nil || s.after == s.until {
			return err
		}
	}
}

// step reads one page and moves the begin of the span behind it.
func (sc *scan) step(ctx context.Context, s *span) error {
	if sc.waited >= scanDeadline {
		return fmt.Errorf("%w: its answers take too long", ErrProto)
	}
	at := sc.all.without(*s)
	p, err := sc.page(ctx, at)
	if err != nil {
		return err
	}
	s.after, err = sc.take(at, p)
	return err
}

func (sc *scan) page(ctx context.Context, at span) (p page, err error) {
	began := time.Now()
	err = sc.client.call(ctx, sc.holder, 1, func(ctx context.Context, l *line) error {
		m, err := l.askOwner(ctx, sc.signer, opFind, at.toWire())
		if err != nil {
			return err
		}
		if m.GetPage() == nil {
			return errAnswer(m)
		}
		if p, err = pageFromWire(m.GetPage()); err != nil {
			return fmt.Errorf("%w: %w", ErrProto, err)
		}
		return nil
	})
	sc.waited += time.Since(began)
	return p, err
}

// take believes a page that keeps to the order of keys, and returns where the
// next one begins.
func (sc *scan) take(at span, p page) (deposit.Key, error) {
	if p.more && len(p.records) == 0 {
		return at.after, fmt.Errorf("%w: an empty page that is not the last", ErrProto)
	}
	if sc.got += len(p.records); sc.got > deposit.PerMailbox {
		return at.after, fmt.Errorf("%w: %w", ErrProto, errFlood)
	}
	now := time.Now()
	for i, r := range p.records {
		if !at.holds(r.key) || i > 0 && at.after == at.until {
			return at.after, fmt.Errorf("%w: a page out of order", ErrProto)
		}
		at.after = r.key
		if r.record.Mailbox == sc.signer.Mailbox() && r.record.Expires.After(now) {
			sc.all.add(Found{Key: r.key, Record: r.record, Holder: sc.holder.ID})
		}
	}
	if !p.more {
		return at.until, nil
	}
	return at.after, nil
}
