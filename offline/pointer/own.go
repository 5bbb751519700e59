package pointer

import (
	"context"
	"fmt"
	"time"

	"restante/offline/deposit"
)

// ownNetwork is where the records come from that this program leaves with its
// own holder.
const ownNetwork = "here"

// keep takes records from this program itself. They count like anybody's; one
// that is refused lies elsewhere.
func (h *Holder) keep(wires []sealed) error {
	now := time.Now()
	var offers []*offer
	for _, w := range wires {
		o := offerOf(w.raw)
		o.depositor, o.network = h.host.ID(), ownNetwork
		o.fit(now)
		offers = append(offers, o)
	}
	return h.commit(offers, now)
}

// readAll reads a mailbox for its owner, who is this program.
func (h *Holder) readAll(ctx context.Context, m deposit.Mailbox, f func(Found)) error {
	var at span
	for more := true; more; {
		p, err := h.read(ctx, m, at)
		if err != nil {
			return err
		}
		for _, s := range p.records {
			r, err := deposit.Decode(s.raw)
			if err != nil {
				return fmt.Errorf("reading our own pointers: %w", err)
			}
			f(Found{Key: s.key, Record: r, Holder: h.host.ID()})
			at.after = s.key
		}
		more = p.more
	}
	return nil
}
