package gui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/welcome"
)

// dying is an app that panics once it runs and something is under way beside it.
type dying struct {
	fyne.App
	busy <-chan struct{}
}

func (d dying) Run() {
	<-d.busy
	panic("the ferry left")
}

// TestAPanicOfTheWindowIsReported: it goes on to the runtime, which reports it and ends the
// program, whatever still runs.
func TestAPanicOfTheWindowIsReported(t *testing.T) {
	busy, why := make(chan struct{}), make(chan any, 1)
	core := Core{Open: func(ctx context.Context, _ welcome.Choices) (API, error) {
		close(busy)
		<-ctx.Done() // as what waits for the network
		return API{}, ctx.Err()
	}}
	a := dying{test.NewTempApp(t), busy}
	go func() {
		defer func() { why <- recover() }()
		_ = show(t.Context(), a, nil, core, Options{})
	}()
	select {
	case got := <-why:
		if got != "the ferry left" {
			t.Errorf("it ended with %v", got)
		}
	case <-time.After(time.Minute):
		t.Fatal("the panic waits for what runs")
	}
}
