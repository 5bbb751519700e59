package order

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/node/vault"
)

// Invoice gives an order of one's shop its invoice number: the next one, the first time,
// and ever after the same. There are no gaps. What the invoice says is kept with it, and
// never changes.
func (s *Service) Invoice(ctx context.Context, id event.ID) (number uint64, err error) {
	err = s.change(ctx, "order invoice", id, func(tx *vault.Tx) error {
		if _, err := s.invoice(tx, id); err != nil {
			return err
		}
		number, _, err = invoiceOf(tx, id)
		return err
	})
	return number, err
}

// invoice is what the invoice of an order says; it is made if there is none.
func (s *Service) invoice(tx *vault.Tx, id event.ID) (paper.Bill, error) {
	if b, found, err := madeInvoice(tx, id); found || err != nil {
		return b, err
	}
	l, err := s.knownLog(tx, id)
	if err != nil {
		return paper.Bill{}, err
	}
	if l.role != machine.Merchant {
		return paper.Bill{}, ErrInvoice
	}
	if l.state.Ended != nil && l.state.Money.Paid == 0 {
		return paper.Bill{}, ErrPaper // nothing was sold
	}
	b, err := s.bill(tx, l)
	if err != nil {
		return b, err
	}
	return b, number(tx, "invoice", &b, `INSERT INTO invoice (number, of, made, at) VALUES (?, ?, ?, ?)`, id[:])
}

// number gives a paper the next number of its series, and keeps what it says.
func number(tx *vault.Tx, series string, b *paper.Bill, insert string, of ...any) error {
	h, err := headOf(tx)
	if err != nil {
		return err
	}
	in := h.Invoices
	if b.Kind == paper.CreditNote {
		in = h.Credits
	}
	b.Number = in.Prefix + strconv.FormatUint(in.Next, 10)
	made, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("keeping an %s: %w", series, err)
	}
	return tx.Do("keeping an "+series, insert, append(append([]any{in.Next}, of...), string(made), time.Now().UnixNano())...)
}

func invoiceOf(tx *vault.Tx, id event.ID) (number uint64, found bool, err error) {
	found, err = tx.One("reading an invoice number", `SELECT number FROM invoice WHERE of = ?`, []any{id[:]}, &number)
	return number, found, err
}

// madeInvoice is one as it was made.
func madeInvoice(tx *vault.Tx, id event.ID) (b paper.Bill, found bool, err error) {
	all, err := bills(tx, `SELECT made FROM invoice WHERE of = ?`, id)
	if len(all) > 0 {
		return all[0], true, err
	}
	return b, false, err
}

func bills(tx *vault.Tx, query string, id event.ID) ([]paper.Bill, error) {
	rows, err := tx.Query(query, id[:])
	return vault.Collect("reading papers", rows, err, func(r *sql.Rows) (b paper.Bill, err error) {
		var made []byte
		err = r.Scan(&made)
		if err == nil {
			err = json.Unmarshal(made, &b)
		}
		return b, err
	})
}

// FirstInvoice chooses the first invoice number, for a shop that goes on from somewhere
// else; once one was given it is [ErrInvoice].
func (s *Service) FirstInvoice(ctx context.Context, number uint64) error {
	if number == 0 {
		return ErrInvoice
	}
	return s.Vault.Update(ctx, "order first invoice", func(tx *vault.Tx) error {
		given, err := tx.One("looking for invoices", `SELECT 1 FROM invoice LIMIT 1`, nil, new(int))
		if given {
			return ErrInvoice
		}
		return errors.Join(err, choose(tx, "invoice", number))
	})
}
