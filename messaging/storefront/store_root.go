package storefront

import (
	"database/sql"

	"github.com/ipfs/go-cid"

	"restante/node/vault"
)

type root struct {
	cid    cid.Cid
	size   int64
	named  bool
	number uint64 // of the call that named it
}

func highest(roots []root) (n uint64) {
	for _, r := range roots {
		n = max(n, r.number)
	}
	return n
}

// readRoots is what may be pinned, the newest first.
func readRoots(tx *vault.Tx) ([]root, error) {
	rows, err := tx.Query(`SELECT cid, size, named, number FROM root ORDER BY made DESC`)
	return vault.Collect("reading the shop's roots", rows, err, func(r *sql.Rows) (x root, err error) {
		var text string
		if err := r.Scan(&text, &x.size, &x.named, &x.number); err != nil {
			return root{}, err
		}
		x.cid, err = cid.Decode(text)
		return x, err
	})
}

// putRoot notes a root before it is pinned, so that no pin is without an owner. One that
// is noted is the newest: the shop's own object in it names every page, and each version
// of that is made once.
func putRoot(tx *vault.Tx, c cid.Cid, size int64) error {
	return tx.Do("noting the shop's root", `INSERT OR IGNORE INTO root (cid, size, made)
		VALUES (?, ?, (SELECT coalesce(max(made), 0) + 1 FROM root))`, c.String(), size)
}

// setNamed leaves the named root alone.
func setNamed(tx *vault.Tx, r root) error {
	if err := tx.Do("noting the shop's name", `UPDATE root SET named = 1, number = ? WHERE cid = ?`, int64(r.number), r.cid.String()); err != nil {
		return err
	}
	return tx.Do("forgetting old roots", `DELETE FROM root WHERE cid <> ?`, r.cid.String())
}

func clearDirty(tx *vault.Tx) error {
	return tx.Do("noting that listings are signed", `UPDATE item SET dirty = 0 WHERE dirty = 1`)
}

// keepDirty leaves a listing for the next publication.
func keepDirty(tx *vault.Tx, slug string) error {
	return tx.Do("noting that a listing is not signed", `UPDATE item SET dirty = 1 WHERE slug = ?`, slug)
}

// readOnSale is the newest version of all that is on sale, the newest listing first.
func readOnSale(tx *vault.Tx) ([][]byte, error) {
	rows, err := tx.Query(`SELECT v.signed FROM item i JOIN version v ON v.hash = i.version WHERE i.state = ? ORDER BY i.place DESC`, OnSale)
	return vault.Collect("reading what is on sale", rows, err, vault.Column[[]byte])
}
