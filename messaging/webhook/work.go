package webhook

import (
	"context"
	"time"

	"restante/node/vault"
)

const (
	lookEvery  = time.Hour // whatever is due
	afterFault = time.Minute
)

// job is an attempt that is to be made.
type job struct {
	target
	row      int64
	event    string
	body     []byte
	attempts int // with this one
}

// work is the one goroutine that decides what is attempted.
func (s *Service) work(ctx context.Context) {
	for ctx.Err() == nil {
		wait, err := s.dispatch(ctx)
		if err != nil && ctx.Err() == nil {
			wait = afterFault
			s.Log.Warn("webhooks wait", "err", err)
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-s.kick:
		}
		t.Stop()
	}
}

// dispatch begins all that is due now, and says how long there is nothing more.
func (s *Service) dispatch(ctx context.Context) (time.Duration, error) {
	now := time.Now()
	if err := s.tidyOften(ctx, now); err != nil {
		return 0, err
	}
	if err := s.tellStock(ctx); err != nil {
		return 0, err
	}
	rows, next, err := s.due(ctx, now)
	if err != nil {
		return 0, err
	}
	if len(rows) > 0 {
		if err := s.begin(ctx, rows, now); err != nil {
			return 0, err
		}
	}
	return max(next.Sub(now), time.Millisecond), nil
}

// begin notes attempts, and then makes them.
func (s *Service) begin(ctx context.Context, rows []int64, now time.Time) error {
	var jobs []job
	err := s.Vault.Update(ctx, "webhook attempt", func(tx *vault.Tx) error {
		jobs = nil
		for _, row := range rows {
			j, found, err := claim(tx, row, now)
			if err != nil {
				return err
			}
			if found {
				jobs = append(jobs, j)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, j := range jobs {
		s.fly(ctx, j)
	}
	return nil
}

// claim notes an attempt as if it had failed. What was removed in between is not there.
func claim(tx *vault.Tx, row int64, now time.Time) (j job, found bool, err error) {
	var hook string
	j.row = row
	found, err = tx.One("noting an attempt", `UPDATE hook_delivery SET attempts = attempts + 1, last = ?1 WHERE row = ?2 AND state = 0
		RETURNING hook, event, body, attempts`, []any{now.UnixNano(), row}, &hook, &j.event, &j.body, &j.attempts)
	if err != nil || !found {
		return j, false, err
	}
	if j.target, err = readTarget(tx, hook, now); err != nil {
		return j, false, err
	}
	return j, true, tx.Do("noting the next attempt", `UPDATE hook_delivery SET next = ? WHERE row = ?`, now.Add(pause(j.attempts)).UnixNano(), row)
}

// fly makes an attempt beside all else.
func (s *Service) fly(ctx context.Context, j job) {
	f := flight{j.hook, j.row}
	s.mu.Lock()
	s.flying[f] = true
	s.mu.Unlock()
	s.wg.Go(func() {
		a := s.post(ctx, j.target, j.event, j.body)
		err := s.finish(ctx, j, a)
		s.mu.Lock()
		delete(s.flying, f)
		s.mu.Unlock()
		s.wake()
		if err != nil {
			s.Log.Warn("what came of a webhook is not noted", "hook", j.hook, "err", err)
		}
	})
}
