package webhook

import (
	"context"
	"database/sql"
	"time"

	"restante/node/vault"
)

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
