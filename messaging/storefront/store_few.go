package storefront

import (
	"database/sql"

	"restante/node/vault"
)

// stock is what there is of everything, or of one listing.
type stock struct {
	pieces map[pieceKey]Pieces
	few    map[pieceKey]uint32
}

// readStock is that of a listing, or of all of them.
func readStock(tx *vault.Tx, slug string) (s stock, err error) {
	if s.pieces, err = readPieces(tx, slug); err != nil {
		return s, err
	}
	all, err := readFew(tx)
	s.few = make(map[pieceKey]uint32, len(all))
	for _, t := range all {
		s.few[pieceKey{t.Slug, t.Variant}] = t.Pieces
	}
	return s, err
}

// threshold is the nearest to a variant.
func (s stock) threshold(slug, variant string) uint32 {
	for _, k := range []pieceKey{{slug, variant}, {slug, ""}, {}} {
		if n, set := s.few[k]; set {
			return n
		}
	}
	return UsualFew
}

func readFew(tx *vault.Tx) ([]Threshold, error) {
	rows, err := tx.Query(`SELECT slug, variant, pieces FROM few ORDER BY slug, variant`)
	return vault.Collect("reading thresholds", rows, err, func(r *sql.Rows) (t Threshold, err error) {
		err = r.Scan(&t.Slug, &t.Variant, &t.Pieces)
		return t, err
	})
}

func putFew(tx *vault.Tx, t Threshold) error {
	return tx.Do("keeping a threshold", `INSERT OR REPLACE INTO few (slug, variant, pieces) VALUES (?, ?, ?)`, t.Slug, t.Variant, t.Pieces)
}

func deleteFew(tx *vault.Tx, slug, variant string) error {
	return tx.Do("dropping a threshold", `DELETE FROM few WHERE slug = ? AND variant = ?`, slug, variant)
}

// readTold is of what the owner was told that it is low.
func readTold(tx *vault.Tx) (map[pieceKey]bool, error) {
	told := make(map[pieceKey]bool)
	rows, err := tx.Query(`SELECT slug, variant FROM stock WHERE told = 1`)
	_, err = vault.Collect("reading what is low", rows, err, func(r *sql.Rows) (k pieceKey, err error) {
		err = r.Scan(&k.slug, &k.variant)
		told[k] = true
		return k, err
	})
	return told, err
}

func markTold(tx *vault.Tx, k pieceKey, told bool) error {
	return tx.Do("noting what is low", `INSERT INTO stock (slug, variant, pieces, told) VALUES (?1, ?2, 0, ?3)
		ON CONFLICT (slug, variant) DO UPDATE SET told = ?3`, k.slug, k.variant, told)
}
