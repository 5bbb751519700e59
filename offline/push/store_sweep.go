package push

import (
	"fmt"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// sweepBatch is how many rows of a kind one transaction of the sweep removes:
// deposits must not wait long behind it.
const sweepBatch = 256

// sweepOnce removes what is due and reports whether there may be more, and which
// users it forgot.
func sweepOnce(tx *vault.Tx, now, idle time.Time) (more bool, forgotten []deposit.Mailbox, err error) {
	for _, query := range []string{
		`DELETE FROM push_deposits WHERE seq IN (SELECT seq FROM push_deposits WHERE expires <= ? LIMIT ?)`,
		`DELETE FROM push_tombstones WHERE key IN (SELECT key FROM push_tombstones WHERE expires <= ? LIMIT ?)`,
		`DELETE FROM push_tokens WHERE id IN (
			SELECT t.id FROM push_pools p JOIN push_tokens t ON t.pool = p.id WHERE expires <= ? LIMIT ?)`,
		`DELETE FROM push_pools WHERE id IN (
			SELECT id FROM push_pools p WHERE expires <= ? AND NOT EXISTS (SELECT 1 FROM push_tokens WHERE pool = p.id) LIMIT ?)`,
	} {
		r, err := tx.Exec(query, now.UnixNano(), sweepBatch)
		if err != nil {
			return false, nil, fmt.Errorf("sweeping: %w", err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return false, nil, fmt.Errorf("sweeping: %w", err)
		}
		more = more || n == sweepBatch
	}
	forgotten, err = forgetUsers(tx, idle)
	return more || len(forgotten) == sweepBatch, forgotten, err
}

func forgetUsers(tx *vault.Tx, idle time.Time) (forgotten []deposit.Mailbox, err error) {
	rows, err := tx.Query(`SELECT mailbox FROM push_users WHERE seen < ? LIMIT ?`, idle.UnixNano(), sweepBatch)
	if err != nil {
		return nil, fmt.Errorf("sweeping: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var m []byte
		if err := rows.Scan(&m); err != nil {
			return nil, fmt.Errorf("sweeping: %w", err)
		}
		forgotten = append(forgotten, deposit.Mailbox(m))
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("sweeping: %w", err)
	}
	for _, m := range forgotten {
		if _, err := removeUser(tx, m); err != nil {
			return nil, err
		}
	}
	return forgotten, nil
}

// anyExpired asks whether sweepOnce would find anything.
func anyExpired(tx *vault.Tx, now, idle time.Time) (due bool, err error) {
	_, err = tx.One("sweeping", `
		SELECT EXISTS (SELECT 1 FROM push_deposits WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM push_tombstones WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM push_pools WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM push_users WHERE seen < ?2)`, []any{now.UnixNano(), idle.UnixNano()}, &due)
	return due, err
}

// tidy removes counts that have come down to zero.
func tidy(tx *vault.Tx) error {
	return tx.Do("sweeping", `DELETE FROM push_usage WHERE deposits = 0 AND tombstones = 0 AND bytes = 0 AND mailboxes = 0 AND sites = 0 AND tokens = 0`)
}

func totals(tx *vault.Tx) (u Usage, err error) {
	_, err = tx.One("counting", `
		SELECT (SELECT count(*) FROM push_users), ifnull(max(deposits), 0), ifnull(max(tombstones), 0), ifnull(max(bytes), 0),
			ifnull(max(sites), 0)
		FROM push_usage WHERE owner = x''`, nil, &u.Users, &u.Deposits, &u.Tombstones, &u.Bytes, &u.Sites)
	return u, err
}
