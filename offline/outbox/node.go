package outbox

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multihash"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// nodeJob is one thing to do at a push node: store a parcel or take one back.
type nodeJob struct {
	node   string
	store  *job
	cancel *cancel
}

func (n nodeJob) key() string {
	if n.store != nil {
		return n.store.key()
	}
	return string(n.cancel.key[:])
}

// cancel takes one deposit back from one push node.
type cancel struct {
	key      deposit.Key
	node     string
	addrs    string
	preimage []byte
	expires  int64
	attempts int
}

// cid is the address of the block whose SHA-256 is d.
func (d Digest) cid() cid.Cid {
	h, err := multihash.Encode(d[:], multihash.SHA2_256)
	if err != nil {
		panic(err) // a known code and a full digest
	}
	return cid.NewCidV1(cid.Raw, h)
}

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// runNode is one batch at one push node: stores first, in the order of the queue.
func (o *Outbox) runNode(ctx context.Context, id peer.ID, batch []nodeJob) error {
	ctx, done := context.WithTimeout(ctx, storeLimit)
	defer done()
	var cs []cancel
	var ss []job
	for _, j := range batch {
		if j.store != nil {
			ss = append(ss, *j.store)
		} else {
			cs = append(cs, *j.cancel)
		}
	}
	if err := o.storeAt(ctx, id, ss); err != nil {
		return err
	}
	return o.cancelAt(ctx, id, cs)
}

// offerRow is a parcel as a push node gets it.
type offerRow struct {
	job
	addrs string
	dep   push.Deposit
}

func (o *Outbox) storeAt(ctx context.Context, id peer.ID, js []job) error {
	offers, err := o.loadOffers(ctx, id, js)
	if err != nil || len(offers) == 0 {
		return err
	}
	ds := make([]push.Deposit, len(offers))
	for i, of := range offers {
		ds[i] = of.dep
	}
	node := splitAddrs(id.String(), offers[0].addrs)
	res, err := o.Push.Store(ctx, node, ds)
	if err != nil {
		o.Log.Debug("a push node did not answer", "node", id, "err", err)
		return err
	}
	for i, r := range res {
		o.results.put(nodeResult(offers[i].job, id, r))
	}
	return nil
}

// loadOffers reads those that are still wanted, in order.
func (o *Outbox) loadOffers(ctx context.Context, id peer.ID, js []job) (offers []offerRow, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, j := range js {
			of, err := loadOffer(tx, id, j)
			if errors.Is(err, sql.ErrNoRows) {
				continue // it ended, or this node has it
			}
			if err != nil {
				return err
			}
			offers = append(offers, of)
		}
		return nil
	})
	for i := range offers {
		if err == nil && offers[i].dep.Block == nil {
			offers[i].dep.Block, err = o.Folder.Get(ctx, offers[i].dep.CID)
		}
	}
	return offers, err
}

func loadOffer(tx *vault.Tx, id peer.ID, j job) (of offerRow, err error) {
	var record []byte
	err = tx.QueryRow(`SELECT p.record, t.addrs FROM parcel p JOIN target t ON t.ref = p.ref
		WHERE p.ref = ? AND p.digest = ? AND p.state < 2 AND t.node = ? AND t.receipt IS NULL AND t.refused IS NULL`,
		j.ref, j.digest[:], id.String()).Scan(&record, &of.addrs)
	if err != nil {
		return of, err
	}
	of.job = j
	of.dep = push.Deposit{CID: j.digest.cid(), Block: j.sealed}
	of.dep.Record, err = deposit.Decode(record)
	return of, err
}

func nodeResult(j job, id peer.ID, r push.StoreResult) result {
	out := result{job: j, node: id, receipt: r.Receipt}
	var refusal *push.Refusal
	if errors.As(r.Err, &refusal) && refusal.Permanent {
		out.refused = refusal.Reason
	}
	return out
}

func claimCancels(tx *vault.Tx, now time.Time) ([]cancel, error) {
	rows, err := tx.Query(`SELECT record_key, node, addrs, preimage, expires, attempts FROM cancel
		WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now.UnixNano(), claimMax)
	cs, err := collect(rows, err, func(r *sql.Rows) (c cancel, err error) {
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
			return nil, wrap("recording a cancel", err)
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
	if err := o.Push.Cancel(ctx, splitAddrs(id.String(), cs[0].addrs), list); err != nil {
		return err
	}
	for _, c := range cs {
		o.results.put(result{cancelled: &c})
	}
	return nil
}
