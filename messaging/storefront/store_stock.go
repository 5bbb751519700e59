package storefront

import (
	"database/sql"

	"restante/node/vault"
)

type pieceKey struct{ slug, variant string }

// readPieces is the stock of a listing, or of all of them.
func readPieces(tx *vault.Tx, slug string) (map[pieceKey]Pieces, error) {
	all := make(map[pieceKey]Pieces)
	rows, err := tx.Query(`SELECT slug, variant, pieces, 0 FROM stock WHERE ?1 IN ('', slug)
		UNION ALL SELECT slug, variant, 0, pieces FROM reserved WHERE ?1 IN ('', slug)`, slug)
	_, err = vault.Collect("reading the stock", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var k pieceKey
		var free, reserved uint32
		err = r.Scan(&k.slug, &k.variant, &free, &reserved)
		p := all[k]
		all[k] = Pieces{Variant: k.variant, Free: p.Free + free, Reserved: p.Reserved + reserved}
		return none, err
	})
	return all, err
}

func readFree(tx *vault.Tx, slug, variant string) (n int64, err error) {
	_, err = tx.One("reading the stock", `SELECT pieces FROM stock WHERE slug = ? AND variant = ?`, []any{slug, variant}, &n)
	return n, err
}

func putFree(tx *vault.Tx, slug, variant string, n int64) error {
	return tx.Do("keeping the stock", `INSERT INTO stock (slug, variant, pieces) VALUES (?, ?, ?)
		ON CONFLICT (slug, variant) DO UPDATE SET pieces = excluded.pieces`, slug, variant, n)
}

func isHeld(tx *vault.Tx, holder string) (held bool, err error) {
	var one int
	return tx.One("looking for reserved pieces", `SELECT 1 FROM reserved WHERE holder = ? LIMIT 1`, []any{holder}, &one)
}

func readReserved(tx *vault.Tx, holder string) ([]Want, error) {
	rows, err := tx.Query(`SELECT slug, variant, pieces FROM reserved WHERE holder = ?`, holder)
	return vault.Collect("reading reserved pieces", rows, err, func(r *sql.Rows) (w Want, err error) {
		err = r.Scan(&w.Slug, &w.Variant, &w.Pieces)
		return w, err
	})
}

// putReserved adds: one order may name a variant twice.
func putReserved(tx *vault.Tx, holder string, w Want) error {
	return tx.Do("reserving pieces", `INSERT INTO reserved (holder, slug, variant, pieces) VALUES (?, ?, ?, ?)
		ON CONFLICT (holder, slug, variant) DO UPDATE SET pieces = pieces + excluded.pieces`, holder, w.Slug, w.Variant, w.Pieces)
}

func deleteReserved(tx *vault.Tx, holder string) error {
	return tx.Do("letting go of reserved pieces", `DELETE FROM reserved WHERE holder = ?`, holder)
}
