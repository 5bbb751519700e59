package outbox

import (
	"database/sql"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// never is for rows that wait for something else than a time.
const never = 1<<63 - 1

// isWanted reports whether a block is still to be put.
func isWanted(tx *vault.Tx, p placeJob) (yes bool, err error) {
	_, err = tx.One("looking for a placement", `SELECT EXISTS (SELECT 1 FROM placement l JOIN parcel p ON p.ref = l.ref
		WHERE l.account = ? AND l.name = ? AND l.placed IS NULL AND l.leaving = 0 AND p.state < 2)`, []any{p.account, p.name}, &yes)
	return yes, err
}

// openPlaces begins the placements of a parcel that was just filed.
func (o *Outbox) openPlaces(tx *vault.Tx, f filed, now time.Time) (any bool, err error) {
	if o.Depots == nil {
		return false, nil
	}
	accounts, err := o.Depots.For(tx, f.peer, f.mailbox)
	for _, a := range accounts {
		if err == nil {
			err = o.insertPlace(tx, f.ref, a, now)
		}
	}
	return len(accounts) > 0, err
}

func (o *Outbox) insertPlace(tx *vault.Tx, ref, account string, now time.Time) error {
	return tx.Do("adding a placement", `INSERT INTO placement (ref, account, name, next_at) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT DO UPDATE SET leaving = 0, next_at = ?4 WHERE leaving = 1`, ref, account, o.Depots.Name(), now.UnixNano())
}

// claimPlaces counts the attempt and schedules the next one before it is made.
func (o *Outbox) claimPlaces(tx *vault.Tx, now time.Time) (jobs []placeJob, err error) {
	if o.Depots == nil {
		return nil, nil
	}
	due, err := duePlaces(tx, now)
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		next := now.Add(delay(d.attempts + 1)).UnixNano()
		err := tx.Do("recording a placement's attempt", `UPDATE placement SET attempts = attempts + 1, next_at = ? WHERE ref = ? AND account = ?`,
			next, d.ref, d.account)
		if err == nil && d.errand == lookup {
			err = o.settle(tx, d.ref) // its addresses may have ended
		}
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, d.placeJob)
	}
	gone, err := claimRemovals(tx, now)
	return append(jobs, gone...), err
}

type duePlace struct {
	placeJob
	attempts int
}

func duePlaces(tx *vault.Tx, now time.Time) ([]duePlace, error) {
	rows, err := tx.Query(`SELECT l.ref, l.account, l.name, l.placed IS NOT NULL, l.attempts, p.digest, p.peer
		FROM placement l JOIN parcel p ON p.ref = l.ref WHERE l.next_at <= ? ORDER BY l.next_at, p.accepted LIMIT ?`, now.UnixNano(), claimMax)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (d duePlace, err error) {
		var digest []byte
		var there bool
		var to string
		if err = r.Scan(&d.ref, &d.account, &d.name, &there, &d.attempts, &digest, &to); err != nil {
			return d, err
		}
		copy(d.digest[:], digest)
		if there {
			d.errand = lookup
		}
		d.peer, err = peer.Decode(to)
		return d, err
	})
}

func claimRemovals(tx *vault.Tx, now time.Time) ([]placeJob, error) {
	rows, err := tx.Query(`SELECT account, name, digest, attempts FROM removal WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now.UnixNano(), claimMax)
	due, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (d duePlace, err error) {
		var digest []byte
		d.errand = remove
		err = r.Scan(&d.account, &d.name, &digest, &d.attempts)
		copy(d.digest[:], digest)
		return d, err
	})
	var jobs []placeJob
	for _, d := range due {
		if err == nil {
			err = tx.Do("recording a removal", `UPDATE removal SET attempts = attempts + 1, next_at = ? WHERE account = ? AND name = ?`,
				now.Add(delay(d.attempts+1)).UnixNano(), d.account, d.name)
		}
		jobs = append(jobs, d.placeJob)
	}
	return jobs, err
}

// apply notes where a block lies, that it does not, or that it was removed. A lost one is
// put again under its name: the pointer to it stays until there is a better one.
func (p *placed) apply(tx *vault.Tx, o *Outbox, now time.Time) error {
	switch {
	case p.errand == remove:
		err := tx.Do("forgetting a removal", `DELETE FROM removal WHERE account = ? AND name = ?`, p.account, p.name)
		return joined(err, func() error { return o.Depots.Removed(tx, p.account) })
	case p.again > 0:
		return tx.Do("waiting for a provider", `UPDATE placement SET next_at = ? WHERE account = ? AND name = ?`,
			now.Add(p.again).UnixNano(), p.account, p.name)
	case p.gone:
		err := tx.Do("noting a lost block", `UPDATE placement SET placed = NULL, until = NULL, addrs = '', next_at = ? WHERE account = ? AND name = ?`,
			now.UnixNano(), p.account, p.name)
		return joined(err, func() error { return o.settle(tx, p.ref) })
	}
	return p.there(tx, o, now)
}

// there notes the addresses. Others than those in the pointer make it stale.
func (p *placed) there(tx *vault.Tx, o *Outbox, now time.Time) error {
	addrs := strings.Join(p.place.Addrs, "\n")
	var before string
	found, err := tx.One("reading a placement", `SELECT addrs FROM placement WHERE account = ? AND name = ?`, []any{p.account, p.name}, &before)
	if err != nil || !found {
		return err
	}
	var until any
	if !p.place.Until.IsZero() {
		until = p.place.Until.UnixNano()
	}
	err = tx.Do("recording a placement", `UPDATE placement SET addrs = ?, placed = coalesce(placed, ?), until = ?, attempts = 0, next_at = ?
		WHERE account = ? AND name = ?`, addrs, now.UnixNano(), until, nextLook(p.place.Until, now).UnixNano(), p.account, p.name)
	if err != nil || addrs == before {
		return err
	}
	tx.AfterCommit(o.wake)
	return joined(outdate(tx, p.ref, now), func() error { return o.settle(tx, p.ref) })
}

// nextLook is daily, and well before addresses end.
func nextLook(until, now time.Time) time.Time {
	next := now.Add(lookAfter)
	if !until.IsZero() {
		next = earlier(next, now.Add(max(until.Sub(now)/2, time.Minute)))
	}
	return next
}

// outdate has a parcel's pointer made anew.
func outdate(tx *vault.Tx, ref string, now time.Time) error {
	return tx.Do("outdating a pointer", `UPDATE pointer SET stale = stale + 1, next_at = ? WHERE ref = ?`, now.UnixNano(), ref)
}

// leave turns the placements of a parcel that ends into removals; after names the
// parcel that replaces it.
func leavePlaces(tx *vault.Tx, ref, after string, now time.Time) (int, error) {
	due := now.UnixNano()
	if after != "" {
		due = never // or when cancelAfter says so
	}
	res, err := tx.Exec(`INSERT OR REPLACE INTO removal (account, name, digest, next_at, after)
		SELECT l.account, l.name, p.digest, ?, nullif(?, '') FROM placement l JOIN parcel p ON p.ref = l.ref WHERE l.ref = ?`, due, after, ref)
	if err != nil {
		return 0, vault.While("noting removals", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, vault.While("noting removals", err)
	}
	return int(n), tx.Do("forgetting placements", `DELETE FROM placement WHERE ref = ?`, ref)
}

// joined goes on until something fails.
func joined(err error, steps ...func() error) error {
	for _, step := range steps {
		if err != nil {
			return err
		}
		err = step()
	}
	return err
}
