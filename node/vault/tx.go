package vault

import (
	"context"
	"database/sql"
	"errors"

	"restante/node/durable"
)

var (
	errViewWrites = errors.New("vault: View cannot write")
	errNested     = errors.New("vault: Update was called inside an Update, which would wait for itself")
)

// A Tx is a transaction in progress. It is valid until the function it was
// given to returns, and belongs to that function's goroutine.
type Tx struct {
	ctx      context.Context
	conn     *conn
	writable bool
	rows     []*sql.Rows
	after    []func()
}

type inUpdate struct{}

// Context is the context of the transaction, for work done on its behalf.
func (tx *Tx) Context() context.Context { return tx.ctx }

// AfterCommit has f called once the transaction is committed, and not at all if
// it is rolled back: the place for wake-ups and events.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// Exec runs a statement that changes something.
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) {
	if !tx.writable {
		return nil, errViewWrites
	}
	ctx, err := tx.statementContext()
	if err != nil {
		return nil, err
	}
	r, err := tx.conn.exec(ctx, query, args...)
	return r, explain(err)
}

// Query runs a statement that returns rows. Rows that are still open when the
// transaction ends are closed with it.
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	ctx, err := tx.statementContext()
	if err != nil {
		return nil, err
	}
	rows, err := tx.conn.query(ctx, query, args...)
	if err != nil {
		return nil, tx.explainQuery(err)
	}
	tx.rows = append(tx.rows, rows)
	return rows, nil
}

// QueryRow runs a statement that returns at most one row, which must be
// scanned; Scan returns sql.ErrNoRows where there is none.
func (tx *Tx) QueryRow(query string, args ...any) *sql.Row {
	ctx, err := tx.statementContext()
	if err != nil {
		ctx = tx.ctx // Scan will report that it is cancelled
	}
	return tx.conn.queryRow(ctx, query, args...)
}

// statementContext keeps a cancelled context from interrupting a write halfway:
// it is looked at between statements only. Reads may take long and are
// interrupted.
func (tx *Tx) statementContext() (context.Context, error) {
	if tx.writable {
		return context.WithoutCancel(tx.ctx), tx.ctx.Err()
	}
	return tx.ctx, nil
}

func (tx *Tx) explainQuery(err error) error {
	err = explain(err)
	if !tx.writable && errors.Is(err, ErrReadOnly) {
		return errors.Join(errViewWrites, err)
	}
	return err
}

// commit is the durable step. The context counts no more: once begun, the
// commit either happens or fails by itself.
func (tx *Tx) commit(name string) error {
	if err := tx.ctx.Err(); err != nil {
		return err
	}
	tx.closeRows()
	return durable.Step(name, func() error {
		return tx.conn.commit(context.WithoutCancel(tx.ctx))
	})
}

// rollback reports whether the connection can be used again. Where SQLite has
// rolled back by itself already there is nothing left to roll back.
func (tx *Tx) rollback() bool {
	tx.closeRows()
	ctx := context.WithoutCancel(tx.ctx)
	if _, err := tx.conn.exec(ctx, "ROLLBACK"); err == nil {
		return true
	}
	// A transaction can be begun only where none is open any more.
	if _, err := tx.conn.exec(ctx, "BEGIN"); err != nil {
		return false
	}
	_, err := tx.conn.exec(ctx, "ROLLBACK")
	return err == nil
}

func (tx *Tx) closeRows() {
	for _, r := range tx.rows {
		_ = r.Close() // of rows that nobody reads any more
	}
	tx.rows = nil
}
