package order

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// change runs a step of the operator's on an order that is here.
func (s *Service) change(ctx context.Context, name string, id event.ID, f func(*vault.Tx) error) error {
	return s.Vault.Update(ctx, name, func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		return s.save(tx, l)
	})
}

// SetTags gives an order its tags in place of those it had, at most [MaxTags].
func (s *Service) SetTags(ctx context.Context, id event.ID, tags []string) error {
	tags, err := names(tags)
	if err != nil {
		return err
	}
	return s.change(ctx, "order tags", id, func(tx *vault.Tx) error {
		err := tx.Do("removing tags", `DELETE FROM order_tag WHERE of = ?`, id[:])
		for _, t := range tags {
			err = errors.Join(err, tx.Do("tagging an order", `INSERT INTO order_tag (of, name) VALUES (?, ?)`, id[:], t))
		}
		return err
	})
}

// names trims, sorts and measures tags.
func names(tags []string) (all []string, err error) {
	for _, t := range tags {
		t = strings.TrimSpace(t)
		if !says(t, MaxTag) {
			return nil, ErrWords
		}
		all = append(all, t)
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) > MaxTags {
		return nil, ErrFull
	}
	return all, nil
}

// says reports whether a text is one, and not too long.
func says(text string, most int) bool {
	return text != "" && len(text) <= most && utf8.ValidString(text)
}

// Tags are all tags that there are.
func (s *Service) Tags(ctx context.Context) (all []string, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT DISTINCT name FROM order_tag ORDER BY name`)
		all, err = vault.Collect("reading tags", rows, err, vault.Column[string])
		return err
	})
	return all, err
}

func tagsOf(tx *vault.Tx, id event.ID) ([]string, error) {
	rows, err := tx.Query(`SELECT name FROM order_tag WHERE of = ? ORDER BY name`, id[:])
	return vault.Collect("reading tags", rows, err, vault.Column[string])
}

// Assign says who looks after an order; "" is nobody.
func (s *Service) Assign(ctx context.Context, id event.ID, name string) error {
	if name = strings.TrimSpace(name); name != "" && !says(name, MaxTag) {
		return ErrWords
	}
	return s.change(ctx, "order assign", id, func(tx *vault.Tx) error {
		if name == "" {
			return tx.Do("assigning an order", `DELETE FROM assignee WHERE of = ?`, id[:])
		}
		return tx.Do("assigning an order", `INSERT OR REPLACE INTO assignee (of, name) VALUES (?, ?)`, id[:], name)
	})
}

// AddNote writes a remark down that nobody else sees.
func (s *Service) AddNote(ctx context.Context, id event.ID, text string) error {
	if text = strings.TrimSpace(text); !says(text, MaxWords) {
		return ErrWords
	}
	return s.change(ctx, "order note", id, func(tx *vault.Tx) error {
		notes, err := notesOf(tx, id)
		if err != nil {
			return err
		}
		if len(notes) >= MaxNotes {
			return ErrFull
		}
		return tx.Do("writing a note", `INSERT INTO note (of, at, text) VALUES (?, ?, ?)`, id[:], time.Now().UnixNano(), text)
	})
}

// RemoveNote takes a remark away.
func (s *Service) RemoveNote(ctx context.Context, id event.ID, note int64) error {
	return s.change(ctx, "order note remove", id, func(tx *vault.Tx) error {
		return tx.Do("removing a note", `DELETE FROM note WHERE of = ? AND row = ?`, id[:], note)
	})
}

func notesOf(tx *vault.Tx, id event.ID) ([]Note, error) {
	rows, err := tx.Query(`SELECT row, at, text FROM note WHERE of = ? ORDER BY row`, id[:])
	return vault.Collect("reading notes", rows, err, scanNote)
}

func scanNote(r *sql.Rows) (n Note, err error) {
	var at int64
	err = r.Scan(&n.ID, &at, &n.Text)
	n.At = time.Unix(0, at).UTC()
	return n, err
}
