package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// What a stamp may cost: a few seconds of one core. A push node that asks for
// more goes without.
const (
	stampMax   = 18 // bits
	stampLimit = time.Minute
)

// stampJob is a record on which a push node, or without one pointer holders, want
// more work.
type stampJob struct {
	job
	node   peer.ID
	record deposit.Record
	bits   int
}

// askForStamp has a stamp made if that is what a push node asked for.
func (o *Outbox) askForStamp(of offerRow, node peer.ID, err error) {
	var refusal *push.Refusal
	if errors.As(err, &refusal) && refusal.Code == push.CodeMoreWork {
		o.askForWork(stampJob{job: of.job, node: node, record: of.dep.Record, bits: refusal.Work})
	}
}

// askForWork has a stamp made that is not too dear.
func (o *Outbox) askForWork(s stampJob) {
	if s.bits > 0 && s.bits <= stampMax {
		o.stamps.put(s)
	}
}

// stamp is the one goroutine that works for stamps.
func (o *Outbox) stamp(ctx context.Context) {
	o.stamps.each(ctx, 1, func(js []stampJob) {
		ctx, done := context.WithTimeout(ctx, stampLimit)
		defer done()
		r, err := deposit.Stamp(ctx, js[0].record, js[0].bits)
		if err != nil {
			o.Log.Debug("no stamp was found", "bits", js[0].bits, "err", err)
			return
		}
		raw, err := r.Encode()
		if err != nil {
			o.logged(ctx, err)
			return
		}
		o.results.put(result{job: js[0].job, node: js[0].node, stamped: raw})
	})
}

// putStamped keeps the record for that push node, which is asked again at once.
// A record that it holds, or may hold without our knowing, is not replaced.
func (o *Outbox) putStamped(tx *vault.Tx, r result, now time.Time) error {
	tx.AfterCommit(o.wake)
	if r.node == "" { // nobody holds it yet
		return keepStamp(tx, r, now)
	}
	_, err := tx.Exec(`UPDATE target SET record = ? WHERE ref = ? AND node = ? AND receipt IS NULL`,
		r.stamped, r.ref, r.node.String())
	if err != nil {
		return vault.While("keeping a stamp", err)
	}
	_, err = tx.Exec(`UPDATE parcel SET next_at = ? WHERE ref = ?`, now.UnixNano(), r.ref)
	return vault.While("keeping a stamp", err)
}

// keepStamp keeps a stamped pointer, unless another record has replaced it meanwhile.
func keepStamp(tx *vault.Tx, r result, now time.Time) error {
	p, found, err := recordOf(tx, r.job)
	stamped, e := deposit.Decode(r.stamped)
	if err != nil || e != nil || !found || p.record.CancelHash != stamped.CancelHash {
		return errors.Join(err, e)
	}
	return tx.Do("keeping a stamp", `UPDATE pointer SET record = ?, next_at = ? WHERE ref = ? AND holders = ''`, r.stamped, now.UnixNano(), r.ref)
}
