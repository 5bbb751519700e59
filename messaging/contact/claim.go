package contact

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"

	"restante/node/vault"
)

// quest is one attempt of a search.
type quest struct {
	person
	attempts int  // before it
	newer    bool // than the card at hand
}

// claim counts the attempts that are due before they are made.
func (s *Service) claim(ctx context.Context) (due []quest, next time.Duration, err error) {
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

func claimSearches(tx *vault.Tx, now time.Time) ([]quest, error) {
	due, err := dueSearches(tx, now)
	if err != nil {
		return nil, err
	}
	for i, q := range due {
		if err := putSearch(tx, q.id, q.attempts+1, now.Add(pause(q.attempts))); err != nil {
			return nil, err
		}
		if due[i].person, _, err = readPerson(tx, q.id); err != nil {
			return nil, err
		}
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
