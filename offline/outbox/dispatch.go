package outbox

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// claimMax bounds one round of the dispatcher, and so its memory.
const claimMax = 256

// dispatch is the one goroutine that begins attempts which are due.
func (o *Outbox) dispatch(ctx context.Context) {
	for ctx.Err() == nil {
		more, err := o.round(ctx)
		switch {
		case err != nil: // what is due stays due: a full disk must not be asked without a pause
			o.logged(ctx, err)
			rest(ctx, firstRetry)
		case !more:
			o.sleep(ctx)
		}
	}
}

// round expires, claims and begins; it reports whether more is due at once.
// What cannot be expired does not hold up the rest.
func (o *Outbox) round(ctx context.Context) (more bool, err error) {
	due, old, err := o.anyDue(ctx)
	if old {
		err = o.Vault.Update(ctx, "outbox expire", func(tx *vault.Tx) error { return o.expire(tx, time.Now()) })
	}
	if due {
		more, e := o.claim(ctx)
		return more, errors.Join(err, e)
	}
	return false, err
}

// claim begins the attempts that are due.
func (o *Outbox) claim(ctx context.Context) (more bool, err error) {
	var jobs []job
	var cancels []cancel
	var points []pointJob
	var places []placeJob
	err = o.Vault.Update(ctx, "outbox claim", func(tx *vault.Tx) (err error) {
		now := time.Now()
		if jobs, err = claimParcels(tx, now); err != nil {
			return err
		}
		if cancels, err = claimCancels(tx, now); err != nil {
			return err
		}
		if points, err = claimPointers(tx, now); err != nil {
			return err
		}
		places, err = o.claimPlaces(tx, now)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, j := range jobs {
		o.begin(j, o.ahead(j.peer))
	}
	for _, c := range cancels {
		o.putNode(c.node, nodeJob{cancel: &c})
	}
	for _, p := range points {
		o.putPoint(p)
	}
	for _, p := range places {
		o.putPlace(p)
	}
	return max(len(jobs), len(cancels), len(points), len(places)) >= claimMax, nil
}

// anyDue reports whether attempts are due, and whether anything is out of time.
func (o *Outbox) anyDue(ctx context.Context) (due, old bool, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		now := time.Now()
		at, err := nextDue(tx)
		if err != nil || at.IsZero() || at.After(now) {
			return err
		}
		due = true
		old, err = anyExpired(tx, now)
		return err
	})
	return due, old, err
}

// claimParcels counts the attempt and schedules the next one before it is made.
func claimParcels(tx *vault.Tx, now time.Time) ([]job, error) {
	type due struct {
		job
		attempts int
		expires  time.Time
	}
	rows, err := tx.Query(`SELECT ref, digest, peer, attempts, expires FROM parcel WHERE state < 2 AND next_at <= ? ORDER BY next_at, accepted LIMIT ?`,
		now.UnixNano(), claimMax)
	ds, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (d due, err error) {
		var digest []byte
		var p string
		var expires int64
		if err = r.Scan(&d.ref, &digest, &p, &d.attempts, &expires); err != nil {
			return d, err
		}
		copy(d.digest[:], digest)
		d.expires = time.Unix(0, expires)
		d.peer, err = peer.Decode(p)
		return d, err
	})
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, d := range ds {
		_, err := tx.Exec(`UPDATE parcel SET attempts = ?, last_at = ?, next_at = ? WHERE ref = ?`,
			d.attempts+1, now.UnixNano(), earlier(now.Add(delay(d.attempts+1)), d.expires).UnixNano(), d.ref)
		if err != nil {
			return nil, vault.While("recording an attempt", err)
		}
		jobs = append(jobs, d.job)
	}
	return jobs, nil
}

// sleep waits for a kick or the next due row.
func (o *Outbox) sleep(ctx context.Context) {
	wait := lastRetry
	err := o.Vault.View(ctx, func(tx *vault.Tx) error {
		at, err := nextDue(tx)
		if !at.IsZero() {
			wait = min(wait, time.Until(at))
		}
		return err
	})
	if err != nil {
		wait = firstRetry
	}
	o.sleeps.Store(time.Now().Add(wait).UnixNano())
	defer o.sleeps.Store(0)
	t := time.NewTimer(max(wait, time.Millisecond))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-o.kick:
	case <-t.C:
	}
}

func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
