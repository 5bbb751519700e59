package order

import (
	"database/sql"
	"time"

	"restante/node/vault"
)

func putTicket(tx *vault.Tx, t Ticket) error {
	return tx.Do("keeping a ticket", `INSERT INTO ticket (serial, slug, variant, expires) VALUES (?, ?, ?, ?)`, t.Serial[:], t.Slug, t.Variant, t.Expires.UnixNano())
}

// unused reports whether a ticket was made here and not used yet.
func unused(tx *vault.Tx, t Ticket) (bool, error) {
	return tx.One("looking for a ticket", `SELECT 1 FROM ticket WHERE serial = ? AND of IS NULL`, []any{t.Serial[:]}, new(int))
}

func readTickets(tx *vault.Tx, where string, args ...any) ([]Ticket, error) {
	rows, err := tx.Query(`SELECT serial, slug, variant, expires FROM ticket `+where, args...)
	return vault.Collect("reading tickets", rows, err, func(r *sql.Rows) (t Ticket, err error) {
		var serial []byte
		var expires int64
		if err := r.Scan(&serial, &t.Slug, &t.Variant, &expires); err != nil {
			return t, err
		}
		copy(t.Serial[:], serial)
		t.Expires = time.Unix(0, expires).UTC()
		return t, nil
	})
}
