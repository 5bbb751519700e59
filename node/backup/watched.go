package backup

import (
	"errors"
	"fmt"
	"io"
)

// disk remembers what the disk said: a file that can't be read is not a damaged one.
type disk struct {
	from io.Reader
	err  error
}

func (d *disk) Read(b []byte) (int, error) {
	n, err := d.from.Read(b)
	if err != nil && err != io.EOF {
		d.err = err
	}
	return n, err
}

// or gives the disk's own error, if there is one.
func (d *disk) or(err error) error {
	if d.err != nil {
		return fmt.Errorf("reading the backup: %w", d.err)
	}
	return err
}

// watched is the archive as it comes out of age. What age does not find as it was
// written is damage of the part that is being read.
type watched struct {
	from io.Reader
	disk *disk
	part string
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.from.Read(b)
	if err != nil && err != io.EOF {
		err = w.disk.or(&DamagedError{w.part, err})
	}
	return n, err
}

// foreign is an archive that age takes for whole, and that is not ours.
func (w *watched) foreign(err error) error {
	var damaged *DamagedError
	switch {
	case errors.As(err, &damaged), w.disk.err != nil:
		return err
	case err == nil:
		return fmt.Errorf("%w: it has more parts", ErrNoBackup)
	}
	return fmt.Errorf("%w: %w", ErrNoBackup, err)
}
