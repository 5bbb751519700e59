package storefront

import (
	"database/sql"

	"github.com/ipfs/go-cid"

	"restante/messaging/attachment"
	"restante/node/vault"
)

func readFiles(tx *vault.Tx, where string, args ...any) ([]File, error) {
	rows, err := tx.Query(`SELECT name, size, cid, key FROM goods `+where, args...)
	return vault.Collect("reading files", rows, err, func(r *sql.Rows) (f File, err error) {
		var text string
		var key []byte
		if err := r.Scan(&f.Name, &f.Size, &text, &key); err != nil {
			return f, err
		}
		f.Key = attachment.Key(key)
		f.CID, err = cid.Decode(text)
		return f, err
	})
}

func putFile(tx *vault.Tx, slug string, f File, blocks int64) error {
	return tx.Do("keeping a file", `INSERT INTO goods (slug, name, size, cid, blocks, key) VALUES (?, ?, ?, ?, ?, ?)`,
		slug, f.Name, int64(f.Size), f.CID.String(), blocks, f.Key[:])
}

// checkGoods holds all files together to what push nodes take.
func checkGoods(tx *vault.Tx) error {
	var all int64
	_, err := tx.One("measuring files", `SELECT coalesce(sum(blocks), 0) FROM goods`, nil, &all)
	if err == nil && all > MaxGoods {
		err = ErrGoods
	}
	return err
}

func endFile(tx *vault.Tx, slug string, c cid.Cid) error {
	found, err := tx.One("looking for a file", `SELECT 1 FROM goods WHERE slug = ? AND cid = ? AND gone = 0`, []any{slug, c.String()}, new(int))
	if err != nil {
		return err
	}
	if !found {
		return ErrNoFile
	}
	return tx.Do("taking a file away", `UPDATE goods SET gone = ? WHERE cid = ?`, now().UnixMilli(), c.String())
}

func deleteFile(tx *vault.Tx, c cid.Cid) error {
	return tx.Do("forgetting a file", `DELETE FROM goods WHERE cid = ?`, c.String())
}

// sealedFile is one as it is published.
type sealedFile struct {
	cid    cid.Cid
	blocks int64
}

func readSealed(tx *vault.Tx) ([]sealedFile, error) {
	rows, err := tx.Query(`SELECT cid, blocks FROM goods ORDER BY row`)
	return vault.Collect("reading files", rows, err, func(r *sql.Rows) (f sealedFile, err error) {
		var text string
		if err := r.Scan(&text, &f.blocks); err != nil {
			return f, err
		}
		f.cid, err = cid.Decode(text)
		return f, err
	})
}

func putBorrowed(tx *vault.Tx, c cid.Cid) error {
	return tx.Do("noting what is being read", `INSERT OR IGNORE INTO borrowed (cid) VALUES (?)`, c.String())
}

func deleteBorrowed(tx *vault.Tx, c cid.Cid) error {
	return tx.Do("noting that it was read", `DELETE FROM borrowed WHERE cid = ?`, c.String())
}

func readBorrowed(tx *vault.Tx) ([]cid.Cid, error) {
	rows, err := tx.Query(`SELECT cid FROM borrowed`)
	return vault.Collect("looking for what was being read", rows, err, func(r *sql.Rows) (cid.Cid, error) {
		text, err := vault.Column[string](r)
		if err != nil {
			return cid.Undef, err
		}
		return cid.Decode(text)
	})
}
