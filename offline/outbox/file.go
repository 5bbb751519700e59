package outbox

import (
	"context"
	"database/sql"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// fileBatch is how many parcels are written to files before one commit.
const fileBatch = 64

// file is the one goroutine that writes and removes files: a file whose parcel
// ended meanwhile is removed after it was written, never before.
func (o *Outbox) file(ctx context.Context) {
	o.filing.put(job{}) // what a crash left in the trash
	o.filing.each(ctx, fileBatch, func(js []job) { o.logged(ctx, o.fileAll(ctx, js)) })
}

func (o *Outbox) fileAll(ctx context.Context, js []job) error {
	var written []job
	var failed error // of the last file; the others go on
	for _, j := range js {
		if j.ref == "" {
			continue
		}
		switch ok, err := o.writeFile(ctx, j); {
		case err != nil:
			failed = err
		case ok:
			written = append(written, j)
		}
	}
	return errors.Join(failed, o.offer(ctx, written), o.emptyTrash(ctx))
}

// writeFile makes the parcel a block on disk, unless it ended meanwhile.
func (o *Outbox) writeFile(ctx context.Context, j job) (ok bool, err error) {
	var sealed []byte
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT sealed FROM parcel WHERE ref = ? AND digest = ? AND state < 2`, j.ref, j.digest[:]).Scan(&sealed)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || sealed == nil { // nil: the file holds them already
		return err == nil, err
	}
	_, err = o.Folder.Put(sealed)
	return err == nil, err
}

// offer sends written parcels to their push nodes. That a node may hold a
// parcel is on disk before the node can know of it.
func (o *Outbox) offer(ctx context.Context, js []job) error {
	if len(js) == 0 {
		return nil
	}
	var offers []nodeJob
	err := o.Vault.Update(ctx, "outbox filed", func(tx *vault.Tx) error {
		offers = offers[:0]
		for _, j := range js {
			if _, err := tx.Exec(`UPDATE parcel SET sealed = NULL WHERE ref = ? AND digest = ?`, j.ref, j.digest[:]); err != nil {
				return wrap("filing a parcel", err)
			}
			of, err := openTargets(tx, j)
			if err != nil {
				return err
			}
			offers = append(offers, of...)
		}
		return nil
	})
	if err != nil || o.Push == nil {
		return err
	}
	for _, of := range offers {
		o.putNode(of.node, of)
	}
	return nil
}

// openTargets marks the push nodes that have not signed for j yet as tried.
func openTargets(tx *vault.Tx, j job) ([]nodeJob, error) {
	rows, err := tx.Query(`SELECT t.node FROM target t JOIN parcel p ON p.ref = t.ref
		WHERE t.ref = ? AND p.digest = ? AND p.state < 2 AND t.receipt IS NULL AND t.refused IS NULL`, j.ref, j.digest[:])
	offers, err := collect(rows, err, func(r *sql.Rows) (n nodeJob, err error) {
		n.store = &j
		return n, r.Scan(&n.node)
	})
	if err != nil || len(offers) == 0 {
		return nil, err
	}
	_, err = tx.Exec(`UPDATE target SET tried = 1 WHERE ref = ? AND tried = 0`, j.ref)
	return offers, wrap("recording an attempt", err)
}

// putNode queues a job for a push node.
func (o *Outbox) putNode(node string, j nodeJob) {
	if id, err := peer.Decode(node); err == nil && o.Push != nil {
		o.nodes.put(id, j)
	}
}

// emptyTrash removes files, then their rows.
func (o *Outbox) emptyTrash(ctx context.Context) error {
	var ds []Digest
	err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		ds, err = trashed(tx)
		return err
	})
	if err != nil || len(ds) == 0 {
		return err
	}
	for _, d := range ds {
		if err := o.Folder.Delete(d.cid()); err != nil {
			return err
		}
	}
	return o.Vault.Update(ctx, "outbox trash", func(tx *vault.Tx) error {
		for _, d := range ds {
			if _, err := tx.Exec(`DELETE FROM trash WHERE digest = ?`, d[:]); err != nil {
				return wrap("emptying the trash", err)
			}
		}
		return nil
	})
}

func trashed(tx *vault.Tx) ([]Digest, error) {
	rows, err := tx.Query(`SELECT digest FROM trash`)
	return collect(rows, err, scanDigest)
}

func scanDigest(r *sql.Rows) (d Digest, err error) {
	var b []byte
	err = r.Scan(&b)
	copy(d[:], b)
	return d, err
}
