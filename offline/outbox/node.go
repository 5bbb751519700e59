package outbox

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// nodeJob is one thing to do at a push node: store a parcel, take one back, or
// ask what is left of those before.
type nodeJob struct {
	node   string
	store  *job
	cancel *cancel
	check  bool // ask what it still holds
}

func (n nodeJob) key() string {
	switch {
	case n.store != nil:
		return n.store.key()
	case n.cancel != nil:
		return string(n.cancel.key[:])
	}
	return "check"
}

// cid is the address of the block whose SHA-256 is d.
func (d Digest) cid() cid.Cid { return ipfs.CIDOf(ipfs.Digest(d)) }

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// runNode is one batch at one push node: stores first, in the order of the queue.
func (o *Outbox) runNode(ctx context.Context, id peer.ID, batch []nodeJob) error {
	ctx, done := context.WithTimeout(ctx, storeLimit)
	defer done()
	var cs []cancel
	var ss []job
	check := false
	for _, j := range batch {
		switch {
		case j.store != nil:
			ss = append(ss, *j.store)
		case j.cancel != nil:
			cs = append(cs, *j.cancel)
		default:
			check = true
		}
	}
	if err := o.storeAt(ctx, id, ss); err != nil {
		return err
	}
	if err := o.cancelAt(ctx, id, cs); err != nil || !check {
		return err
	}
	return o.checkAt(ctx, id)
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
	res, err := o.Push.Store(ctx, addrsOf(id, offers), ds)
	if err != nil {
		o.Log.Debug("a push node did not answer", "node", id, "err", err)
		return err
	}
	for i, r := range res {
		o.results.put(nodeResult(offers[i].job, id, r))
		o.askForStamp(offers[i], id, r.Err)
		o.addressOpenly(ctx, offers[i], id, r.Err)
	}
	return nil
}

// addrsOf is all that the cards say about a push node: a wrong one of them must
// not make it unreachable for the others' mail.
func addrsOf(id peer.ID, offers []offerRow) peer.AddrInfo {
	var all []string
	for _, of := range offers {
		if !slices.Contains(all, of.addrs) {
			all = append(all, of.addrs)
		}
	}
	return splitAddrs(id.String(), strings.Join(all, "\n"))
}

// loadOffers reads those that are still wanted, in order. One whose bytes cannot
// be read does not hold up the others.
func (o *Outbox) loadOffers(ctx context.Context, id peer.ID, js []job) (offers []offerRow, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, j := range js {
			of, err := loadOffer(tx, id, j)
			if errors.Is(err, sql.ErrNoRows) {
				continue // it ended, or this node has it
			}
			if err == nil && of.dep.Block == nil {
				of.dep.Block, err = o.Folder.Get(ctx, of.dep.CID)
			}
			if err != nil {
				o.logged(ctx, err)
				continue
			}
			offers = append(offers, of)
		}
		return ctx.Err()
	})
	return offers, err
}

func loadOffer(tx *vault.Tx, id peer.ID, j job) (of offerRow, err error) {
	var record []byte
	err = tx.QueryRow(`SELECT coalesce(t.record, p.record), t.addrs FROM parcel p JOIN target t ON t.ref = p.ref
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
	switch {
	case !errors.As(r.Err, &refusal):
	case refusal.Code == push.CodeGone:
		out.refused = "it was collected there; the receipt has not come yet"
	case refusal.Permanent:
		out.refused = cmp.Or(refusal.Reason, "it gave no reason")
	}
	return out
}
