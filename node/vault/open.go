package vault

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

func newVault(o Options, readOnly bool) (*Vault, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("vault folder: %w", err)
	}
	if o.Folder != nil {
		dir = o.Folder.dir
	}
	v := &Vault{dir: dir, log: o.Log, readOnly: readOnly}
	if v.log == nil {
		v.log = slog.Default()
	}
	return v, nil
}

// open does one thing after the other; what it has taken when it fails, Close
// gives back.
func (v *Vault) open(ctx context.Context, o Options) error {
	if o.Folder == nil {
		if err := v.takeFolder(); err != nil {
			return err
		}
	}
	if err := v.makeRoom(o.From != nil); err != nil {
		return err
	}
	if err := v.unlock(ctx, o.Unlock); err != nil {
		return err
	}
	if err := v.take(o.From); err != nil {
		return explain(err)
	}
	if err := v.openDatabase(ctx); err != nil {
		return explain(err)
	}
	if err := v.examine(ctx, o.From != nil); err != nil {
		return explain(err)
	}
	if err := v.applySchemas(ctx, o.Schemas); err != nil || v.readOnly {
		return explain(err)
	}
	return explain(v.begin(ctx, o.Begin))
}

// makeRoom clears what an earlier beginning left that was cut short. What came out of
// a backup and was not yet made fit for this computer must never pass for a vault.
func (v *Vault) makeRoom(empty bool) error {
	if v.readOnly {
		return nil
	}
	if err := clearUnready(v.dir); err != nil {
		return err
	}
	if empty && (hasDatabase(v.dir) || fileExists(v.dir, keyFileName)) {
		return fmt.Errorf("%w: %s", ErrTaken, v.dir)
	}
	return nil
}

// begin marks a new vault as one, once it has its tables and what it begins with.
func (v *Vault) begin(ctx context.Context, fill func(*Tx) error) error {
	if !v.key.file.Ready && fill != nil {
		if err := v.Update(ctx, "begin", fill); err != nil {
			return err
		}
	}
	return v.key.markReady(v.dir)
}

func (v *Vault) takeFolder() (err error) {
	if v.readOnly {
		if _, err := os.Stat(filepath.Join(v.dir, keyFileName)); err != nil && !hasDatabase(v.dir) {
			return fmt.Errorf("%w: %s", ErrEmpty, v.dir)
		}
	} else if err := prepareFolder(v.dir); err != nil {
		return err
	}
	v.lock, err = lockFolder(v.dir)
	return err
}

// hasDatabase counts the log as well: a database whose main file was lost must
// not pass for one that never was.
func hasDatabase(dir string) bool {
	return fileExists(dir, databaseFile) || fileExists(dir, databaseFile+"-wal")
}

// unlock reads the key, or makes one for a new folder.
func (v *Vault) unlock(ctx context.Context, u Unlock) (err error) {
	if isDestroyed(v.dir) {
		return fmt.Errorf("%w: %s", ErrDestroyed, v.dir)
	}
	v.key, err = readKey(ctx, v.dir, u)
	if errors.Is(err, os.ErrNotExist) {
		if hasDatabase(v.dir) {
			return fmt.Errorf("%w: %s", ErrKeyMissing, v.dir)
		}
		v.key, err = createKey(ctx, v.dir, u)
	}
	if err != nil {
		return err
	}
	if v.key.unprotected() {
		v.log.Warn("the database key is protected by file permissions only")
	}
	return nil
}

func (v *Vault) openDatabase(ctx context.Context) error {
	path := filepath.Join(v.dir, databaseFile)
	if err := v.checkPresent(path); err != nil {
		return err
	}
	leftOver := sizeOfLog(path)
	var err error
	if v.db, err = newDatabase(path, v.key.secret, !v.key.file.Ready); err != nil {
		return err
	}
	v.writer = newPool(1, v.db.openWriter)
	v.reader = newPool(readers, v.db.openReader)
	c, err := v.writer.take(ctx)
	if err != nil {
		return err
	}
	v.writer.put(c)
	if !v.readOnly {
		v.checkpoints = startCheckpointer(v.db, v.writer, v.log, leftOver)
	}
	return nil
}

// checkPresent refuses to begin an empty database in the place of one that was
// there. SQLite takes an empty file for a new database.
func (v *Vault) checkPresent(path string) error {
	info, err := os.Stat(path)
	present := err == nil && info.Size() > 0
	switch {
	case present:
		return nil
	case v.key.file.Ready:
		return fmt.Errorf("%w: %s is missing or empty", ErrCorrupt, databaseFile)
	case v.readOnly:
		return fmt.Errorf("%w: %s", ErrEmpty, v.dir)
	}
	return nil
}

// abandon closes a vault that did not open. A new one leaves nothing behind.
func (v *Vault) abandon() error {
	err := v.closeDatabase()
	if v.key != nil && !v.key.file.Ready && !v.readOnly {
		err = errors.Join(err, clearUnready(v.dir))
	}
	return errors.Join(err, v.unlockFolder())
}

// Close waits for the transactions under way, closes the database and frees the
// folder. A second Close does nothing.
func (v *Vault) Close() error {
	return errors.Join(v.closeDatabase(), v.unlockFolder())
}

func (v *Vault) closeDatabase() error {
	if v.checkpoints != nil {
		v.checkpoints.close()
	}
	var errs []error
	for _, p := range []*pool{v.reader, v.writer} {
		if p != nil {
			errs = append(errs, p.close())
		}
	}
	if v.db != nil {
		errs = append(errs, v.db.close())
	}
	return errors.Join(errs...)
}

func (v *Vault) unlockFolder() error {
	if v.lock == nil {
		return nil
	}
	return v.lock.Close()
}
