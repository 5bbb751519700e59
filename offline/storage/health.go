package storage

import (
	"context"
	"errors"
	"time"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

// failedPause is for an account that will not work before somebody does something.
const failedPause = time.Minute

// leftAlone is what a call at an account gets that failed a moment ago, instead of an
// answer: it says nothing new.
type leftAlone struct{ error }

func (l leftAlone) Unwrap() error { return l.error }

// pause leaves an account alone for as long as its answer calls for.
func (s *Storage) pause(id string, failed error) {
	var limited *depot.RateLimited
	d := failedPause
	switch {
	case errors.As(failed, &limited):
		d = limited.After
	case depot.Advice(failed) == "":
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if until := time.Now().Add(d); until.After(s.paused[id]) {
		s.paused[id] = until
	}
}

// Called implements [restante/offline/outbox.Depots].
func (s *Storage) Called(ctx context.Context, id string, failed error) {
	if errors.As(failed, &leftAlone{}) {
		return
	}
	s.pause(id, failed)
	err := s.Vault.Update(ctx, "storage health", func(tx *vault.Tx) error {
		r, err := readRow(tx, id)
		if errors.Is(err, ErrUnknown) {
			return nil
		}
		if err != nil {
			return err
		}
		return s.note(tx, r, failed, time.Now())
	})
	if err != nil && ctx.Err() == nil {
		s.Log.Error("the health of an account was not noted", "err", err)
	}
}

// healthFor is how long a success need not be noted again.
const healthFor = time.Minute

func (s *Storage) note(tx *vault.Tx, r row, failed error, now time.Time) error {
	if failed == nil && r.Failing.IsZero() && now.Sub(r.Worked) < healthFor {
		return nil
	}
	if failed == nil && !r.Failing.IsZero() { // what waited need not wait longer
		if err := s.Outbox.WakeAccount(tx, r.ID, r.Advice != ""); err != nil {
			return err
		}
	}
	tx.AfterCommit(func() { s.Bus.Publish(Changed{r.ID}) })
	if failed == nil {
		return tx.Do("noting an account's health", `UPDATE account SET worked = ?, failing = NULL, error = '', advice = '' WHERE id = ?`, now.UnixNano(), r.ID)
	}
	return tx.Do("noting an account's health", `UPDATE account SET failing = coalesce(failing, ?), error = ?, advice = ? WHERE id = ?`,
		now.UnixNano(), depot.Clip(failed.Error()), depot.Advice(failed), r.ID)
}
