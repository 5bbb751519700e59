package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"restante/node/vault"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

// Accounts lists all accounts, the primary first.
func (s *Storage) Accounts(ctx context.Context) (all []Account, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := readRows(tx)
		if err != nil {
			return err
		}
		sweeps, err := readSweeps(tx)
		if err != nil {
			return err
		}
		held, err := s.Outbox.Holdings(tx)
		for _, r := range rows {
			r.Holding, r.Account.Sweep = held[r.ID], sweeps[r.ID]
			if k, e := s.kind(r.Kind); e == nil {
				r.Account.Settings = shown(r.settings, k)
			}
			all = append(all, r.Account)
		}
		return err
	})
	return all, err
}

// Here is what lies on this computer.
func (s *Storage) Here(ctx context.Context) (h outbox.Holding, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		held, err := s.Outbox.Holdings(tx)
		h = held[""]
		return err
	})
	return h, err
}

// Add connects an account: it is tried first, and kept only if it works.
func (s *Storage) Add(ctx context.Context, n New) (id string, err error) {
	k, err := s.kind(n.Kind)
	if err != nil {
		return "", err
	}
	if err := n.check(k); err != nil {
		return "", err
	}
	at, err := s.tryNew(ctx, k, n)
	if err != nil {
		return "", err
	}
	id = strings.ToLower(rand.Text())
	err = s.change(ctx, id, func(tx *vault.Tx) error {
		if err := errors.Join(s.roomFor(tx), unlike(tx, id, n.Kind, at)); err != nil {
			return err
		}
		if err := insertRow(tx, id, n, at, time.Now()); err != nil {
			return err
		}
		return onePrimary(tx, id, n.Role)
	})
	return id, err
}

// tryNew tries an account before it is kept. What is connected already gets no trial.
func (s *Storage) tryNew(ctx context.Context, k depot.Kind, n New) (at depot.Where, err error) {
	d, err := s.make(k, n.Settings, 0)
	if err != nil {
		return at, err
	}
	if at, err = s.whereTo(ctx, k, n.Settings); err != nil {
		return at, err
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error { return unlike(tx, "", k.Name, at) })
	if err == nil {
		err = s.unowned(ctx, d)
	}
	if err == nil {
		err = s.try(ctx, d)
	}
	return at, err
}

func (s *Storage) roomFor(tx *vault.Tx) error {
	rows, err := readRows(tx)
	if err == nil && len(rows) >= MaxAccounts {
		err = fmt.Errorf("%w: %d at most", ErrTooMany, MaxAccounts)
	}
	return err
}

// change runs f in a transaction, after which what is under way follows the choice.
func (s *Storage) change(ctx context.Context, id string, f func(*vault.Tx) error) error {
	return s.Vault.Update(ctx, "storage", func(tx *vault.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		tx.AfterCommit(func() {
			s.forget(id)
			s.Bus.Publish(Changed{id})
		})
		return s.Outbox.Rearrange(tx)
	})
}

// SetRole says what an account is for.
func (s *Storage) SetRole(ctx context.Context, id string, r Role) error {
	if r < None || r > Primary {
		return fmt.Errorf("%w: unknown role", ErrSettings)
	}
	return s.change(ctx, id, func(tx *vault.Tx) error {
		if _, err := readRow(tx, id); err != nil {
			return err
		}
		if err := onePrimary(tx, id, r); err != nil {
			return err
		}
		return tx.Do("changing a role", `UPDATE account SET role = ?, removed = NULL WHERE id = ?`, int(r), id)
	})
}

// Terms are what a user notes about an account.
type Terms struct {
	Title    string // at most [MaxTitle] characters; "": what its kind is called
	Cap      int64  // bytes of ours that may lie there; 0: no limit
	Price    int64  // of a gigabyte a month, in thousandths of the currency's unit
	Currency string // at most 8 characters
}

// SetTerms notes them.
func (s *Storage) SetTerms(ctx context.Context, id string, t Terms) error {
	if t.Cap < 0 || t.Price < 0 || t.Price > MaxPrice || utf8.RuneCountInString(t.Currency) > 8 || !utf8.ValidString(t.Currency) {
		return fmt.Errorf("%w: a limit or a price is out of bounds", ErrSettings)
	}
	return s.change(ctx, id, func(tx *vault.Tx) error {
		r, err := readRow(tx, id)
		if err != nil {
			return err
		}
		k, err := s.kind(r.Kind)
		if err != nil {
			return err
		}
		title, err := titleOf(t.Title, k)
		if err != nil {
			return err
		}
		return tx.Do("noting terms", `UPDATE account SET title = ?, cap = ?, price = ?, currency = ? WHERE id = ?`,
			title, t.Cap, t.Price, t.Currency, id)
	})
}

// Reconnect replaces settings: a new password, for instance. Fields that are not
// named stay, and the place does. They are tried first.
func (s *Storage) Reconnect(ctx context.Context, id string, with depot.Settings) error {
	r, k, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	at, err := s.tryAgain(ctx, r, k, with)
	if err != nil {
		return err
	}
	maps.Copy(r.settings, with)
	return s.change(ctx, id, func(tx *vault.Tx) error {
		if err := errors.Join(unlike(tx, id, r.Kind, at), keepSettings(tx, id, r.settings, at)); err != nil {
			return err
		}
		return s.Outbox.WakeAccount(tx, id, true)
	})
}

func (s *Storage) tryAgain(ctx context.Context, r row, k depot.Kind, with depot.Settings) (at depot.Where, err error) {
	settings := maps.Clone(r.settings)
	maps.Copy(settings, with)
	if err := checkSettings(settings, k); err != nil {
		return at, err
	}
	d, err := s.make(k, settings, 0)
	if err != nil {
		return at, err
	}
	if at, err = s.stays(ctx, r, k, with); err == nil {
		err = s.try(ctx, d)
	}
	return at, err
}

func (s *Storage) find(ctx context.Context, id string) (r row, k depot.Kind, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		r, err = readRow(tx, id)
		return err
	})
	if err == nil {
		k, err = s.kind(r.Kind)
	}
	return r, k, err
}

// Remove leaves an account for good. What lies there moves first, and the account goes
// when nothing of ours is left, and no contact may leave mail there; with now it goes at once, and what lies there stays
// until somebody removes it at the provider.
func (s *Storage) Remove(ctx context.Context, id string, now bool) error {
	return s.change(ctx, id, func(tx *vault.Tx) error {
		if _, err := readRow(tx, id); err != nil {
			return err
		}
		err := tx.Do("leaving an account", `UPDATE account SET role = ?, removed = ? WHERE id = ?`, int(None), time.Now().UnixNano(), id)
		if err != nil {
			return err
		}
		if err := tx.Do("leaving an account", `DELETE FROM choice WHERE account = ?`, id); err != nil {
			return err
		}
		if now {
			return s.drop(tx, id)
		}
		return s.Removed(tx, id) // nothing may lie there
	})
}
