package outbox

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// cancel takes one deposit back from one push node.
type cancel struct {
	key      deposit.Key
	node     string
	addrs    string
	preimage []byte
	expires  int64
	attempts int
}

func claimCancels(tx *vault.Tx, now time.Time) ([]cancel, error) {
	rows, err := tx.Query(`SELECT record_key, node, addrs, preimage, expires, attempts FROM cancel
		WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now.UnixNano(), claimMax)
	cs, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (c cancel, err error) {
		var key []byte
		err = r.Scan(&key, &c.node, &c.addrs, &c.preimage, &c.expires, &c.attempts)
		copy(c.key[:], key)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		_, err := tx.Exec(`UPDATE cancel SET attempts = ?, next_at = ? WHERE record_key = ? AND node = ?`,
			c.attempts+1, now.Add(delay(c.attempts+1)).UnixNano(), c.key[:], c.node)
		if err != nil {
			return nil, vault.While("recording a cancel", err)
		}
	}
	return cs, nil
}

func (o *Outbox) cancelAt(ctx context.Context, id peer.ID, cs []cancel) error {
	if len(cs) == 0 {
		return nil
	}
	var list []push.Cancellation
	for _, c := range cs {
		var p deposit.Preimage
		copy(p[:], c.preimage)
		list = append(list, push.Cancellation{Key: c.key, Preimage: p})
	}
	err := o.Push.Cancel(ctx, splitAddrs(id.String(), cs[0].addrs), list)
	var refusal *push.Refusal
	switch {
	case errors.As(err, &refusal) && refusal.Permanent:
		if len(cs) > 1 { // one of them: each for itself
			return o.cancelEach(ctx, id, cs)
		}
		o.Log.Warn("a push node will not give a deposit back", "node", id, "err", err)
	case err != nil:
		return err
	}
	for _, c := range cs {
		o.results.put(result{cancelled: &c})
	}
	return nil
}

func (o *Outbox) cancelEach(ctx context.Context, id peer.ID, cs []cancel) error {
	for i := range cs {
		if err := o.cancelAt(ctx, id, cs[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}
