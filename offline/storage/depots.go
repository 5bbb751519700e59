package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/provider/depot"
)

// Name implements [restante/offline/outbox.Depots].
func (s *Storage) Name() string { return s.mine() + strings.ToLower(rand.Text()) }

// mine is what the names of our blocks begin with.
func (s *Storage) mine() string { return "restante-" + s.tag }

// Open implements [restante/offline/outbox.Depots].
func (s *Storage) Open(ctx context.Context, id string) (depot.Depot, error) {
	s.mu.Lock()
	d := s.open[id]
	s.mu.Unlock()
	if d != nil {
		return d, nil
	}
	r, k, err := s.find(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	if d, err = s.make(k, r.settings, r.Cap); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[id] == nil {
		s.open[id] = d
	}
	return s.open[id], nil
}

// make opens a depot and puts the program's care around it.
func (s *Storage) make(k depot.Kind, settings depot.Settings, limit int64) (depot.Depot, error) {
	return k.Open(settings, s.Deps)
}

// forget closes an account: its settings are others now.
func (s *Storage) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, id)
}

// Called implements [restante/offline/outbox.Depots].
func (s *Storage) Called(ctx context.Context, id string, failed error) {
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
		if err := s.Outbox.WakeAccount(tx, r.ID); err != nil {
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

// Removed implements [restante/offline/outbox.Depots]: an account that is being left
// goes with the last block.
func (s *Storage) Removed(tx *vault.Tx, id string) error {
	r, err := readRow(tx, id)
	if errors.Is(err, ErrUnknown) || err == nil && !r.Leaving {
		return nil
	}
	if err != nil {
		return err
	}
	names, err := s.Outbox.Named(tx, id)
	if err != nil || len(names) > 0 {
		return err
	}
	tx.AfterCommit(func() { s.forget(id); s.Bus.Publish(Changed{id}) })
	return s.drop(tx, id)
}

// tryLimit is for all of a trial.
const tryLimit = 30 * time.Second

// Try puts a block, fetches it as somebody without the account does, and removes it.
func (s *Storage) Try(ctx context.Context, id string) error {
	d, err := s.Open(ctx, id)
	if err == nil {
		err = s.try(ctx, d)
	}
	if ctx.Err() == nil && !errors.Is(err, ErrUnknown) {
		s.Called(ctx, id, err)
	}
	return err
}

func (s *Storage) try(ctx context.Context, d depot.Depot) (err error) {
	ctx, done := context.WithTimeout(ctx, tryLimit)
	defer done()
	block := make([]byte, 8<<10)
	rand.Read(block)
	r := depot.Ref{Name: s.Name(), CID: ipfs.CID(block)}
	place, err := d.Put(ctx, r, block)
	var pending *depot.Pending
	if errors.As(err, &pending) {
		return d.Delete(ctx, r) // the account is good; that it fetches shows later
	}
	defer func() { err = errors.Join(err, d.Delete(context.WithoutCancel(ctx), r)) }()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(place.Addrs[0], "http") {
		return nil
	}
	got, err := s.Fetch.Get(ctx, r.CID, depot.MaxBlock, place.Addrs)
	if err == nil && !bytes.Equal(got, block) {
		err = fmt.Errorf("%w: it gives other bytes than it got", depot.ErrPermanent)
	}
	return err
}
