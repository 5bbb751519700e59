package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

var (
	ErrDiskFull = errors.New("the disk is full")                         // no space or quota left
	ErrReadOnly = errors.New("the folder is read-only for this program") // read-only file system or no permission
)

// Explain wraps err with [ErrDiskFull] or [ErrReadOnly] if that is what the
// operating system said, and returns it unchanged otherwise.
func Explain(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrDiskFull), errors.Is(err, ErrReadOnly):
		return err
	case isFull(err):
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return err
}
