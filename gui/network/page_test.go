package network

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

func place(o fyne.CanvasObject) (at fyne.Position, size fyne.Size) {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
}

func TestTheSideGoesBelowWhereItIsNarrow(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	if at, size := place(d.own); at.Y > 100 || at.X+size.Width > 1204 {
		t.Errorf("beside the page it is at %v, %v", at, size)
	}
	d.window.Resize(fyne.NewSize(824, 620))
	at, size := place(d.own)
	under, high := place(d.page.parts.address)
	if at.X != 24 || at.Y < under.Y+high.Height || at.X+size.Width > 824 {
		t.Errorf("below the page it is at %v, %v", at, size)
	}
	d.window.Resize(fyne.NewSize(1204, 820))
	if at, _ := place(d.own); at.Y > 100 {
		t.Errorf("and back again it is at %v", at)
	}
}

func TestTheWindowMayBeNarrowAgain(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	if m := d.page.Object.MinSize(); m.Width > 824 {
		t.Errorf("a wide page keeps the window %v wide", m.Width)
	}
}

func TestPeersAreCountedByTheirWay(t *testing.T) {
	w := guitest.Empty()
	d := newDesk(t, w)
	d.says("0")
	d.silent("0 came to you")
	w.Conns = []messaging.ConnectedPeer{conn("/ip4/1.2.3.4/udp/1/quic-v1", "in"), conn("/ip4/1.2.3.4/tcp/1", "out"), conn("/ip4/1.2.3.5/tcp/1", "in")}
	w.Loop.Advance(pace)
	d.says("3", "1 QUIC", "2 TCP", "2 came to you")
	d.silent("0 Relayed")
}

// TestSharesFillTheBar also looks at a part that is too small to be seen.
func TestSharesFillTheBar(t *testing.T) {
	parts := []fyne.CanvasObject{widget.Gap(0, 0), widget.Gap(0, 0)}
	sharing{3, 1}.Layout(parts, fyne.NewSize(203, barHigh))
	if a, b := parts[0], parts[1]; a.Size().Width != 150 || b.Position().X != 153 || b.Size().Width != 50 {
		t.Errorf("3 and 1 have %v and %v", a.Size(), b.Size())
	}
	sharing{999, 1}.Layout(parts, fyne.NewSize(203, barHigh))
	if parts[1].Size().Width < barHigh {
		t.Errorf("one of a thousand has %v", parts[1].Size())
	}
}

func TestAFailedReadingKeepsThePage(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.loaded(state{}, messaging.ErrNoAnswer)
	d.says("3 push nodes hold your mail")
	if d.notice == "" {
		t.Error("nothing is said of it")
	}
}

func TestNothingRunsBehindAHiddenPage(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.SetShown(false)
	d.world.Loop.Advance(10 * pace)
	if n := d.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers run", n)
	}
}

// TestTheSameReadingIsNotDrawnAgain, whatever order the connections come in: each
// drawing repaints the whole window.
func TestTheSameReadingIsNotDrawnAgain(t *testing.T) {
	w := guitest.Busy()
	d := newDesk(t, w)
	drawn := d.page.parts.reach.Objects[0]
	w.Conns = slices.Clone(w.Conns)
	slices.Reverse(w.Conns)
	w.Loop.Advance(pace)
	if d.page.parts.reach.Objects[0] != drawn {
		t.Error("the same reading is drawn again")
	}
	w.Nodes[0].Held++
	w.Loop.Advance(pace)
	if d.page.parts.reach.Objects[0] == drawn {
		t.Error("what changed is not drawn")
	}
}

// TestTheTimeOfTheNextTryGoesBy although nothing else changes.
func TestTheTimeOfTheNextTryGoesBy(t *testing.T) {
	w := guitest.Busy()
	for id := range w.Under {
		u := w.Under[id]
		u.NextAttempt = guitest.Now.Add(2 * time.Minute)
		w.Under[id] = u
	}
	d := newDesk(t, w)
	d.silent("trying now")
	w.Loop.Advance(3 * time.Minute)
	d.says("trying now")
}
