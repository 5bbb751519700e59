package outbox

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// fileBatch is how many parcels are written to files before one commit.
const fileBatch = 64

// file is the one goroutine that writes and removes files: a file whose parcel
// ended meanwhile is removed after it was written, never before.
func (o *Outbox) file(ctx context.Context) {
	o.logged(ctx, o.discardStrays(ctx))
	o.filing.put(job{}) // what a crash left in the trash
	o.filing.each(ctx, fileBatch, func(js []job) { o.logged(ctx, o.fileAll(ctx, js)) })
}

// fileAll goes on when the outbox stops: a file is never left without a note of it.
func (o *Outbox) fileAll(ctx context.Context, js []job) error {
	ctx = context.WithoutCancel(ctx)
	var written []filed
	var failed error // of the last file; the others go on
	defer o.files.end(js)
	begun := make(map[string]bool)
	for _, j := range js {
		if j.ref == "" || begun[j.key()] { // a wake-up may name what is new a second time
			continue
		}
		begun[j.key()] = true
		o.files.begin(j.digest)
		switch f, ok, err := o.writeFile(ctx, j); {
		case err != nil:
			failed = err
		case ok:
			written = append(written, f)
		}
	}
	return errors.Join(failed, o.offer(ctx, written), o.emptyTrash(ctx))
}

// filed is a parcel whose bytes are a block on disk.
type filed struct {
	job
	record   []byte // made now, or nil if there is one
	preimage []byte // that cancels the record
}

// writeFile makes the parcel a block on disk, and a deposit record of it that
// can be offered, unless it ended meanwhile.
func (o *Outbox) writeFile(ctx context.Context, j job) (f filed, ok bool, err error) {
	r, err := o.loadRow(ctx, j)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	if err != nil {
		return f, false, err
	}
	if r.sealed != nil { // nil: the file holds them already
		if _, err := o.Folder.Put(r.sealed); err != nil {
			return f, false, err
		}
	}
	f.job = j
	copy(f.mailbox[:], r.mailbox)
	if !r.recorded {
		err = o.makeRecord(ctx, r, &f)
	}
	return f, err == nil, err
}

// row is what filing needs of a parcel.
type row struct {
	mailbox  []byte
	sealed   []byte
	size     int
	expires  int64
	recorded bool
}

func (o *Outbox) loadRow(ctx context.Context, j job) (r row, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT mailbox, sealed, size, expires, record IS NOT NULL FROM parcel
			WHERE ref = ? AND digest = ? AND state < 2`, j.ref, j.digest[:]).Scan(&r.mailbox, &r.sealed, &r.size, &r.expires, &r.recorded)
	})
	return r, err
}

// makeRecord seals where the parcel lies; push nodes and pointer holders learn
// the mailbox and until when.
func (o *Outbox) makeRecord(ctx context.Context, r row, f *filed) error {
	body, err := bodyOf(f.digest, r.size, o.addrs())
	if err != nil {
		return err
	}
	p := deposit.NewPreimage()
	rec := deposit.Record{Expires: time.Unix(0, r.expires), CancelHash: p.Hash()}
	copy(rec.Mailbox[:], r.mailbox)
	if rec.Body, err = o.Recipients.SealBody(ctx, f.peer, rec.Mailbox, body); err != nil {
		return err
	}
	f.preimage = p[:]
	f.record, err = rec.Encode()
	return err
}

// addrs are where the recipient may fetch the file, as many as a record holds.
func (o *Outbox) addrs() []string {
	if o.Addrs == nil {
		return nil
	}
	all := o.Addrs()
	return all[:min(len(all), deposit.MaxAddrs)]
}

// offer sends filed parcels to their push nodes. The record, and with it the way
// to take it back, is on disk before a push node can know of it.
func (o *Outbox) offer(ctx context.Context, fs []filed) error {
	if len(fs) == 0 {
		return nil
	}
	var offers []nodeJob
	err := o.Vault.Update(ctx, "outbox filed", func(tx *vault.Tx) error {
		offers = offers[:0]
		for _, f := range fs {
			if err := o.putFile(tx, f); err != nil {
				return err
			}
			of, err := openTargets(tx, f.job)
			if err != nil {
				return err
			}
			offers = append(offers, of...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, of := range offers {
		o.putNode(of.node, of)
	}
	for _, f := range fs {
		o.cryOut(f.job)
	}
	o.wake() // the pointers
	return nil
}

// putFile notes that the file holds the bytes now. With its record a parcel is
// on the offline way: its push nodes are those that the recipient has by then.
func (o *Outbox) putFile(tx *vault.Tx, f filed) error {
	owned, err := putFiled(tx, f)
	if err != nil {
		return err
	}
	if !owned {
		return putTrash(tx, f.digest) // it ended while the file was written
	}
	if f.record == nil {
		return nil
	}
	nodes, err := o.holdersFor(tx, f.peer)
	for _, n := range nodes {
		err = errors.Join(err, insertTarget(tx, f.ref, n))
	}
	now := time.Now()
	placing, e := o.openPlaces(tx, f, now)
	err = errors.Join(err, e)
	if o.Pointers != nil {
		err = errors.Join(err, insertPointer(tx, f.ref, now.Add(headOf(placing))))
	}
	return err
}

// headOf lets providers come first: then the pointer names them at once.
func headOf(placing bool) time.Duration {
	if placing {
		return placeHead
	}
	return 0
}

// holdersFor are the recipient's push nodes and one's own, each once.
func (o *Outbox) holdersFor(tx *vault.Tx, to peer.ID) (all []peer.AddrInfo, err error) {
	if o.Push == nil {
		return nil, nil
	}
	theirs, err := o.Recipients.PushNodes(tx, to)
	if err != nil {
		return nil, err
	}
	own, err := o.OwnNodes(tx)
	seen := map[peer.ID]bool{to: true} // the recipient holds nothing for itself
	for _, n := range slices.Concat(theirs, own) {
		if !seen[n.ID] {
			seen[n.ID] = true
			all = append(all, n)
		}
	}
	return all, err
}

// openTargets lists the push nodes that have not signed for j yet.
func openTargets(tx *vault.Tx, j job) ([]nodeJob, error) {
	rows, err := tx.Query(`SELECT t.node FROM target t JOIN parcel p ON p.ref = t.ref
		WHERE t.ref = ? AND p.digest = ? AND p.state < 2 AND t.receipt IS NULL AND t.refused IS NULL`, j.ref, j.digest[:])
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (n nodeJob, err error) {
		n.store = &j
		err = r.Scan(&n.node)
		return n, err
	})
}

// putNode queues a job for a push node.
func (o *Outbox) putNode(node string, j nodeJob) {
	if id, err := peer.Decode(node); err == nil && o.Push != nil {
		o.nodes.put(id, j)
	}
}
