package outbox

import (
	"database/sql"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// Rearrange follows a change of the user's choice: what is under way goes to the
// accounts that are chosen now, and then leaves the others. Nothing leaves before its
// pointer names the new ones.
func (o *Outbox) Rearrange(tx *vault.Tx) error {
	if o.Depots == nil {
		return nil
	}
	ps, err := filedParcels(tx)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if err := o.rearrange(tx, p); err != nil {
			return err
		}
	}
	tx.AfterCommit(o.wake)
	return nil
}

// filedParcels are those on the offline way.
func filedParcels(tx *vault.Tx) ([]filed, error) {
	rows, err := tx.Query(`SELECT ref, digest, peer, mailbox FROM parcel WHERE state < 2 AND record IS NOT NULL`)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (f filed, err error) {
		var digest, mailbox []byte
		var to string
		if err = r.Scan(&f.ref, &digest, &to, &mailbox); err != nil {
			return f, err
		}
		copy(f.digest[:], digest)
		copy(f.mailbox[:], mailbox)
		f.peer, err = peer.Decode(to)
		return f, err
	})
}

// rearrange brings the placements of one parcel in line with the user's choice.
func (o *Outbox) rearrange(tx *vault.Tx, f filed) error {
	now := time.Now()
	want, err := o.Depots.For(tx, f.peer, f.mailbox)
	if err != nil {
		return err
	}
	for _, a := range want {
		if err := o.insertPlace(tx, f.ref, a, now); err != nil {
			return err
		}
	}
	rows, err := tx.Query(`SELECT account FROM placement WHERE ref = ? AND leaving = 0`, f.ref)
	have, err := vault.Collect("reading the outbox", rows, err, vault.Column[string])
	for _, a := range have {
		if err == nil && !slices.Contains(want, a) {
			err = tx.Do("leaving a provider", `UPDATE placement SET leaving = 1, next_at = ? WHERE ref = ? AND account = ?`, int64(never), f.ref, a)
			err = joined(err, func() error { return outdate(tx, f.ref, now) })
		}
	}
	return err
}

// leave removes a parcel from the providers that it is to leave.
func (o *Outbox) leave(tx *vault.Tx, ref string, now time.Time) error {
	const left = `leaving = 1 AND instr((SELECT char(10) || accounts || char(10) FROM pointer t WHERE t.ref = placement.ref),
		char(10) || account || char(10)) = 0 AND ref = ?`
	res, err := tx.Exec(`INSERT OR REPLACE INTO removal (account, name, digest, next_at)
		SELECT account, name, (SELECT digest FROM parcel p WHERE p.ref = placement.ref), ? FROM placement WHERE `+left, now.UnixNano(), ref)
	if err != nil {
		return vault.While("leaving a provider", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return vault.While("leaving a provider", err)
	}
	tx.AfterCommit(o.wake)
	return tx.Do("leaving a provider", `DELETE FROM placement WHERE `+left, ref)
}
