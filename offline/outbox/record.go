package outbox

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
)

// recordBatch is how many results one transaction takes.
const recordBatch = 256

// result is what came back for one job; one of those below node is set.
type result struct {
	job
	node      peer.ID
	answer    *direct.Answer
	receipt   *deposit.Receipt
	refused   string
	lost      bool        // the push node does not hold it any more
	stamped   []byte      // the record with the stamp that the push node asks for
	placed    []peer.ID   // pointer holders that have the record now
	key       deposit.Key // of that record
	at        *placed     // at a provider
	cancelled *cancel
	withdrawn *withdrawn
}

// record is the one goroutine that commits what came back.
func (o *Outbox) record(ctx context.Context) {
	o.results.each(ctx, recordBatch, func(rs []result) {
		err := o.recordAll(ctx, rs)
		for i := 0; err != nil && len(rs) > 1 && i < len(rs); i++ { // one of them may be at fault: each for itself
			o.logged(ctx, o.recordAll(ctx, rs[i:i+1]))
		}
		o.logged(ctx, err)
		o.announce()
	})
}

func (o *Outbox) recordAll(ctx context.Context, rs []result) error {
	return o.Vault.Update(ctx, "outbox results", func(tx *vault.Tx) error {
		for _, r := range rs {
			if err := o.apply(tx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// apply writes one result; one for a parcel that ended or was replaced is void.
func (o *Outbox) apply(tx *vault.Tx, r result) error {
	if r.cancelled != nil {
		_, err := tx.Exec(`DELETE FROM cancel WHERE record_key = ? AND node = ?`, r.cancelled.key[:], r.cancelled.node)
		return vault.While("recording a cancel", err)
	}
	if r.withdrawn != nil {
		return r.withdrawn.apply(tx)
	}
	if r.at != nil {
		return r.at.apply(tx, o, time.Now())
	}
	var class Class
	var state State
	err := tx.QueryRow(`SELECT class, state FROM parcel WHERE ref = ? AND digest = ? AND state < 2`, r.ref, r.digest[:]).Scan(&class, &state)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return vault.While("reading a parcel", err)
	}
	switch {
	case r.answer != nil:
		return o.answered(tx, r, class)
	case r.receipt != nil:
		return o.held(tx, r, class, state)
	case r.lost:
		return o.lose(tx, r)
	case r.stamped != nil:
		return o.putStamped(tx, r, time.Now())
	case r.placed != nil:
		return o.putHolders(tx, r, time.Now())
	case r.refused != "":
		_, err = tx.Exec(`UPDATE target SET refused = ? WHERE ref = ? AND node = ?`, r.refused, r.ref, r.node.String())
	}
	return vault.While("recording a refusal", err)
}

// answered ends a parcel: its recipient committed it, or will never take it.
func (o *Outbox) answered(tx *vault.Tx, r result, class Class) error {
	state, reason := Delivered, ""
	if r.answer.Outcome == direct.Refused {
		state, reason = Failed, r.answer.Reason
	}
	if err := o.Done(tx, r.ref); err != nil {
		return err
	}
	if class == Receipt {
		return nil
	}
	return o.Observer.Changed(tx, r.ref, state, reason)
}

// held notes a custody receipt. The first one makes a message stored, and is
// all that a receipt needs.
func (o *Outbox) held(tx *vault.Tx, r result, class Class, before State) error {
	signed, err := r.receipt.Encode()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE target SET receipt = ?, held_since = ?, held_until = ? WHERE ref = ? AND node = ?`,
		signed, r.receipt.Stored.UnixNano(), r.receipt.Expires.UnixNano(), r.ref, r.node.String())
	if err != nil {
		return vault.While("recording a custody receipt", err)
	}
	if err := o.cancelAfter(tx, r.ref, time.Now()); err != nil {
		return err
	}
	if class == Receipt {
		return o.handedOn(tx, r.ref)
	}
	if before == Queued {
		if _, err := tx.Exec(`UPDATE parcel SET state = ? WHERE ref = ?`, int(Stored), r.ref); err != nil {
			return vault.While("recording a custody receipt", err)
		}
	}
	return o.Observer.Changed(tx, r.ref, Stored, "")
}

// handedOn drops a receipt's file; its row keeps the cancel preimage.
func (o *Outbox) handedOn(tx *vault.Tx, ref string) error {
	if err := o.discard(tx, ref); err != nil {
		return err
	}
	if _, err := withdraw(tx, ref, "", time.Now()); err != nil { // it would lead to a file that is gone
		return err
	}
	_, err := tx.Exec(`UPDATE parcel SET state = ?, sealed = NULL, next_at = expires WHERE ref = ?`, int(HandedOn), ref)
	return vault.While("handing on a receipt", err)
}

// announce lets [Outbox.HandOver] look again.
func (o *Outbox) announce() {
	o.mu.Lock()
	defer o.mu.Unlock()
	close(o.changed)
	o.changed = make(chan struct{})
}

// HandOver waits until no receipt is left that only this computer has, though a
// push node might take it.
func (o *Outbox) HandOver(ctx context.Context) error {
	if o.Push == nil {
		return nil
	}
	for {
		o.mu.Lock()
		changed := o.changed
		o.mu.Unlock()
		var left bool
		err := o.Vault.View(ctx, func(tx *vault.Tx) error {
			return tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM parcel p WHERE class = ? AND state < 2 AND
				(record IS NULL OR EXISTS (SELECT 1 FROM target t WHERE t.ref = p.ref AND t.refused IS NULL)
				OR EXISTS (SELECT 1 FROM placement l WHERE l.ref = p.ref AND l.placed IS NULL AND l.attempts < 2)
				OR EXISTS (SELECT 1 FROM pointer t WHERE t.ref = p.ref AND t.stale > 0 AND t.attempts < 2)))`, int(Receipt)).Scan(&left)
		})
		if err != nil || !left {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}
