package outbox

import (
	"database/sql"
	"errors"
	"time"

	"restante/node/vault"
)

// Holding is what lies at one place.
type Holding struct {
	Blocks int       // that lie there
	Bytes  int64     // of them
	Moving int       // blocks on their way there, or to be removed
	Oldest time.Time // when the oldest came here; zero without any
}

// Holdings is how much lies where: at each account, and under "" on this computer.
func (*Outbox) Holdings(tx *vault.Tx) (map[string]Holding, error) {
	rows, err := tx.Query(`SELECT '', count(*), coalesce(sum(size), 0), 0, coalesce(min(accepted), 0) FROM parcel WHERE state < 2
		UNION ALL SELECT l.account, sum(l.placed IS NOT NULL), sum(iif(l.placed IS NULL, 0, p.size)), sum(l.placed IS NULL OR l.leaving),
			coalesce(min(iif(l.placed IS NULL, NULL, p.accepted)), 0) FROM placement l JOIN parcel p ON p.ref = l.ref GROUP BY l.account
		UNION ALL SELECT account, 0, 0, count(*), 0 FROM removal GROUP BY account`)
	type one struct {
		account string
		Holding
	}
	all, err := vault.Collect("reading what lies where", rows, err, func(r *sql.Rows) (o one, err error) {
		var oldest int64
		err = r.Scan(&o.account, &o.Blocks, &o.Bytes, &o.Moving, &oldest)
		o.Oldest = timeOf(oldest)
		return o, err
	})
	by := make(map[string]Holding)
	for _, o := range all {
		h := by[o.account]
		h.Blocks, h.Bytes, h.Moving = h.Blocks+o.Blocks, h.Bytes+o.Bytes, h.Moving+o.Moving
		if h.Oldest.IsZero() {
			h.Oldest = o.Oldest
		}
		by[o.account] = h
	}
	return by, err
}

// Named lists the names of the blocks that lie, or may lie, at an account.
func (*Outbox) Named(tx *vault.Tx, account string) (map[string]bool, error) {
	rows, err := tx.Query(`SELECT name FROM placement WHERE account = ?1 UNION ALL SELECT name FROM removal WHERE account = ?1`, account)
	all, err := vault.Collect("reading what lies at an account", rows, err, vault.Column[string])
	names := make(map[string]bool, len(all))
	for _, n := range all {
		names[n] = true
	}
	return names, err
}

// Owners are the accounts of all blocks that lie, or may lie, anywhere, by their names.
func (*Outbox) Owners(tx *vault.Tx) (map[string]string, error) {
	rows, err := tx.Query(`SELECT name, account FROM placement UNION ALL SELECT name, account FROM removal`)
	all, err := vault.Collect("reading what lies anywhere", rows, err, func(r *sql.Rows) (o [2]string, err error) {
		err = r.Scan(&o[0], &o[1])
		return o, err
	})
	owners := make(map[string]string, len(all))
	for _, o := range all {
		owners[o[0]] = o[1]
	}
	return owners, err
}

// Lies reports whether a block of ours lies, or may lie, at an account.
func (*Outbox) Lies(tx *vault.Tx, account string, digest [32]byte) (yes bool, err error) {
	_, err = tx.One("looking for a block of ours", `SELECT EXISTS (SELECT 1 FROM placement l JOIN parcel p ON p.ref = l.ref WHERE l.account = ?1 AND p.digest = ?2)
		OR EXISTS (SELECT 1 FROM removal WHERE account = ?1 AND digest = ?2)`, []any{account, digest[:]}, &yes)
	return yes, err
}

// Forget drops what an account still has, without a call to it: it is not there any
// more, or not ours.
func (o *Outbox) Forget(tx *vault.Tx, account string) error {
	rows, err := tx.Query(`SELECT ref FROM placement WHERE account = ?`, account)
	refs, err := vault.Collect("reading what lies at an account", rows, err, vault.Column[string])
	if err == nil {
		err = errors.Join(tx.Do("forgetting placements", `DELETE FROM placement WHERE account = ?`, account),
			tx.Do("forgetting removals", `DELETE FROM removal WHERE account = ?`, account))
	}
	for _, ref := range refs {
		err = joined(err, func() error { return outdate(tx, ref, time.Now()) }, func() error { return o.settle(tx, ref) })
	}
	tx.AfterCommit(o.wake)
	return err
}
