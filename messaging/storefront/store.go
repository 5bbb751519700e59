package storefront

import (
	"database/sql"
	"time"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// row is an item as it is kept.
type row struct {
	place   int64
	state   State
	edited  listing.Listing
	changed time.Time
	version listing.Hash // zero: never published
}

func scanRow(r interface{ Scan(...any) error }) (x row, err error) {
	var edited, version []byte
	var changed int64
	if err := r.Scan(&x.place, &x.state, &edited, &changed, &version); err != nil {
		return row{}, err
	}
	x.changed = time.UnixMilli(changed).UTC()
	copy(x.version[:], version)
	x.edited, err = listing.OpenDraft(edited)
	return x, err
}

const itemColumns = `SELECT place, state, edited, changed, version FROM item `

// readRow gives [ErrNoItem] where there is none.
func readRow(tx *vault.Tx, slug string) (row, error) {
	all, err := readRows(tx, `WHERE slug = ?`, slug)
	if err == nil && len(all) == 0 {
		err = ErrNoItem
	}
	if err != nil {
		return row{}, err
	}
	return all[0], nil
}

func readRows(tx *vault.Tx, where string, args ...any) ([]row, error) {
	rows, err := tx.Query(itemColumns+where, args...)
	return vault.Collect("reading listings", rows, err, func(r *sql.Rows) (row, error) { return scanRow(r) })
}

func hasItem(tx *vault.Tx, slug string) (found bool, err error) {
	var one int
	return tx.One("looking for a listing", `SELECT 1 FROM item WHERE slug = ?`, []any{slug}, &one)
}

func countItems(tx *vault.Tx) (n int, err error) {
	_, err = tx.One("counting listings", `SELECT count(*) FROM item`, nil, &n)
	return n, err
}

// putItem keeps a listing as it is edited. One that is or was on sale has to be
// looked at by the next publication.
func putItem(tx *vault.Tx, l listing.Listing, state State) error {
	b, err := l.Draft()
	if err != nil {
		return err
	}
	if err := touch(tx); err != nil {
		return err
	}
	return tx.Do("keeping a listing", `INSERT INTO item (slug, state, edited, changed, dirty) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (slug) DO UPDATE SET state = excluded.state, edited = excluded.edited, changed = excluded.changed, dirty = 1`,
		l.Slug, state, b, now().UnixMilli())
}

func deleteItem(tx *vault.Tx, slug string) error {
	for _, query := range []string{
		`DELETE FROM item WHERE slug = ?`, `DELETE FROM stock WHERE slug = ?`, `DELETE FROM few WHERE slug = ?`,
		`DELETE FROM licence WHERE slug = ? AND holder IS NULL`,
	} {
		if err := tx.Do("deleting a listing", query, slug); err != nil {
			return err
		}
	}
	if err := tx.Do("taking files away", `UPDATE goods SET gone = ? WHERE slug = ? AND gone = 0`, now().UnixMilli(), slug); err != nil {
		return err
	}
	return touch(tx)
}

func markDirty(tx *vault.Tx, slug string) error {
	if err := touch(tx); err != nil {
		return err
	}
	return keepDirty(tx, slug)
}

// readShop gives [ErrNoShop] before it was first saved.
func readShop(tx *vault.Tx) (s listing.Shop, version listing.Hash, err error) {
	var edited, hash []byte
	found, err := tx.One("reading the shop", `SELECT edited, version FROM shop`, nil, &edited, &hash)
	if err == nil && !found {
		err = ErrNoShop
	}
	if err != nil {
		return listing.Shop{}, version, err
	}
	copy(version[:], hash)
	s, err = listing.OpenShopDraft(edited)
	return s, version, err
}

func putShop(tx *vault.Tx, s listing.Shop) error {
	b, err := s.Draft()
	if err != nil {
		return err
	}
	return tx.Do("keeping the shop", `INSERT INTO shop (id, edited, pending) VALUES (1, ?, 1)
		ON CONFLICT (id) DO UPDATE SET edited = excluded.edited, pending = 1`, b)
}

// touch notes that there is something to publish.
func touch(tx *vault.Tx) error {
	return tx.Do("noting that the shop changed", `UPDATE shop SET pending = 1`)
}

func isPending(tx *vault.Tx) (pending bool, err error) {
	_, err = tx.One("looking for changes", `SELECT pending > 0 FROM shop`, nil, &pending)
	return pending, err
}

// setPending goes on from one step of a publication to the next, unless something
// changed meanwhile.
func setPending(tx *vault.Tx, from, to int) error {
	return tx.Do("noting how far the shop is published", `UPDATE shop SET pending = ? WHERE pending = ?`, to, from)
}
