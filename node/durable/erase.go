package durable

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Erase overwrites the file dir/name where it lies, and removes it then. It is no
// error if there is none. A disk that writes changed content elsewhere, as flash does,
// may keep the old for a while; no program can help that.
func Erase(dir, name string) error {
	path := filepath.Join(dir, name)
	err := Step("file overwrite", func() error { return overwrite(path) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil { // better gone than whole
		return errors.Join(fmt.Errorf("overwriting %s: %w", name, Explain(err)), Remove(dir, name))
	}
	return Remove(dir, name)
}

func overwrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, rand.Reader, info.Size())
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
