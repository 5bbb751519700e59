package outbox

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

const (
	checkEvery = 24 * time.Hour
	checkLook  = 15 * time.Minute // how often it is looked who is to be asked
	checkMax   = 256              // deposits that are asked about at a time
)

// checkDaily asks every push node once a day whether it still holds what it signed for:
// it may have lost its disk, or made room for others. The day is counted on disk: a
// computer that is off at night asks too.
func (o *Outbox) checkDaily(ctx context.Context) {
	t := time.NewTicker(checkLook)
	defer t.Stop()
	for {
		var nodes []string
		err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			nodes, err = unchecked(tx, time.Now())
			return err
		})
		o.logged(ctx, err)
		for _, n := range nodes {
			o.putNode(n, nodeJob{node: n, check: true})
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Check asks a push node what it still holds, soon.
func (o *Outbox) Check(node peer.ID) {
	if o.started.Load() {
		o.putNode(node.String(), nodeJob{node: node.String(), check: true})
	}
}

// unchecked are the push nodes that signed for something under way and were not asked for
// a day, or whose word has run out.
func unchecked(tx *vault.Tx, now time.Time) ([]string, error) {
	rows, err := tx.Query(`SELECT t.node FROM target t JOIN parcel p ON p.ref = t.ref LEFT JOIN checked c ON c.node = t.node
		WHERE t.receipt IS NOT NULL AND p.state = 1 GROUP BY t.node
		HAVING max(coalesce(c.at, 0), min(t.held_since)) <= ? OR min(t.held_until) <= ?`, now.Add(-checkEvery).UnixNano(), now.UnixNano())
	return vault.Collect("reading the outbox", rows, err, vault.Column[string])
}

// noteChecked writes when a push node answered; who holds nothing any more is forgotten.
func (o *Outbox) noteChecked(ctx context.Context, id peer.ID) error {
	return o.Vault.Update(ctx, "outbox checked", func(tx *vault.Tx) error {
		err := tx.Do("noting a check", `INSERT INTO checked (node, at) VALUES (?1, ?2) ON CONFLICT (node) DO UPDATE SET at = ?2`, id.String(), time.Now().UnixNano())
		return joined(err, func() error {
			return tx.Do("forgetting checks", `DELETE FROM checked WHERE node NOT IN (SELECT node FROM target)`)
		})
	})
}

// checkAt offers again what the push node does not hold any more.
func (o *Outbox) checkAt(ctx context.Context, id peer.ID) error {
	for after := ""; ; {
		var held []heldRow
		err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			held, err = heldAt(tx, id, after)
			return err
		})
		if err != nil {
			return err
		}
		if len(held) == 0 {
			return o.noteChecked(ctx, id)
		}
		after = held[len(held)-1].ref
		if err := o.checkBatch(ctx, id, held); err != nil {
			return err
		}
	}
}

// heldRow is a parcel for which a push node signed.
type heldRow struct {
	offerRow
	key deposit.Key
}

func heldAt(tx *vault.Tx, id peer.ID, after string) ([]heldRow, error) {
	rows, err := tx.Query(`SELECT p.ref, p.digest, p.peer, t.addrs, coalesce(t.record, p.record) FROM target t JOIN parcel p ON p.ref = t.ref
		WHERE t.node = ? AND t.ref > ? AND t.receipt IS NOT NULL AND p.state = 1 ORDER BY t.ref LIMIT ?`, id.String(), after, checkMax)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (h heldRow, err error) {
		var digest, record []byte
		var to string
		if err = r.Scan(&h.ref, &digest, &to, &h.addrs, &record); err != nil {
			return h, err
		}
		copy(h.digest[:], digest)
		h.key = deposit.KeyOf(record)
		h.dep.CID = h.digest.cid()
		if h.dep.Record, err = deposit.Decode(record); err == nil {
			h.peer, err = peer.Decode(to)
		}
		return h, err
	})
}

func (o *Outbox) checkBatch(ctx context.Context, id peer.ID, held []heldRow) error {
	keys := make([]deposit.Key, len(held))
	offers := make([]offerRow, len(held))
	for i, h := range held {
		keys[i], offers[i] = h.key, h.offerRow
	}
	still, err := o.Push.Held(ctx, addrsOf(id, offers), keys)
	if err != nil {
		return err
	}
	var lost []offerRow
	for i, of := range offers {
		if !still[i] {
			lost = append(lost, of)
		}
	}
	return o.offerAgain(ctx, id, lost)
}

// offerAgain tells by the answer what became of a deposit: a push node that lost
// it takes it again; one from which it was collected says so.
func (o *Outbox) offerAgain(ctx context.Context, id peer.ID, lost []offerRow) error {
	for len(lost) > 0 {
		part := lost[:min(len(lost), deposit.MaxBatch)]
		lost = lost[len(part):]
		ds, err := o.withBlocks(ctx, part)
		if err != nil {
			return err
		}
		res, err := o.Push.Store(ctx, addrsOf(id, part), ds)
		if err != nil {
			return err
		}
		for i, r := range res {
			out := nodeResult(part[i].job, id, r)
			out.lost = out.receipt == nil
			o.results.put(out)
		}
	}
	return nil
}

func (o *Outbox) withBlocks(ctx context.Context, offers []offerRow) (ds []push.Deposit, err error) {
	for _, of := range offers {
		if of.dep.Block, err = o.Folder.Get(ctx, of.dep.CID); err != nil {
			return nil, err
		}
		ds = append(ds, of.dep)
	}
	return ds, nil
}

// lose notes that a push node does not hold a parcel any more. When it was the
// last one, the parcel is on this computer only, and says so.
func (o *Outbox) lose(tx *vault.Tx, r result) error {
	_, err := tx.Exec(`UPDATE target SET receipt = NULL, held_since = NULL, held_until = NULL, refused = nullif(?, '')
		WHERE ref = ? AND node = ?`, r.refused, r.ref, r.node.String())
	if err != nil {
		return vault.While("noting a lost deposit", err)
	}
	return o.settle(tx, r.ref)
}
