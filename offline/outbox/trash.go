package outbox

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

	"restante/node/ipfs"
	"restante/node/vault"
)

// files are those that are being written, or that a crash left without a note: a parcel
// that ends has no row then that says so.
type files struct {
	mu  sync.Mutex
	now map[Digest]bool
}

func (f *files) begin(d Digest) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now == nil {
		f.now = make(map[Digest]bool)
	}
	f.now[d] = true
}

func (f *files) end(js []job) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, j := range js {
		delete(f.now, j.digest)
	}
}

func (f *files) being(d Digest) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now[d]
}

// discard hands the parcel's file to the trash, if there is one or is about to be.
func (o *Outbox) discard(tx *vault.Tx, ref string) error {
	d, filed, err := digestOf(tx, ref)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // it is gone already
	}
	if err != nil || !filed && !o.files.being(d) {
		return err
	}
	tx.AfterCommit(func() { o.filing.put(job{}) })
	return putTrash(tx, d)
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
	return o.Vault.Update(ctx, "outbox trash", func(tx *vault.Tx) error { return emptied(tx, ds) })
}

// discardStrays finds files whose parcel ended in the moment in which a crash
// came, after they were written and before that was noted. Of a parcel that is under
// way yet, the file is looked at again when it ends.
func (o *Outbox) discardStrays(ctx context.Context) error {
	files, err := o.Folder.List()
	if err != nil {
		return err
	}
	var all, strays []Digest
	for _, c := range files {
		if d, err := ipfs.DigestOf(c); err == nil {
			o.files.begin(d)
			all = append(all, d)
		}
	}
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		known, err := owned(tx)
		strays = slices.DeleteFunc(all, func(d Digest) bool { return known[d] })
		return err
	})
	if err != nil || len(strays) == 0 {
		return err
	}
	return o.Vault.Update(ctx, "outbox strays", func(tx *vault.Tx) (err error) {
		for _, d := range strays {
			err = errors.Join(err, putTrash(tx, d))
		}
		return err
	})
}
