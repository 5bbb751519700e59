package orders

import (
	"cmp"
	"os"
)

type file = os.File

// writeFile makes a new file: one that is there stays as it is.
func writeFile(path string, write func(*file) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return cmp.Or(write(f), f.Close())
}
