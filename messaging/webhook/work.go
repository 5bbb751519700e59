package webhook

import (
	"context"
	"database/sql"
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

// due chooses deliveries to attempt now, a few at each hook, and says when to look again
// if nothing happens until then.
func (s *Service) due(ctx context.Context, now time.Time) (rows []int64, next time.Time, err error) {
	next = now.Add(lookEvery)
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		hooks, err := active(tx)
		for _, h := range hooks {
			if err != nil {
				return err
			}
			var at time.Time
			var some []int64
			if some, at, err = s.dueAt(tx, h, now); at.Before(next) {
				next = at
			}
			rows = append(rows, some...)
		}
		return err
	})
	return rows, next, err
}

// resting is a hook that is not paused, and until when it wants nothing.
type resting struct {
	id    string
	until int64
}

func active(tx *vault.Tx) ([]resting, error) {
	rows, err := tx.Query(`SELECT id, rest FROM hook WHERE paused = 0`)
	return vault.Collect("looking for webhooks", rows, err, func(r *sql.Rows) (h resting, err error) {
		err = r.Scan(&h.id, &h.until)
		return h, err
	})
}

func (s *Service) dueAt(tx *vault.Tx, h resting, now time.Time) (rows []int64, next time.Time, err error) {
	if h.until > now.UnixNano() {
		return nil, moment(h.until), nil
	}
	next = now.Add(lookEvery)
	var at int64
	later, err := tx.One("looking when something is due", `SELECT next FROM hook_delivery WHERE hook = ? AND state = 0 AND next > ? ORDER BY next LIMIT 1`,
		[]any{h.id, now.UnixNano()}, &at)
	if err != nil {
		return nil, next, err
	}
	if later {
		next = moment(at)
	}
	rows, err = s.first(tx, h.id, now)
	return rows, next, err
}

// first are the deliveries that are due at a hook: the first one of each lane, unless it
// is attempted already.
func (s *Service) first(tx *vault.Tx, hook string, now time.Time) (free []int64, err error) {
	flying := s.flyingTo(hook)
	rows, err := tx.Query(`SELECT row FROM hook_delivery d WHERE hook = ?1 AND state = 0 AND next <= ?2
		AND NOT EXISTS (SELECT 1 FROM hook_delivery WHERE hook = ?1 AND lane = d.lane AND state = 0 AND row < d.row)
		ORDER BY next, row LIMIT ?3`, hook, now.UnixNano(), 2*MaxParallel)
	all, err := vault.Collect("looking for what is due", rows, err, vault.Column[int64])
	for _, row := range all {
		if !flying[row] && len(flying)+len(free) < MaxParallel {
			free = append(free, row)
		}
	}
	return free, err
}

func (s *Service) flyingTo(hook string) map[int64]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make(map[int64]bool)
	for f := range s.flying {
		if f.hook == hook {
			all[f.row] = true
		}
	}
	return all
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
