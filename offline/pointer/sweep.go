package pointer

import (
	"context"
	"time"

	"restante/node/vault"
)

// sweeper removes what has expired, now and then.
func (h *Holder) sweeper(ctx context.Context) {
	t := time.NewTicker(h.limits.SweepEvery)
	defer t.Stop()
	for {
		if err := h.sweep(ctx, time.Now()); err != nil && ctx.Err() == nil {
			h.log.Error("pointer holder cannot sweep", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// sweep removes what is past its time, in small steps between which others can
// write. Only the last one tidies up.
func (h *Holder) sweep(ctx context.Context, now time.Time) error {
	due, err := h.anyDue(ctx, now)
	for more := due; more && err == nil && ctx.Err() == nil; {
		err = h.writes.do(func(tx *vault.Tx) (err error) {
			more, err = sweepOnce(tx, now)
			if err != nil || more {
				return err
			}
			return tidy(tx)
		})
	}
	return err
}

// anyDue spares an idle holder the commit.
func (h *Holder) anyDue(ctx context.Context, now time.Time) (due bool, err error) {
	err = h.vault.View(ctx, func(tx *vault.Tx) error {
		due, err = anyExpired(tx, now)
		return err
	})
	return due, err
}
