package delivery

import (
	"context"
	"time"

	"restante/node/vault"
)

const tidyEvery = time.Hour

// tidy ends messages that waited too long for a card and forgets the log of what
// ended long ago.
func (s *Service) tidy(ctx context.Context) {
	t := time.NewTicker(tidyEvery)
	defer t.Stop()
	for {
		s.logged(ctx, s.Vault.Update(ctx, "delivery tidy", func(tx *vault.Tx) error { return s.tidyNow(tx, time.Now()) }))
		s.wake() // receipts that could not be written
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (s *Service) tidyNow(tx *vault.Tx, now time.Time) error {
	old, err := listSent(tx, `state = 'waiting' AND expires <= ?`, now.UnixNano())
	if err != nil {
		return err
	}
	for _, r := range old {
		if err := s.move(tx, r, Expired, ""); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`DELETE FROM sent WHERE ended_at > 0 AND ended_at <= ? AND state IN ('delivered', 'read')`, now.Add(-KeepLog).UnixNano())
	return wrap("forgetting the log", err)
}
