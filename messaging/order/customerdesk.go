package order

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// TagCustomer gives a customer tags in place of those they had, at most [MaxTags].
func (s *Service) TagCustomer(ctx context.Context, p peer.ID, tags []string) error {
	tags, err := names(tags)
	if err != nil {
		return err
	}
	return s.Vault.Update(ctx, "customer tags", func(tx *vault.Tx) error {
		err := tx.Do("removing tags", `DELETE FROM order_tag WHERE of = ?`, []byte(p))
		for _, t := range tags {
			err = errors.Join(err, tx.Do("tagging a customer", `INSERT INTO order_tag (of, name) VALUES (?, ?)`, []byte(p), t))
		}
		return err
	})
}

// NoteCustomer writes a remark on a customer down that nobody else sees.
func (s *Service) NoteCustomer(ctx context.Context, p peer.ID, text string) error {
	if text = strings.TrimSpace(text); !says(text, MaxWords) {
		return ErrWords
	}
	return s.Vault.Update(ctx, "customer note", func(tx *vault.Tx) error {
		var n int
		if _, err := tx.One("counting notes", `SELECT count(*) FROM note WHERE of = ?`, []any{[]byte(p)}, &n); err != nil {
			return err
		}
		if n >= MaxNotes {
			return ErrFull
		}
		return tx.Do("writing a note", `INSERT INTO note (of, at, text) VALUES (?, ?, ?)`, []byte(p), time.Now().UnixNano(), text)
	})
}

// ForgetCustomerNote takes a remark away.
func (s *Service) ForgetCustomerNote(ctx context.Context, p peer.ID, note int64) error {
	return s.Vault.Update(ctx, "customer note remove", func(tx *vault.Tx) error {
		return tx.Do("removing a note", `DELETE FROM note WHERE of = ? AND row = ?`, []byte(p), note)
	})
}

// addDesk adds what the operator keeps of a customer.
func (c *Customer) addDesk(tx *vault.Tx) (err error) {
	rows, err := tx.Query(`SELECT name FROM order_tag WHERE of = ? ORDER BY name`, []byte(c.Peer))
	if c.Tags, err = vault.Collect("reading tags", rows, err, vault.Column[string]); err != nil {
		return err
	}
	rows, err = tx.Query(`SELECT row, at, text FROM note WHERE of = ? ORDER BY row`, []byte(c.Peer))
	c.Notes, err = vault.Collect("reading notes", rows, err, scanNote)
	return err
}
