package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"restante/node/vault"
	"restante/offline/provider"
	"restante/offline/provider/depot"
)

// Name implements [restante/offline/outbox.Depots].
func (s *Storage) Name() string { return s.mine() + strings.ToLower(rand.Text()) }

// mine is what the names of our blocks begin with.
func (s *Storage) mine() string { return "restante-" + s.tag }

// Open implements [restante/offline/outbox.Depots]. An account that failed a moment ago
// is left alone.
func (s *Storage) Open(ctx context.Context, id string) (depot.Depot, error) {
	s.mu.Lock()
	d, pause, turn := s.open[id], time.Until(s.paused[id]), s.turn
	s.mu.Unlock()
	switch {
	case pause > 0:
		return nil, leftAlone{&depot.RateLimited{After: pause}}
	case d != nil:
		return d, nil
	}
	if IsGrant(id) {
		return s.openGrant(ctx, id)
	}
	r, k, err := s.find(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	if d, err = s.make(k, r.settings, r.Cap); err != nil {
		return nil, err
	}
	if !s.keep(id, d, turn) { // its settings may be others by now
		return s.Open(ctx, id)
	}
	return d, nil
}

// keep has an account open for others, unless one was closed since a turn.
func (s *Storage) keep(id string, d depot.Depot, turn int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.turn == turn {
		s.open[id] = d
	}
	return s.turn == turn
}

// make opens a depot and puts the program's care around it.
func (s *Storage) make(k depot.Kind, settings depot.Settings, limit int64) (depot.Depot, error) {
	d, err := k.Open(settings, s.Deps)
	if err != nil {
		return nil, err
	}
	d = provider.Retrying(d)
	if limit > 0 {
		d = provider.Capped(d, limit)
	}
	return d, nil
}

// forget closes an account: its settings are others now.
func (s *Storage) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn++
	delete(s.open, id)
	delete(s.paused, id)
}

// Removed implements [restante/offline/outbox.Depots]: an account that is being left
// goes with the last block, and when no contact may leave mail there any more.
func (s *Storage) Removed(tx *vault.Tx, id string) error {
	r, err := readRow(tx, id)
	if errors.Is(err, ErrUnknown) || err == nil && (!r.Leaving || r.Granted.After(time.Now())) {
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
