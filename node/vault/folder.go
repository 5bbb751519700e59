package vault

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

const lockFile = "lock"

// lockFolder takes the operating system's lock, which dies with the process.
// The lock file itself stays: were it removed, a program that holds the old
// file open and one that creates it anew would both have a lock.
func lockFolder(dir string) (*flock.Flock, error) {
	l := flock.New(filepath.Join(dir, lockFile), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the folder: %w", explain(err))
	}
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrInUse, dir)
	}
	return l, nil
}

// prepareFolder makes sure that there is a folder which can be written.
func prepareFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("creating the folder: %w", explain(err))
	}
	return checkWritable(dir)
}

// checkWritable looks before SQLite does, whose answer in a read-only folder
// depends on which of its files exist.
func checkWritable(dir string) error {
	f, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("writing to the folder: %w", explain(err))
	}
	_ = f.Close() // nothing was written
	return os.Remove(f.Name())
}
