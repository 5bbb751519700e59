package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"restante/node/durable"
)

// A Folder is a data folder that this process holds, with or without a vault in
// it. A program that must ask its user something first holds the folder all the
// while, and then opens the vault by [Options.Folder].
type Folder struct {
	dir  string
	lock *flock.Flock
}

// Hold takes a folder, and creates it if it does not exist.
func Hold(dir string) (*Folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("vault folder: %w", err)
	}
	if err := prepareFolder(dir); err != nil {
		return nil, err
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{dir, lock}, nil
}

// Close lets the folder go; a vault that was opened in it is closed before.
func (f *Folder) Close() error { return f.lock.Close() }

// Locks tells what protects the key in the folder; each of them alone opens the
// vault. The error is [ErrEmpty] if there is no vault yet, or only what is left of
// a beginning or an end that was cut short.
func (f *Folder) Locks() ([]Method, error) {
	file, err := loadKeyFile(f.dir)
	switch {
	case isDestroyed(f.dir):
		return nil, fmt.Errorf("%w: %s", ErrEmpty, f.dir)
	case errors.Is(err, os.ErrNotExist) && hasDatabase(f.dir):
		return nil, fmt.Errorf("%w: %s", ErrKeyMissing, f.dir)
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%w: %s", ErrEmpty, f.dir)
	case err != nil:
		return nil, err
	case !file.Ready:
		return nil, fmt.Errorf("%w: %s", ErrEmpty, f.dir)
	}
	return file.methods(), nil
}

// clearUnready removes what is left of an end or a beginning that was cut short: nothing
// in it was promised to last. The key file goes last, since a database without one
// passes for a loss.
func clearUnready(dir string) error {
	if isDestroyed(dir) {
		return Erase(dir)
	}
	file, err := loadKeyFile(dir)
	if err != nil || file.Ready {
		return nil // nothing to clear; what is wrong with a key file is said when it is read
	}
	for _, l := range file.Locks {
		l.discard()
	}
	if err := removeDatabase(dir); err != nil {
		return explain(err)
	}
	return explain(durable.Remove(dir, keyFileName))
}

// Locks tells what protects the key of the vault; each of them alone opens it.
func (v *Vault) Locks() []Method {
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	return v.key.file.methods()
}
