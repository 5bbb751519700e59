//go:build headless

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"restante/messaging/demo"
)

// playDemo tells a story from the small world: this build has no window to live in it.
func playDemo(ctx context.Context, w *demo.World, _ *slog.Logger, out, _ io.Writer) error {
	if err := w.Story(ctx); err != nil {
		return fmt.Errorf("the story broke off: %w", err)
	}
	_, err := fmt.Fprintln(out, "This was the real program without its window. With it, `restante demo` lets you write yourself.")
	return err
}
