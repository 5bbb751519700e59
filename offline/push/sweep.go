package push

import (
	"context"
	"errors"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// sweeper removes what has expired, now and then.
func (s *Server) sweeper(ctx context.Context) {
	t := time.NewTicker(s.limits.SweepEvery)
	defer t.Stop()
	for {
		err := errors.Join(s.sweep(ctx, time.Now()), s.clear(ctx))
		if err != nil && ctx.Err() == nil {
			s.log.Error("push node cannot sweep", "err", err)
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
func (s *Server) sweep(ctx context.Context, now time.Time) error {
	for more := true; more && ctx.Err() == nil; {
		due, err := s.anyDue(ctx, now)
		if err != nil || !due {
			return err
		}
		err = s.writes.do(func(tx *vault.Tx) (err error) {
			var forgotten []deposit.Mailbox
			more, forgotten, err = sweepOnce(tx, now, now.Add(-s.limits.MaxIdle))
			tx.AfterCommit(func() { s.usersChanged(forgotten...) })
			if err != nil || more {
				return err
			}
			return tidy(tx)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// anyDue spares an idle node the commit.
func (s *Server) anyDue(ctx context.Context, now time.Time) (due bool, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		due, err = anyExpired(tx, now, now.Add(-s.limits.MaxIdle))
		return err
	})
	return due, err
}
