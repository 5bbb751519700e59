package outbox

import (
	"database/sql"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// insertPointer makes the record of a parcel that was just filed due to be put at a time.
func insertPointer(tx *vault.Tx, ref string, at time.Time) error {
	return tx.Do("adding a pointer", `INSERT OR IGNORE INTO pointer (ref, next_at) VALUES (?, ?)`, ref, at.UnixNano())
}

// recordOf gives the record of what is still under way.
func recordOf(tx *vault.Tx, j job) (p pointed, found bool, err error) {
	var raw []byte
	p.job = j
	found, err = tx.One("reading a record", `SELECT coalesce(t.record, p.record), t.stale > 0 FROM parcel p JOIN pointer t ON t.ref = p.ref
		WHERE p.ref = ? AND p.digest = ? AND p.state < 2 AND p.record IS NOT NULL`, []any{j.ref, j.digest[:]}, &raw, &p.stale)
	if found {
		p.record, err = deposit.Decode(raw)
	}
	return p, found && err == nil, vault.While("reading a record", err)
}

// claimPointers schedules the next attempt of what is due before it is made.
func claimPointers(tx *vault.Tx, now time.Time) ([]pointJob, error) {
	puts, err := duePuts(tx, now)
	if err != nil {
		return nil, err
	}
	for _, p := range puts {
		_, err := tx.Exec(`UPDATE pointer SET attempts = ?, next_at = ? WHERE ref = ?`,
			p.attempts+1, now.Add(delay(p.attempts+1)).UnixNano(), p.put.ref)
		if err != nil {
			return nil, vault.While("recording a pointer's attempt", err)
		}
	}
	ws, err := dueWithdrawals(tx, now)
	if err != nil {
		return nil, err
	}
	for _, w := range ws {
		_, err := tx.Exec(`UPDATE withdrawal SET attempts = ?, next_at = ? WHERE record_key = ?`,
			w.attempts+1, now.Add(delay(w.attempts+1)).UnixNano(), w.key[:])
		if err != nil {
			return nil, vault.While("recording a withdrawal", err)
		}
	}
	return pointJobs(puts, ws), nil
}

type duePut struct {
	pointJob
	attempts int
}

func duePuts(tx *vault.Tx, now time.Time) ([]duePut, error) {
	rows, err := tx.Query(`SELECT p.ref, p.digest, p.peer, t.attempts FROM pointer t JOIN parcel p ON p.ref = t.ref
		WHERE t.next_at <= ? ORDER BY t.next_at, p.accepted LIMIT ?`, now.UnixNano(), claimMax)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (d duePut, err error) {
		var digest []byte
		var to string
		d.put = new(job)
		if err = r.Scan(&d.put.ref, &digest, &to, &d.attempts); err != nil {
			return d, err
		}
		copy(d.put.digest[:], digest)
		d.to, err = peer.Decode(to)
		d.put.peer = d.to
		return d, err
	})
}

