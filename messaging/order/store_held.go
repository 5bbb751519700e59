package order

import (
	"database/sql"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// held is what an order has of the stock for one line.
type held struct {
	line                        int
	reserved, gone, back, short uint32
}

func readHeld(tx *vault.Tx, id event.ID) (map[int]held, error) {
	all := make(map[int]held)
	rows, err := tx.Query(`SELECT line, reserved, gone, back, short FROM held WHERE of = ?`, id[:])
	_, err = vault.Collect("reading what an order holds", rows, err, func(r *sql.Rows) (h held, err error) {
		err = r.Scan(&h.line, &h.reserved, &h.gone, &h.back, &h.short)
		all[h.line] = h
		return h, err
	})
	return all, err
}

func putHeld(tx *vault.Tx, id event.ID, h held) error {
	return tx.Do("noting what an order holds", `INSERT OR REPLACE INTO held (of, line, reserved, gone, back, short) VALUES (?, ?, ?, ?, ?, ?)`,
		id[:], h.line, h.reserved, h.gone, h.back, h.short)
}
