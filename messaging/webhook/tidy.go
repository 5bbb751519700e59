package webhook

import (
	"context"
	"errors"
	"time"

	"restante/node/vault"
)

const tidyEvery = 10 * time.Minute

// tidyOften keeps the tables within their limits. Only the goroutine that works calls it.
func (s *Service) tidyOften(ctx context.Context, now time.Time) error {
	if now.Sub(s.tidied) < tidyEvery {
		return nil
	}
	err := s.tidy(ctx, now)
	if err == nil {
		s.tidied = now
	}
	return err
}

func (s *Service) tidy(ctx context.Context, now time.Time) error {
	var hooks []string
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT id FROM hook WHERE (SELECT count(*) FROM hook_delivery WHERE hook = id AND state > 0) > ?
			OR (SELECT count(*) FROM hook_delivery WHERE hook = id AND state = 0) > ?
			OR EXISTS (SELECT 1 FROM hook_delivery WHERE hook = id AND iif(state = 0, made, ended) <= ?) OR until BETWEEN 1 AND ?`,
			MaxLog, MaxWaiting, now.Add(-KeepLog).UnixNano(), now.UnixNano())
		hooks, err = vault.Collect("looking for what can go", rows, err, vault.Column[string])
		return err
	})
	if err != nil || len(hooks) == 0 {
		return err
	}
	return s.Vault.Update(ctx, "webhook tidy", func(tx *vault.Tx) error {
		for _, h := range hooks {
			if err := tidyHook(tx, h, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// tidyHook gives up what waited in vain, drops what has been in the log long enough, and
// forgets a secret that signs no more.
func tidyHook(tx *vault.Tx, hook string, now time.Time) error {
	old := now.Add(-KeepLog).UnixNano()
	return errors.Join(
		tx.Do("dropping old deliveries", `DELETE FROM hook_delivery WHERE hook = ? AND state > 0 AND ended <= ?`, hook, old),
		tx.Do("giving up what waits too long", `UPDATE hook_delivery SET state = 2, ended = ?1, why = 'it waited for 30 days'
			WHERE hook = ?2 AND state = 0 AND made <= ?3`, now.UnixNano(), hook, old),
		tx.Do("giving up what is too much", `UPDATE hook_delivery SET state = 2, ended = ?1, why = 'too many events wait for this webhook'
			WHERE hook = ?2 AND state = 0 AND row <= (SELECT row FROM hook_delivery WHERE hook = ?2 AND state = 0 ORDER BY row DESC LIMIT 1 OFFSET ?3)`,
			now.UnixNano(), hook, MaxWaiting),
		tx.Do("dropping deliveries beyond the log", `DELETE FROM hook_delivery WHERE hook = ?1 AND state > 0
			AND row <= (SELECT row FROM hook_delivery WHERE hook = ?1 AND state > 0 ORDER BY row DESC LIMIT 1 OFFSET ?2)`, hook, MaxLog),
		tx.Do("forgetting a secret", `UPDATE hook SET former = NULL, until = 0 WHERE id = ? AND until <= ?`, hook, now.UnixNano()))
}
