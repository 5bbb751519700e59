package storage

import (
	"context"
	"testing"

	"restante/gui/guitest"
	"restante/offline/provider/depot"
)

// slow is a loop whose work the test begins.
type slow struct {
	*guitest.Loop
	work func(context.Context) func()
}

func (s *slow) Go(work func(context.Context) func()) { s.work = work }

// patient is a browser that nobody answers.
type patient struct {
	*guitest.Storage
	asked chan struct{}
}

func (p patient) Connect(ctx context.Context, _ string, _ depot.Settings, browse func(string) error) (depot.Settings, error) {
	err := browse(p.URL)
	close(p.asked)
	<-ctx.Done()
	return nil, err
}

// While the browser is asked, the sheet shows the address; closing it ends the waiting.
func TestTheBrowserIsNotAwaitedForEver(t *testing.T) {
	d := newDesk(t, alone())
	loop, core := &slow{Loop: d.world.Loop}, patient{d.world.Storage, make(chan struct{})}
	d.press("Add account")
	d.press("Dropbox")
	d.page.o.Loop, d.page.o.Core = loop, core
	d.fill("", "k2xabc", "")
	d.says("One moment…")
	then := make(chan func())
	go func() { then <- loop.work(t.Context()) }()
	<-core.asked
	d.world.Loop.Advance(1)
	d.says("Waiting for your browser. Allow Restante there; if it did not open, open this address yourself:", d.world.Storage.URL)
	d.press("Cancel")
	(<-then)()
	if d.called("add") != 0 || d.notice != "" {
		t.Errorf("called %q, says %q", d.world.Calls, d.notice)
	}
}
