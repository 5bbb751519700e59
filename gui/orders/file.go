package orders

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// writeFile makes a new file that is there whole or not at all; one of that name stays as
// it is.
func writeFile(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(os.ErrExist, err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".restante-*.part")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }() // it has its own name by then, or is no use
	if err := errors.Join(write(part), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