func dueWithdrawals(tx *vault.Tx, now time.Time) ([]withdrawal, error) {
	rows, err := tx.Query(`SELECT record_key, peer, mailbox, preimage, holders, attempts FROM withdrawal
		WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now.UnixNano(), claimMax)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (w withdrawal, err error) {
		var key, mailbox, preimage []byte
		var holders string
		err = r.Scan(&key, &w.peer, &mailbox, &preimage, &holders, &w.attempts)
		copy(w.key[:], key)
		copy(w.mailbox[:], mailbox)
		copy(w.preimage[:], preimage)
		w.holders = splitPeers(holders)
		return w, err
	})
}

func pointJobs(puts []duePut, ws []withdrawal) (jobs []pointJob) {
	for _, p := range puts {
		jobs = append(jobs, p.pointJob)
	}
	for _, w := range ws {
		if to, err := peer.Decode(w.peer); err == nil {
			jobs = append(jobs, pointJob{to: to, withdraw: &w})
		}
	}
	return jobs
}

// putHolders notes who has the record; it is put again after [putAgain], unless
// it is a receipt: those are made anew rather than kept alive. A record that was
// replaced meanwhile is none of it.
func (o *Outbox) putHolders(tx *vault.Tx, r result, now time.Time) error {
	var before string
	var current []byte
	found, err := tx.One("reading a pointer", `SELECT t.holders, coalesce(t.record, p.record) FROM pointer t JOIN parcel p ON p.ref = t.ref WHERE t.ref = ?`,
		[]any{r.ref}, &before, &current)
	if err != nil || !found || deposit.KeyOf(current) != r.key {
		return err
	}
	err = tx.Do("noting pointer holders", `UPDATE pointer SET holders = ?, attempts = 0, next_at = iif(stale > 0, ?, ?) WHERE ref = ?`,
		joinPeers(append(splitPeers(before), r.placed...)), now.UnixNano(), now.Add(putAgain).UnixNano(), r.ref)
	return joined(err, func() error { return o.replaceOld(tx, r.ref, now) }, func() error { return o.settle(tx, r.ref) })
}

// The records that may lie with holders: the one of now, and the one that it replaces.
const (
	newPointers = `SELECT coalesce(t.record, p.record), p.peer, p.mailbox, coalesce(t.preimage, p.preimage), t.holders, p.expires
		FROM pointer t JOIN parcel p ON p.ref = t.ref WHERE p.record IS NOT NULL`
	oldPointers = `SELECT t.old_record, p.peer, p.mailbox, t.old_preimage, t.old_holders, p.expires
		FROM pointer t JOIN parcel p ON p.ref = t.ref WHERE t.old_record IS NOT NULL`
)

// withdraw turns the pointers of a parcel that ends into withdrawals; after names the
// parcel that replaces it, if one does.
func withdraw(tx *vault.Tx, ref, after string, now time.Time) (int, error) {
	n, err := withdrawWhere(tx, newPointers+` AND t.ref = ?1 UNION ALL `+oldPointers+` AND t.ref = ?1`, ref, after, now)
	if err != nil || n == 0 {
		return 0, err
	}
	return n, tx.Do("forgetting a pointer", `DELETE FROM pointer WHERE ref = ?`, ref)
}

func withdrawWhere(tx *vault.Tx, query, ref, after string, now time.Time) (int, error) {
	type row struct {
		record, mailbox, preimage []byte
		peer, holders             string
		expires                   int64
	}
	rows, err := tx.Query(query, ref)
	all, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (v row, err error) {
		err = r.Scan(&v.record, &v.peer, &v.mailbox, &v.preimage, &v.holders, &v.expires)
		return v, err
	})
	for _, v := range all {
		key, due := deposit.KeyOf(v.record), now.UnixNano()
		if after != "" {
			due = v.expires // or when cancelAfter says so
		}
		err = joined(err, func() error {
			return tx.Do("noting a withdrawal", `INSERT OR REPLACE INTO withdrawal (record_key, peer, mailbox, preimage, holders, expires, next_at, after)
				VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, ''))`, key[:], v.peer, v.mailbox, v.preimage, v.holders, v.expires, due, after)
		})
	}
	return len(all), err
}

// apply forgets a withdrawal that all known holders confirmed, or that was tried
// often enough: what is left expires there, and nobody comes for it.
func (w *withdrawn) apply(tx *vault.Tx) error {
	left := slices.DeleteFunc(slices.Clone(w.holders), func(id peer.ID) bool { return slices.Contains(w.by, id) })
	if len(left) == 0 || w.attempts+1 >= withdrawMax {
		_, err := tx.Exec(`DELETE FROM withdrawal WHERE record_key = ?`, w.key[:])
		return vault.While("forgetting a withdrawal", err)
	}
	_, err := tx.Exec(`UPDATE withdrawal SET holders = ? WHERE record_key = ?`, joinPeers(left), w.key[:])
	return vault.While("noting a withdrawal", err)
}

// wakePointers makes due what no holder has yet, and all that is to be taken back.
func wakePointers(tx *vault.Tx, at time.Time) error {
	now := at.UnixNano()
	if _, err := tx.Exec(`UPDATE pointer SET next_at = ?1 WHERE holders = '' AND next_at > ?1`, now); err != nil {
		return vault.While("waking pointers", err)
	}
	_, err := tx.Exec(`UPDATE withdrawal SET next_at = ?1 WHERE after IS NULL AND next_at > ?1`, now)
	return vault.While("waking withdrawals", err)
}

func joinPeers(ids []peer.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, id.String())
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "\n")
}

func splitPeers(text string) (ids []peer.ID) {
	for s := range strings.SplitSeq(text, "\n") {
		if id, err := peer.Decode(s); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}
