package contact

import (
	"bytes"
	"context"
	"errors"
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
		return vault.While("ending a search", err)
	}
	if err := s.meetDevice(tx, c, had); err != nil {
		return err
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
	return vault.While("beginning a search", err)
}

// hurry brings the next attempt of a search forward.
func hurry(tx *vault.Tx, id peer.ID, in time.Duration) error {
	_, err := tx.Exec(`UPDATE search SET next_at = min(next_at, ?) WHERE peer = ?`, time.Now().Add(in).UnixNano(), id.String())
	return vault.While("hurrying a search", err)
}

// askSoon looks for the card of a peer that has just connected. Soon, not at
// once: one that hangs up each time must not keep us dialling.
func (s *Service) askSoon(ctx context.Context, id peer.ID) error {
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
	return found, vault.While("looking for a search", err)
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
		for _, q := range due { // one that nobody answers for delays no other
			wg.Go(func() { s.logged(ctx, s.find(ctx, q)) })
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

// find asks the sources once.
func (s *Service) find(ctx context.Context, q quest) error {
	call, done := context.WithTimeout(ctx, searchLimit)
	defer done()
	raw, err := s.ask(call, q)
	if err != nil {
		s.Log.Debug("a card was not found", "peer", q.id, "err", err)
		return s.missed(ctx, q)
	}
	err = s.Vault.Update(ctx, "card found", func(tx *vault.Tx) error {
		if err := s.Learn(tx, q.id, raw); err != nil || !q.newer {
			return err
		}
		return s.unchanged(tx, q.id)
	})
	if errors.Is(err, card.ErrCard) {
		s.Log.Warn("a false card was offered", "peer", q.id)
		return nil
	}
	return err
}

// missed tells that a card cannot be found, if there is none at all.
func (s *Service) missed(ctx context.Context, q quest) error {
	if q.newer || s.OnMissing == nil {
		return nil
	}
	return s.Vault.Update(ctx, "card missing", func(tx *vault.Tx) error { return s.OnMissing(tx, q.id) })
}

func (s *Service) ask(ctx context.Context, q quest) ([]byte, error) {
	n, can := s.Source.(Newer)
	if !q.newer || !can {
		return s.Source.Card(ctx, q.id, q.hints)
	}
	var had card.Card
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		had, _, err = s.Book.Get(tx, q.id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return n.NewerCard(ctx, q.id, had.Version, q.hints)
}
