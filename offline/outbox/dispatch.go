package outbox

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/vault"
)

// claimMax bounds one round of the dispatcher, and so its memory.
const claimMax = 256

// dispatch is the one goroutine that begins attempts which are due.
func (o *Outbox) dispatch(ctx context.Context) {
	for ctx.Err() == nil {
		more, err := o.round(ctx)
		if err != nil && ctx.Err() == nil {
			o.Log.Error("outbox round failed", "err", err)
		}
		if !more {
			o.sleep(ctx)
		}
	}
}

// round expires, claims and begins; it reports whether more is due at once.
func (o *Outbox) round(ctx context.Context) (more bool, err error) {
	if due, err := o.anyDue(ctx); err != nil || !due {
		return false, err
	}
	var jobs []job
	var cancels []cancel
	err = o.Vault.Update(ctx, "outbox claim", func(tx *vault.Tx) (err error) {
		now := time.Now()
		if err = o.expire(tx, now); err != nil {
			return err
		}
		if jobs, err = claimParcels(tx, now); err != nil {
			return err
		}
		cancels, err = claimCancels(tx, now)
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
	return len(jobs) == claimMax || len(cancels) == claimMax, nil
}

func (o *Outbox) anyDue(ctx context.Context) (due bool, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		at, err := nextDue(tx)
		due = !at.IsZero() && !at.After(time.Now())
		return err
	})
	return due, err
}

// claimParcels counts the attempt and schedules the next one before it is made.
func claimParcels(tx *vault.Tx, now time.Time) ([]job, error) {
	type due struct {
		job
		attempts int
	}
	rows, err := tx.Query(`SELECT ref, digest, peer, attempts FROM parcel WHERE state < 2 AND next_at <= ? ORDER BY next_at, rowid LIMIT ?`,
		now.UnixNano(), claimMax)
	ds, err := collect(rows, err, func(r *sql.Rows) (d due, err error) {
		var digest []byte
		var p string
		if err = r.Scan(&d.ref, &digest, &p, &d.attempts); err != nil {
			return d, err
		}
		copy(d.digest[:], digest)
		d.peer, err = peer.Decode(p)
		return d, err
	})
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, d := range ds {
		_, err := tx.Exec(`UPDATE parcel SET attempts = ?, next_at = ? WHERE ref = ?`,
			d.attempts+1, now.Add(delay(d.attempts+1)).UnixNano(), d.ref)
		if err != nil {
			return nil, wrap("recording an attempt", err)
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
	t := time.NewTimer(max(wait, time.Millisecond))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-o.kick:
	case <-t.C:
	}
}

// watch wakes what waits for a peer or push node that just connected, and
// everything when the network changed.
func (o *Outbox) watch(ctx context.Context) {
	sub := o.Bus.Subscribe(256)
	defer sub.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.Ready:
		}
		events, lost := sub.Take()
		if lost {
			o.wakeAll(ctx)
			continue
		}
		for _, e := range events {
			switch e := e.(type) {
			case p2p.PeerConnected:
				o.wakePeer(ctx, e.ID)
			case p2p.NetworkChanged:
				o.wakeAll(ctx)
			}
		}
	}
}

func (o *Outbox) wakeAll(ctx context.Context) {
	o.logged(ctx, o.Vault.Update(ctx, "outbox wake", allDue))
	o.wake()
}

func (o *Outbox) wakePeer(ctx context.Context, id peer.ID) {
	var found bool
	err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		found, err = waitsFor(tx, id)
		return err
	})
	if err == nil && found {
		err = o.Vault.Update(ctx, "outbox wake", func(tx *vault.Tx) error { return wakeRows(tx, id) })
		o.wake()
	}
	o.logged(ctx, err)
}

func (o *Outbox) logged(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		o.Log.Error("outbox failed", "err", err)
	}
}

// later calls f unless the outbox stops first.
func (o *Outbox) later(d time.Duration, f func()) { time.AfterFunc(d, f) }
