package pointer

import (
	"database/sql"
	"embed"
	"fmt"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema holds the tables of a holder.
var Schema = vault.Schema{Name: "pointer", FS: schema}

// standingOf asks everything that decides about an offer in one statement.
func standingOf(tx *vault.Tx, o *offer) (s standing, err error) {
	_, err = tx.One("judging a pointer", `
		SELECT
			EXISTS (SELECT 1 FROM pointer_records WHERE key = ?1),
			EXISTS (SELECT 1 FROM pointer_tombstones WHERE key = ?1),
			ifnull((SELECT records FROM pointer_usage WHERE owner = ?2), 0),
			ifnull((SELECT records FROM pointer_usage WHERE owner = ?3), 0),
			ifnull((SELECT records FROM pointer_usage WHERE owner = ?4), 0),
			ifnull((SELECT tombstones FROM pointer_usage WHERE owner = ?4), 0),
			ifnull((SELECT records FROM pointer_usage WHERE owner = x''), 0),
			ifnull((SELECT tombstones FROM pointer_usage WHERE owner = x''), 0)`,
		[]any{o.key[:], o.record.Mailbox[:], []byte(o.depositor), []byte(o.network)},
		&s.held, &s.gone, &s.mailbox, &s.depositor, &s.network, &s.networkTombstones, &s.all, &s.allTombstones)
	return s, err
}

// weakest finds the record that would go first. The queries read an index each.
func weakest(tx *vault.Tx, query string, args ...any) (v victim, err error) {
	var mailbox, network []byte
	found, err := tx.One("looking for the weakest pointer", query, args, &v.id, &v.work, &mailbox, &network)
	if err != nil || !found {
		return v, err
	}
	copy(v.mailbox[:], mailbox)
	v.network = string(network)
	return v, nil
}

func weakestOf(tx *vault.Tx, m deposit.Mailbox) (victim, error) {
	return weakest(tx, `SELECT id, work, mailbox, network FROM pointer_records
		WHERE mailbox = ? ORDER BY work, id DESC LIMIT 1`, m[:])
}

func weakestFrom(tx *vault.Tx, network string) (victim, error) {
	return weakest(tx, `SELECT id, work, mailbox, network FROM pointer_records
		WHERE network = ? ORDER BY work, id DESC LIMIT 1`, []byte(network))
}

func weakestOfAll(tx *vault.Tx) (victim, error) {
	return weakest(tx, `SELECT id, work, mailbox, network FROM pointer_records
		ORDER BY work, id DESC LIMIT 1`)
}

func evict(tx *vault.Tx, v victim) error {
	return tx.Do("evicting a pointer", `DELETE FROM pointer_records WHERE id = ?`, v.id)
}

func addRecord(tx *vault.Tx, o *offer, expires time.Time) error {
	return tx.Do("storing a pointer", `
		INSERT INTO pointer_records (key, mailbox, depositor, network, work, cancel, expires, last, record)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.key[:], o.record.Mailbox[:], []byte(o.depositor), []byte(o.network), o.work,
		o.record.CancelHash[:], expires.UnixNano(), o.record.Expires.UnixNano(), o.raw)
}

// recordsIn reads at most n records on a part of the ring, in its order.
func recordsIn(tx *vault.Tx, m deposit.Mailbox, s span, n int, now time.Time) (rs []sealed, err error) {
	skip := make(map[uint64]bool, len(s.skip))
	for _, p := range s.skip {
		skip[p] = true
	}
	for _, line := range s.lines() {
		rows, err := tx.Query(`
			SELECT key, record FROM pointer_records
			WHERE mailbox = ? AND key > ? AND key <= ? AND expires > ? ORDER BY key LIMIT ?`,
			m[:], line[0], line[1], now.UnixNano(), n+len(s.skip))
		if err != nil {
			return nil, fmt.Errorf("reading a mailbox: %w", err)
		}
		if rs, err = scanRecords(rows, rs, n, skip); err != nil {
			return nil, fmt.Errorf("reading a mailbox: %w", err)
		}
	}
	return rs, nil
}

// scanRecords appends rows until there are n records.
func scanRecords(rows *sql.Rows, rs []sealed, n int, skip map[uint64]bool) ([]sealed, error) {
	defer rows.Close()
	for len(rs) < n && rows.Next() {
		var key sql.RawBytes
		var r sealed
		var raw sql.RawBytes
		if err := rows.Scan(&key, &raw); err != nil {
			return nil, err
		}
		copy(r.key[:], key)
		if !skip[prefix(r.key)] {
			r.raw = append([]byte(nil), raw...)
			rs = append(rs, r)
		}
	}
	return rs, rows.Err()
}

// removable is what removing a record needs to know of it.
type removable struct {
	mailbox deposit.Mailbox
	network []byte
	cancel  [32]byte
	last    int64
}

func removableAs(tx *vault.Tx, k deposit.Key) (r removable, found bool, err error) {
	var mailbox, cancel []byte
	found, err = tx.One("reading a pointer",
		`SELECT mailbox, network, cancel, last FROM pointer_records WHERE key = ?`,
		[]any{k[:]}, &mailbox, &r.network, &cancel, &r.last)
	if err != nil || !found {
		return r, false, err
	}
	copy(r.mailbox[:], mailbox)
	copy(r.cancel[:], cancel)
	return r, true, nil
}

// remove deletes a record and leaves a tombstone as long as it would live.
func (r removable) remove(tx *vault.Tx, k deposit.Key) error {
	err := tx.Do("leaving a tombstone",
		`INSERT INTO pointer_tombstones (key, network, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		k[:], r.network, r.last)
	if err != nil {
		return err
	}
	return tx.Do("removing a pointer", `DELETE FROM pointer_records WHERE key = ?`, k[:])
}

// sweepBatch is how many rows of a kind one transaction of the sweep removes:
// others must not wait long behind it.
const sweepBatch = 256

// sweepOnce removes what has expired and reports whether there may be more.
func sweepOnce(tx *vault.Tx, now time.Time) (more bool, err error) {
	for _, query := range []string{
		`DELETE FROM pointer_records WHERE id IN (SELECT id FROM pointer_records WHERE expires <= ? LIMIT ?)`,
		`DELETE FROM pointer_tombstones WHERE key IN (SELECT key FROM pointer_tombstones WHERE expires <= ? LIMIT ?)`,
	} {
		r, err := tx.Exec(query, now.UnixNano(), sweepBatch)
		if err != nil {
			return false, fmt.Errorf("sweeping: %w", err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return false, fmt.Errorf("sweeping: %w", err)
		}
		more = more || n == sweepBatch
	}
	return more, nil
}

// anyExpired asks whether sweepOnce would find anything.
func anyExpired(tx *vault.Tx, now time.Time) (due bool, err error) {
	_, err = tx.One("sweeping", `
		SELECT EXISTS (SELECT 1 FROM pointer_records WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM pointer_tombstones WHERE expires <= ?1)`, []any{now.UnixNano()}, &due)
	return due, err
}

// tidy removes counts that have come down to zero.
func tidy(tx *vault.Tx) error {
	return tx.Do("sweeping", `DELETE FROM pointer_usage WHERE records = 0 AND tombstones = 0`)
}

func totals(tx *vault.Tx) (u Usage, err error) {
	_, err = tx.One("counting", `SELECT records, tombstones FROM pointer_usage WHERE owner = x''`, nil,
		&u.Records, &u.Tombstones)
	return u, err
}

// checks count what must not be; each takes the time before which nothing may
// have expired.
var checks = []struct{ fault, query string }{
	{"records held past their expiry", `SELECT count(*) FROM pointer_records WHERE expires < ?1`},
	{"tombstones kept past their expiry", `SELECT count(*) FROM pointer_tombstones WHERE expires < ?1`},
	{"records that have a tombstone", `
		SELECT count(*) FROM pointer_records JOIN pointer_tombstones USING (key) WHERE ?1 IS NOT NULL`},
	{"counts that are wrong", `
		SELECT count(*) FROM (
			SELECT owner FROM (
				SELECT owner, records, tombstones FROM pointer_usage
				UNION ALL SELECT mailbox, -1, 0 FROM pointer_records
				UNION ALL SELECT depositor, -1, 0 FROM pointer_records
				UNION ALL SELECT network, -1, 0 FROM pointer_records
				UNION ALL SELECT x'', -1, 0 FROM pointer_records
				UNION ALL SELECT network, 0, -1 FROM pointer_tombstones
				UNION ALL SELECT x'', 0, -1 FROM pointer_tombstones)
			GROUP BY owner
			HAVING sum(records) <> 0 OR sum(tombstones) <> 0)
		WHERE ?1 IS NOT NULL`},
}
