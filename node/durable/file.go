package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const tempPrefix = ".tmp-"

// IsTemp says whether a file name is one that WriteFile uses before its rename.
// Such a file found at the start was left by a crash and holds nothing promised.
func IsTemp(name string) bool { return strings.HasPrefix(name, tempPrefix) }

// WriteFile puts data into the file dir/name, readable by the owner only. After
// a crash the file has either its old content or the new one; once WriteFile
// has returned nil it has the new one, even if the power fails.
func WriteFile(dir, name string, data []byte) error {
	temp, err := writeTemp(dir, data)
	if err == nil {
		err = step("file write", dir, func() error { return os.Rename(temp, filepath.Join(dir, name)) })
	}
	if err != nil {
		_ = os.Remove(temp) // what stays is known by its name; see IsTemp
		return fmt.Errorf("writing %s: %w", name, Explain(err))
	}
	return nil
}

// writeTemp leaves a synced file with the data and returns its path.
func writeTemp(dir string, data []byte) (string, error) {
	f, err := os.CreateTemp(dir, tempPrefix+"*") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return f.Name(), errors.Join(err, f.Close())
}

// Rename gives a complete file its final name in the same folder, replacing what
// had that name. The file's content is made durable first.
func Rename(from, to string) error {
	err := syncFile(from)
	if err == nil {
		err = step("file rename", filepath.Dir(to), func() error { return os.Rename(from, to) })
	}
	if err != nil {
		return fmt.Errorf("renaming %s: %w", filepath.Base(from), Explain(err))
	}
	return nil
}

// Remove deletes the file dir/name for good. It is no error if there is none.
func Remove(dir, name string) error {
	err := step("file remove", dir, func() error {
		err := os.Remove(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("removing %s: %w", name, Explain(err))
	}
	return nil
}

// step is a Step that changes names in dir, which last once dir is synced.
func step(name, dir string, action func() error) error {
	return Step(name, func() error {
		if err := action(); err != nil {
			return err
		}
		return syncDir(dir)
	})
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes the names in dir durable. Windows has no such call and orders
// renames in its own journal.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
