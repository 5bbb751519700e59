package storefront

import (
	"database/sql"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/vault"
)

func putPhoto(tx *vault.Tx, c cid.Cid, jpeg []byte) error {
	d, err := ipfs.RawDigest(c)
	if err != nil {
		return err
	}
	return tx.Do("keeping a photo", `INSERT OR IGNORE INTO photo (digest, jpeg, added) VALUES (?, ?, ?)`, d[:], jpeg, now().UnixMilli())
}

func readPhoto(tx *vault.Tx, c cid.Cid) (jpeg []byte, err error) {
	d, err := ipfs.RawDigest(c)
	if err != nil {
		return nil, ErrPhoto
	}
	found, err := tx.One("reading a photo", `SELECT jpeg FROM photo WHERE digest = ?`, []any{d[:]}, &jpeg)
	if err == nil && !found {
		err = ErrPhoto
	}
	return jpeg, err
}

// photoSize is -1 where there is none.
func photoSize(tx *vault.Tx, c cid.Cid) (n int64, err error) {
	d, err := ipfs.RawDigest(c)
	if err != nil {
		return -1, nil
	}
	found, err := tx.One("measuring a photo", `SELECT length(jpeg) FROM photo WHERE digest = ?`, []any{d[:]}, &n)
	if !found {
		n = -1
	}
	return n, err
}

func photosBefore(tx *vault.Tx, t time.Time) ([]ipfs.Digest, error) {
	rows, err := tx.Query(`SELECT digest FROM photo WHERE added < ?`, t.UnixMilli())
	return vault.Collect("listing photos", rows, err, func(r *sql.Rows) (d ipfs.Digest, err error) {
		var b []byte
		err = r.Scan(&b)
		copy(d[:], b)
		return d, err
	})
}

func deletePhoto(tx *vault.Tx, d ipfs.Digest) error {
	return tx.Do("forgetting a photo", `DELETE FROM photo WHERE digest = ?`, d[:])
}
