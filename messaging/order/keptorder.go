package order

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"restante/node/vault"
)

// KeptFilter is a filter with its name.
type KeptFilter struct {
	Name string
	Filter
}

// KeptFilters are the filters that are kept, as the operator put them.
func (s *Service) KeptFilters(ctx context.Context) (all []KeptFilter, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT name, text FROM kept WHERE what = ? ORDER BY place, name`, keptFilter)
		all, err = vault.Collect("reading filters", rows, err, func(r *sql.Rows) (k KeptFilter, err error) {
			var text string
			if err := r.Scan(&k.Name, &text); err != nil {
				return k, err
			}
			if err := json.Unmarshal([]byte(text), &k.Filter); err != nil {
				return k, fmt.Errorf("%w: %w", ErrFilter, err)
			}
			return k, nil
		})
		return err
	})
	return all, err
}

// OrderFilters puts filters in the order of their names; one that is not named comes last.
func (s *Service) OrderFilters(ctx context.Context, names []string) error {
	if len(names) > MaxKept {
		return ErrFull
	}
	return s.Vault.Update(ctx, "order filters", func(tx *vault.Tx) error {
		err := tx.Do("ordering filters", `UPDATE kept SET place = ? WHERE what = ?`, len(names), keptFilter)
		for i, name := range names {
			if err == nil {
				err = tx.Do("ordering filters", `UPDATE kept SET place = ? WHERE what = ? AND name = ?`, i, keptFilter, name)
			}
		}
		return err
	})
}

// RenameFilter gives a filter another name, which no other one has.
func (s *Service) RenameFilter(ctx context.Context, from, to string) error {
	if to = strings.TrimSpace(to); !says(to, MaxTag) {
		return ErrWords
	}
	return s.Vault.Update(ctx, "order filter rename", func(tx *vault.Tx) error {
		taken, err := tx.One("looking for a name", `SELECT 1 FROM kept WHERE what = ? AND name = ? AND name <> ?`, []any{keptFilter, to, from}, new(int))
		if taken {
			return ErrTaken
		}
		if err != nil {
			return err
		}
		return tx.Do("renaming a filter", `UPDATE kept SET name = ? WHERE what = ? AND name = ?`, to, keptFilter, from)
	})
}
