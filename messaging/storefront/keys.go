package storefront

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// AddKeys puts licence keys into the pool of a listing, in their order; those that were
// ever in it are left out. It says how many are new.
func (s *Service) AddKeys(ctx context.Context, slug string, texts []string) (added int, err error) {
	err = s.update(ctx, "keys add", slug, func(tx *vault.Tx) error {
		if _, err := readRow(tx, slug); err != nil {
			return err
		}
		added = 0
		for i, text := range texts {
			text = strings.TrimSpace(text)
			if !validKey(text) {
				return fmt.Errorf("%w: number %d is not", ErrKey, i+1)
			}
			n, err := putKey(tx, slug, text)
			if err != nil {
				return err
			}
			added += n
		}
		free, taken, err := countKeys(tx, slug)
		if err == nil && free+taken > MaxKeys {
			err = ErrFull
		}
		return err
	})
	return added, err
}

func validKey(text string) bool {
	return text != "" && len(text) <= listing.MaxKey && utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// Keys says how many keys of a listing's pool are left, and how many were handed out.
func (s *Service) Keys(ctx context.Context, slug string) (left, taken int, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		left, taken, err = countKeys(tx, slug)
		return err
	})
	return left, taken, err
}

// RemoveKey takes a key out of the pool. One that is not there, or that an order has, is
// [ErrNoKey].
func (s *Service) RemoveKey(ctx context.Context, slug, text string) error {
	return s.update(ctx, "key remove", slug, func(tx *vault.Tx) error {
		gone, err := deleteKey(tx, slug, strings.TrimSpace(text))
		if err == nil && !gone {
			err = ErrNoKey
		}
		return err
	})
}

// TakeKeys hands n keys of a listing to an order: those that it has, and the oldest of
// the pool. No key is handed to two, and none comes back. Where there are too few it
// is [ErrNoKeys] and nothing is taken.
func (s *Service) TakeKeys(tx *vault.Tx, order, slug string, n int) (texts []string, err error) {
	had, err := keysOf(tx, order, slug)
	if err != nil || len(had) >= n {
		return had, err
	}
	free, err := freeKeys(tx, slug, n-len(had))
	if err != nil {
		return nil, err
	}
	if len(had)+len(free) < n {
		return nil, ErrNoKeys
	}
	for _, text := range free {
		if err := takeKey(tx, order, slug, text); err != nil {
			return nil, err
		}
	}
	s.moved(tx)
	return append(had, free...), nil
}
