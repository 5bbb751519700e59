package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"restante/messaging/demo"
)

// showDemo makes a small world in a folder of its own, shows it as this build can,
// and removes it. Of the flags only --log counts: no other folder is touched.
func showDemo(ctx context.Context, f flags, out, errs io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "restante-demo-")
	if err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	fmt.Fprintf(out, "A small world on this computer only. It lies in %s and is removed at the end.\n\n", dir)
	log := f.demoLog(errs)
	w, err := demo.Open(ctx, demo.Options{Dir: dir, Pace: demo.Human, Log: log,
		Tell: func(line string) { fmt.Fprintln(out, line) }})
	if err == nil {
		err = errors.Join(playDemo(ctx, w, log, out, errs), w.Close())
	}
	if ctx.Err() != nil {
		return nil // somebody has seen enough
	}
	return err
}

// demoLog leaves out warnings, which do not matter in a world that is thrown
// away, unless somebody asked for more than them.
func (f flags) demoLog(errs io.Writer) *slog.Logger {
	if f.level <= slog.LevelInfo {
		return f.log
	}
	return slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelError}))
}
