package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"restante/node/durable"
	"restante/node/vault/encvfs"
)

// exportFile is the copy that an Export reads, as encrypted as the database. What a
// crash left of one is overwritten by the next.
const exportFile = "export.db"

// Export hands over the database as it is now, as a plain SQLite file of this size,
// without keeping anybody waiting. What use reads of it never lies on the disk: it
// goes through memory, a piece at a time.
func (v *Vault) Export(ctx context.Context, use func(size int64, plain io.Reader) error) error {
	v.copyMu.Lock()
	defer v.copyMu.Unlock()
	dir := filepath.Join(v.dir, backupDir)
	path := filepath.Join(dir, exportFile)
	err := errors.Join(os.MkdirAll(dir, 0o700), removeIfThere(path))
	if err == nil {
		err = v.vacuumInto(ctx, path)
	}
	if err == nil {
		err = v.read(path, use)
	}
	return explain(errors.Join(err, removeIfThere(path)))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (v *Vault) read(path string, use func(size int64, plain io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	plain, err := encvfs.NewReader(v.key.secret, f)
	if err != nil {
		return err
	}
	return use(info.Size(), plain)
}

// take writes the database of a new vault that does not begin empty.
func (v *Vault) take(from func(io.Writer) error) error {
	if from == nil {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(v.dir, databaseFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := v.fill(f, from); err != nil {
		return errors.Join(err, f.Close())
	}
	return durable.Step("database import", func() error { return errors.Join(f.Sync(), f.Close()) })
}

func (v *Vault) fill(f io.Writer, from func(io.Writer) error) error {
	w, err := encvfs.NewWriter(v.key.secret, f)
	if err != nil {
		return err
	}
	if err := from(w); err != nil {
		return err
	}
	return w.Close()
}

// examine looks whether what was taken is sound: somebody may have made it by hand.
func (v *Vault) examine(ctx context.Context, taken bool) error {
	if !taken {
		return nil
	}
	return v.View(ctx, func(tx *Tx) error {
		var found string
		if err := tx.QueryRow(`PRAGMA quick_check(1)`).Scan(&found); err != nil {
			return err
		}
		if found != "ok" {
			return fmt.Errorf("%w: %s", ErrCorrupt, found)
		}
		return nil
	})
}
