package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Invoice gives an order of one's shop its invoice number: the next one, the first time,
// and ever after the same. There are no gaps.
func (s *Service) Invoice(ctx context.Context, id event.ID) (number uint64, err error) {
	err = s.change(ctx, "order invoice", id, func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		if l.role != machine.Merchant {
			return ErrInvoice
		}
		var found bool
		if number, found, err = invoiceOf(tx, id); found || err != nil {
			return err
		}
		_, err = tx.One("giving an invoice number", `INSERT INTO invoice (number, of, at)
			VALUES ((SELECT coalesce(max(number), (SELECT CAST(text AS INTEGER) FROM kept WHERE what = 'invoice'), 0) + 1 FROM invoice), ?, ?) RETURNING number`,
			[]any{id[:], time.Now().UnixNano()}, &number)
		return err
	})
	return number, err
}

func invoiceOf(tx *vault.Tx, id event.ID) (number uint64, found bool, err error) {
	found, err = tx.One("reading an invoice number", `SELECT number FROM invoice WHERE of = ?`, []any{id[:]}, &number)
	return number, found, err
}

// maxInvoice leaves room for more numbers than anybody writes.
const maxInvoice = 1 << 40

// FirstInvoice chooses the first invoice number, for a shop that goes on from somewhere
// else; once one was given it is [ErrInvoice].
func (s *Service) FirstInvoice(ctx context.Context, number uint64) error {
	if number == 0 || number > maxInvoice {
		return ErrInvoice
	}
	return s.Vault.Update(ctx, "order first invoice", func(tx *vault.Tx) error {
		given, err := tx.One("looking for invoices", `SELECT 1 FROM invoice LIMIT 1`, nil, new(int))
		if given {
			return ErrInvoice
		}
		return errors.Join(err, tx.Do("choosing an invoice number", `INSERT OR REPLACE INTO kept (what, name, text) VALUES ('invoice', 'before', ?)`, fmt.Sprint(number-1)))
	})
}
