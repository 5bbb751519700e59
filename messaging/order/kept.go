package order

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"restante/node/vault"
)

// What is kept under a name.
const (
	keptFilter = "filter"
	keptReply  = "reply"
)

// KeepFilter keeps a filter under a name, in place of what had it before.
func (s *Service) KeepFilter(ctx context.Context, name string, f Filter) error {
	b, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFilter, err)
	}
	return s.keep(ctx, keptFilter, name, string(b))
}

// Filters are those that are kept, by name.
func (s *Service) Filters(ctx context.Context) (map[string]Filter, error) {
	texts, err := s.kept(ctx, keptFilter)
	all := make(map[string]Filter)
	for name, text := range texts {
		var f Filter
		if err := json.Unmarshal([]byte(text), &f); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFilter, err)
		}
		all[name] = f
	}
	return all, err
}

// KeepReply keeps a text for messages under a name, in place of what had it before.
func (s *Service) KeepReply(ctx context.Context, name, text string) error {
	return s.keep(ctx, keptReply, name, text)
}

// Replies are the texts that are kept, by name.
func (s *Service) Replies(ctx context.Context) (map[string]string, error) {
	return s.kept(ctx, keptReply)
}

// ForgetFilter and ForgetReply undo the two.
func (s *Service) ForgetFilter(ctx context.Context, name string) error {
	return s.forget(ctx, keptFilter, name)
}
func (s *Service) ForgetReply(ctx context.Context, name string) error {
	return s.forget(ctx, keptReply, name)
}

func (s *Service) keep(ctx context.Context, what, name, text string) error {
	if name = strings.TrimSpace(name); !says(name, MaxTag) || !says(text, MaxWords) {
		return ErrWords
	}
	return s.Vault.Update(ctx, "order keep", func(tx *vault.Tx) error {
		err := tx.Do("keeping a text", `INSERT INTO kept (what, name, text, place) VALUES (?, ?, ?, ?)
			ON CONFLICT (what, name) DO UPDATE SET text = excluded.text`, what, name, text, MaxKept)
		if err != nil {
			return err
		}
		var n int
		if _, err := tx.One("counting texts", `SELECT count(*) FROM kept WHERE what = ?`, []any{what}, &n); err != nil || n <= MaxKept {
			return err
		}
		return ErrFull
	})
}

func (s *Service) kept(ctx context.Context, what string) (map[string]string, error) {
	all := make(map[string]string)
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT name, text FROM kept WHERE what = ?`, what)
		_, err = vault.Collect("reading texts", rows, err, func(r *sql.Rows) (name string, err error) {
			var text string
			err = r.Scan(&name, &text)
			all[name] = text
			return name, err
		})
		return err
	})
	return all, err
}

func (s *Service) forget(ctx context.Context, what, name string) error {
	return s.Vault.Update(ctx, "order forget", func(tx *vault.Tx) error {
		return tx.Do("forgetting a text", `DELETE FROM kept WHERE what = ? AND name = ?`, what, name)
	})
}
