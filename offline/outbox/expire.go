package outbox

import (
	"database/sql"
	"time"

	"restante/node/vault"
)

// expire ends what nobody came for, and forgets cancels of deposits that push
// nodes have dropped by themselves.
func (o *Outbox) expire(tx *vault.Tx, now time.Time) error {
	type row struct {
		ref   string
		class Class
	}
	rows, err := tx.Query(`SELECT ref, class FROM parcel WHERE next_at <= ?1 AND expires <= ?1 LIMIT ?2`, now.UnixNano(), claimMax)
	old, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (v row, err error) {
		err = r.Scan(&v.ref, &v.class)
		return v, err
	})
	if err != nil {
		return err
	}
	for _, v := range old {
		if err := o.Done(tx, v.ref); err != nil {
			return err
		}
		if v.class == Message {
			if err := o.Observer.Changed(tx, v.ref, Expired, ""); err != nil {
				return err
			}
		}
	}
	if _, err = tx.Exec(`DELETE FROM cancel WHERE expires <= ?`, now.UnixNano()); err != nil {
		return vault.While("forgetting cancels", err)
	}
	_, err = tx.Exec(`DELETE FROM withdrawal WHERE expires <= ?`, now.UnixNano())
	return vault.While("forgetting withdrawals", err)
}
