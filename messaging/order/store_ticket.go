package order

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

func putTicket(tx *vault.Tx, t Ticket, node peer.ID) error {
	return tx.Do("keeping a ticket", `INSERT INTO ticket (serial, slug, variant, expires, node, place) VALUES (?, ?, ?, ?, ?, 0)`,
		t.Serial[:], t.Slug, t.Variant, t.Expires.UnixNano(), node.String())
}

// unused reports whether a ticket was made here for this push node, and not used yet.
func unused(tx *vault.Tx, t Ticket, node peer.ID) (bool, error) {
	return tx.One("looking for a ticket", `SELECT 1 FROM ticket WHERE serial = ? AND node = ? AND of IS NULL`, []any{t.Serial[:], node.String()}, new(int))
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
