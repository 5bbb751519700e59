package vault

import (
	"database/sql"
	"errors"
	"fmt"
)

// While says what was being done when an error came. No error stays none.
func While(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// Do runs a statement whose result says nothing.
func (tx *Tx) Do(doing, query string, args ...any) error {
	_, err := tx.Exec(query, args...)
	return While(doing, err)
}

// One scans a single row and reports whether there was one.
func (tx *Tx) One(doing, query string, args []any, into ...any) (found bool, err error) {
	err = tx.QueryRow(query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, While(doing, err)
}

// Column scans a row of one column, for [Collect].
func Column[T any](r *sql.Rows) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}

// Collect reads what a [Tx.Query] gave to its end.
func Collect[T any](doing string, rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) (all []T, _ error) {
	if err != nil {
		return nil, While(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, While(doing, err)
		}
		all = append(all, v)
	}
	return all, While(doing, rows.Err())
}
