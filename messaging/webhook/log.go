package webhook

import (
	"context"
	"crypto/rand"
	"time"

	"restante/node/vault"
)

// Deliveries is a window of a hook's log and of what waits for it, the newest first.
func (s *Service) Deliveries(ctx context.Context, hook string, q Query) (all []Delivery, err error) {
	limit, before, state := q.Limit, q.Before, -1
	if limit <= 0 {
		limit = 50
	}
	if before <= 0 {
		before = 1<<63 - 1
	}
	if q.State != nil {
		state = int(*q.State)
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		if _, err := readHook(tx, hook); err != nil {
			return err
		}
		rows, err := tx.Query(deliveryColumns+` WHERE hook = ?1 AND row < ?2 AND ?3 IN (-1, state) ORDER BY row DESC LIMIT ?4`,
			hook, before, state, min(limit, MaxPage))
		all, err = vault.Collect("reading deliveries", rows, err, scanDelivery)
		return err
	})
	return all, err
}

// again has deliveries begin anew, with all their attempts.
const again = `UPDATE hook_delivery SET state = 0, attempts = 0, hurried = 0, ended = 0, next = ?1 WHERE hook = ?2`

// Redeliver sends an event again, whatever came of it before; one that waits goes at once.
func (s *Service) Redeliver(ctx context.Context, hook string, delivery int64) error {
	return s.update(ctx, "webhook again", func(tx *vault.Tx) error {
		if _, err := readHook(tx, hook); err != nil {
			return err
		}
		found, err := tx.One("delivering again", again+` AND row = ?3 RETURNING row`, []any{time.Now().UnixNano(), hook, delivery}, new(int64))
		if err == nil && !found {
			err = ErrNoDelivery
		}
		return err
	})
}

// RedeliverSince sends all again that was given up since then, and says how many.
func (s *Service) RedeliverSince(ctx context.Context, hook string, since time.Time) (n int, err error) {
	err = s.update(ctx, "webhook again", func(tx *vault.Tx) error {
		if _, err := readHook(tx, hook); err != nil {
			return err
		}
		rows, err := tx.Query(again+` AND state = 2 AND ended >= ?3 RETURNING row`, time.Now().UnixNano(), hook, since.UnixNano())
		all, err := vault.Collect("delivering again", rows, err, vault.Column[int64])
		n = len(all)
		return err
	})
	return n, err
}

// Test sends an event at once that says nothing, whether the hook is paused or not, and
// returns with the answer. It is not tried again and not in the log.
func (s *Service) Test(ctx context.Context, hook string) (a Answer, err error) {
	var t target
	now := time.Now()
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		t, err = readTarget(tx, hook, now)
		return err
	})
	if err != nil {
		return a, err
	}
	n := news{id: rand.Text(), kind: Ping, at: now}
	body, err := s.body(n)
	if err != nil {
		return a, err
	}
	a = s.post(ctx, t, n.id, body).Answer
	if a.Why != "" {
		return a, ctx.Err()
	}
	return a, s.update(ctx, "webhook test", func(tx *vault.Tx) error { return freshen(tx, hook) })
}
