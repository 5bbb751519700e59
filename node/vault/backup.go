package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"restante/node/durable"
)

const (
	backupDir  = "backup"
	backupKept = 7 * 24 * time.Hour // what was deleted since then is in a copy still
)

// Backup writes a copy of the database as it is now to a new file, without
// keeping anybody waiting. The copy is encrypted with the same key: to be read
// it needs the key file that was in the folder at the time.
func (v *Vault) Backup(ctx context.Context, path string) error {
	if err := v.backup(ctx, path); err != nil {
		return fmt.Errorf("backing up: %w", explain(err))
	}
	return nil
}

// backupBefore keeps the database as the previous version of the program left
// it. It replaces the copy of an earlier attempt at the same step.
func (v *Vault) backupBefore(ctx context.Context, s step) error {
	dir := filepath.Join(v.dir, backupDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("backing up: %w", explain(err))
	}
	v.log.Info("backing up the database before bringing it up to date", "step", s.String())
	return v.Backup(ctx, filepath.Join(dir, fmt.Sprintf("before-%v.db", s)))
}

// dropBackups removes copies made before tables were changed long ago: they have what
// was deleted since.
func (v *Vault) dropBackups(before time.Time) error {
	old, err := filepath.Glob(filepath.Join(v.dir, backupDir, "before-*.db"))
	if err != nil {
		return err
	}
	for _, path := range old {
		info, err := os.Stat(path)
		if err == nil && info.ModTime().Before(before) {
			err = durable.Remove(filepath.Dir(path), filepath.Base(path))
		}
		if err != nil {
			return fmt.Errorf("removing an old copy: %w", explain(err))
		}
	}
	return nil
}

// backup has SQLite write into a file of another name first, so that the name
// asked for never stands for half a copy.
func (v *Vault) backup(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	temp := path + ".part"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := v.vacuumInto(ctx, temp); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return durable.Rename(temp, path)
}

func (v *Vault) vacuumInto(ctx context.Context, path string) (err error) {
	c, err := v.db.connect(ctx, readerCacheKB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	_, err = c.c.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}
