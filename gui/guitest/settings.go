package guitest

import (
	"context"
	"log/slog"
	"time"

	"restante/messaging"
	"restante/messaging/settings"
	"restante/node/logring"
)

// Get gives what others may learn.
func (w *World) Get(context.Context) (settings.Settings, error) { return w.Shared, nil }

// Change changes it.
func (w *World) Change(_ context.Context, f func(*settings.Settings)) error {
	if err := w.call("settings"); err != nil {
		return err
	}
	f(&w.Shared)
	return nil
}

// Usage tells what the program takes on the disk.
func (w *World) Usage(context.Context) (messaging.Usage, error) { return w.Room, w.call("usage") }

// Toggle is something that is on or off.
type Toggle struct {
	Is  bool
	Err error // what both calls fail with
}

// On tells how it stands.
func (t *Toggle) On() (bool, error) { return t.Is, t.Err }

// Set flips it.
func (t *Toggle) Set(on bool) error {
	if t.Err == nil {
		t.Is = on
	}
	return t.Err
}

// Log is a log of a few lines.
func Log() *logring.Ring {
	r := logring.New(logring.Lines, slog.LevelInfo)
	say := func(ago time.Duration, l slog.Level, text string, about ...any) {
		rec := slog.NewRecord(Now.Add(-ago), l, text, 0)
		rec.Add(about...)
		_ = r.Handle(context.Background(), rec) // a ring takes everything
	}
	say(42*time.Minute, slog.LevelInfo, "opened", "peers", 12)
	say(41*time.Minute, slog.LevelInfo, "registered at a push node", "node", "push-oslo.example", "quota", 64<<20)
	say(40*time.Minute, slog.LevelWarn, "a push node does not answer", "node", "push-nairobi.example", "error", "dial backoff: no route to host, next attempt in 12 minutes")
	say(12*time.Minute, slog.LevelError, "a relay refused this computer", "node", "push-kobe.example", "error", "reservation refused: the limit is reached")
	say(time.Minute, slog.LevelInfo, "looked for mail", "found", 0)
	return r
}
