//go:build headless

package main

import (
	"context"
	"errors"
	"io"
)

// openWindow is left out of this build.
func openWindow(context.Context, flags, io.Writer, io.Writer) error {
	return errors.New("this build has no window; see restante help for serve and push")
}
