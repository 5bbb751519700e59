package contact

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/vault"
)

// The rhythm of a search for one card.
const (
	firstSearch = 2 * time.Second
	lastSearch  = time.Hour
	searchLimit = 10 * time.Second // one search, all sources together
	searchBatch = 16
)

// Learn stores a card that must be id's if it is newer than the one at hand,
// and does what waits for it. The same bytes again, as they come with every
// message of a conversation's beginning, cost no signature check.
func (s *Service) Learn(tx *vault.Tx, id peer.ID, raw []byte) error {
	had, found, err := s.Book.Raw(tx, id)
	if err != nil || found && bytes.Equal(had, raw) {
		return err
	}
	c, err := card.Decode(raw)
	if err != nil {
		return err
	}
	if c.Peer != id {
		return card.ErrCard
	}
	changed, err := s.Book.Put(tx, raw)
	if err != nil || !changed {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM search WHERE peer = ?`, id.String()); err != nil {
		return wrap("ending a search", err)
	}
	tx.AfterCommit(func() {
		s.Host.Learn(c.Info())
		s.Bus.Publish(Changed{id})
	})
	if s.OnCard == nil {
		return nil
	}
	return s.OnCard(tx, id)
}

// Seek looks for a peer's card until it is found; the search survives a stop.
func (s *Service) Seek(tx *vault.Tx, id peer.ID) error {
	_, err := tx.Exec(`INSERT OR IGNORE INTO search (peer, attempts, next_at) VALUES (?, 0, ?)`,
		id.String(), time.Now().UnixNano())
	tx.AfterCommit(s.wake)
	return wrap("beginning a search", err)
}

// hurry brings the next attempt of a search forward.
func hurry(tx *vault.Tx, id peer.ID, in time.Duration) error {
	_, err := tx.Exec(`UPDATE search SET next_at = min(next_at, ?) WHERE peer = ?`, time.Now().Add(in).UnixNano(), id.String())
	return wrap("hurrying a search", err)
}

// ask looks soon for the card of a peer that has just connected. Soon, not at
// once: one that hangs up each time must not keep us dialling.
func (s *Service) ask(ctx context.Context, id peer.ID) error {
	var sought bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		sought, err = Seeking(tx, id)
		return err
	})
	if err != nil || !sought {
		return err
	}
	return s.Vault.Update(ctx, "search hurry", func(tx *vault.Tx) error {
		tx.AfterCommit(s.wake)
		return hurry(tx, id, time.Second)
	})
}

// Seeking reports whether a search for id is noted.
func Seeking(tx *vault.Tx, id peer.ID) (found bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM search WHERE peer = ?)`, id.String()).Scan(&found)
	return found, wrap("looking for a search", err)
}

func (s *Service) wake() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

// search is the one goroutine that looks for cards.
func (s *Service) search(ctx context.Context) {
	s.logged(ctx, s.Vault.Update(ctx, "search start", func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE search SET next_at = 0`)
		return err
	}))
	for ctx.Err() == nil {
		due, next, err := s.claim(ctx)
		s.logged(ctx, err)
		var wg sync.WaitGroup
		for _, p := range due { // one that nobody answers for delays no other
			wg.Go(func() { s.logged(ctx, s.find(ctx, p)) })
		}
		wg.Wait()
		if len(due) == 0 {
			s.rest(ctx, next)
		}
	}
}

func (s *Service) rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-s.kick:
	case <-t.C:
	}
}

// claim counts the attempts that are due before they are made.
func (s *Service) claim(ctx context.Context) (due []person, next time.Duration, err error) {
	var at sql.NullInt64
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT min(next_at) FROM search`).Scan(&at)
	})
	if err != nil {
		return nil, firstSearch, err
	}
	if !at.Valid {
		return nil, lastSearch, nil
	}
	if wait := time.Until(time.Unix(0, at.Int64)); wait > 0 {
		return nil, min(wait, lastSearch), nil
	}
	err = s.Vault.Update(ctx, "search claim", func(tx *vault.Tx) error {
		due, err = claimSearches(tx, time.Now())
		return err
	})
	if err != nil {
		return nil, firstSearch, err // what is not recorded is not tried
	}
	return due, 0, nil
}

func claimSearches(tx *vault.Tx, now time.Time) (due []person, err error) {
	rows, err := tx.Query(`SELECT peer, attempts FROM search WHERE next_at <= ? LIMIT ?`, now.UnixNano(), searchBatch)
	if err != nil {
		return nil, wrap("reading searches", err)
	}
	type row struct {
		id       string
		attempts int
	}
	var found []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.id, &r.attempts); err != nil {
			return nil, errors.Join(wrap("reading searches", err), rows.Close())
		}
		found = append(found, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, wrap("reading searches", err)
	}
	for _, r := range found {
		_, err := tx.Exec(`UPDATE search SET attempts = ?, next_at = ? WHERE peer = ?`,
			r.attempts+1, now.Add(pause(r.attempts)).UnixNano(), r.id)
		if err != nil {
			return nil, wrap("recording a search", err)
		}
		id, err := peer.Decode(r.id)
		if err != nil {
			return nil, wrap("reading searches", err)
		}
		p, _, err := readPerson(tx, id)
		if err != nil {
			return nil, err
		}
		due = append(due, p)
	}
	return due, nil
}

func pause(attempts int) time.Duration {
	top := lastSearch
	if attempts < 11 {
		top = min(top, firstSearch<<attempts)
	}
	return time.Second + rand.N(top)
}

// find asks the sources once.
func (s *Service) find(ctx context.Context, p person) error {
	call, done := context.WithTimeout(ctx, searchLimit)
	defer done()
	raw, err := s.Source.Card(call, p.id, p.hints)
	if err != nil {
		s.Log.Debug("a card was not found", "peer", p.id, "err", err)
		return nil
	}
	err = s.Vault.Update(ctx, "card found", func(tx *vault.Tx) error { return s.Learn(tx, p.id, raw) })
	if errors.Is(err, card.ErrCard) {
		s.Log.Warn("a false card was offered", "peer", p.id)
		return nil
	}
	return err
}
