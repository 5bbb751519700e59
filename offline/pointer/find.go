package pointer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
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

func (sc *scan) run(ctx context.Context) error {
	start := startAt(sc.holder.ID)
	at := span{after: start, until: start}
	for sc.waited < scanDeadline {
		p, err := sc.page(ctx, at)
		if err != nil {
			return err
		}
		if at.after, err = sc.take(at, p); err != nil {
			return err
		}
		if !p.more || at.after == at.until {
			return nil
		}
	}
	return fmt.Errorf("%w: its answers take too long", ErrProto)
}

func (sc *scan) page(ctx context.Context, at span) (p page, err error) {
	at.skip = sc.all.known(at)
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
	return at.after, nil
}

// findings are what all holders gave together.
type findings struct {
	report func(Found)

	mu   sync.Mutex
	seen map[deposit.Key]bool
	ring [256][]uint64 // prefixes of the keys seen, in order, by their first byte
}

func (a *findings) add(f Found) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen[f.Key] {
		return
	}
	a.seen[f.Key] = true
	at := &a.ring[f.Key[0]]
	i, _ := slices.BinarySearch(*at, prefix(f.Key))
	*at = slices.Insert(*at, i, prefix(f.Key))
	a.report(f)
}

// known are keys on a part of the ring that need not be sent again, those that
// would come next before the others.
func (a *findings) known(s span) (skip []uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	from := prefix(s.after)
	length := prefix(s.until) - from - 1 // modulo 2^64: the whole ring when both ends are the same
	for i := range len(a.ring) {
		for _, p := range a.ring[(int(s.after[0])+i)%len(a.ring)] {
			if len(skip) == maxSkip {
				return skip
			}
			if p-from-1 <= length {
				skip = append(skip, p)
			}
		}
	}
	return skip
}
