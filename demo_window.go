//go:build !headless

package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"runtime/debug"

	"restante/messaging/demo"
)

// playDemo opens the user's window in the small world.
func playDemo(ctx context.Context, w *demo.World, log *slog.Logger, out, errs io.Writer) error {
	you, err := w.Live(ctx)
	if err != nil {
		return err
	}
	err = openWindow(ctx, flags{data: you.Dir, listen: []string{"/ip4/127.0.0.1/tcp/0"}, bootstrap: you.Bootstrap,
		loopback: true, closes: true, log: log}, out, errs)
	// The runtime keeps the crash report open, and Windows removes no open file.
	return errors.Join(err, debug.SetCrashOutput(nil, debug.CrashOptions{}))
}
