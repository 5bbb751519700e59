package network

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

func (d *desk) find(name string) *widget.Switch {
	s, _ := guitest.Find[*widget.Switch](d.window.Content(), name)
	return s
}

// flip presses the switch of the card, which is no button.
func (d *desk) flip() { test.Tap(d.find("Hold mail for others")) }

func held(w *guitest.World) *guitest.World {
	w.Holds = messaging.Holding{On: true, Quota: 1 << 30, Bytes: 300 << 20, Users: 4, Deposits: 214, Link: w.Addrs[0]}
	return w
}

func TestHoldingIsTurnedOnAtOnce(t *testing.T) {
	d := newDesk(t, guitest.Empty())
	d.says("Mail I hold for others")
	d.silent("At most", "0 messages · 0 people")
	d.flip()
	d.says("At most", "1.0 GiB", d.world.Addrs[0], "0 messages · 0 people", "Nobody leaves mail here yet. Give a friend this address or code.")
	if d.called("hold true 1073741824") != 1 || !d.find("Hold mail for others").On() {
		t.Errorf("called %q", d.world.Calls)
	}
	d.press("Copy the address for friends")
	if got := fyne.CurrentApp().Clipboard().Content(); got != d.world.Addrs[0] {
		t.Errorf("the clipboard has %q", got)
	}
	d.press("Show the code for friends")
	d.says("Mail for a friend")
	d.press("Close")
	d.flip() // nobody relies on it
	if d.called("hold false") != 1 || d.find("Hold mail for others").On() {
		t.Errorf("called %q", d.world.Calls)
	}
}

func TestHoldingEndsOnlyAfterAYesWhereSomebodyReliesOnIt(t *testing.T) {
	d := newDesk(t, held(guitest.Empty()))
	d.says("300.0 MiB", "of 1.0 GiB", "214 messages · 4 people")
	d.flip()
	d.says("214 messages for others lie here. They are handed out until they are collected or expire, and no new ones are taken.")
	d.press("Keep")
	if d.called("hold") != 0 || !d.find("Hold mail for others").On() {
		t.Fatal("turned off without a yes")
	}
	d.flip()
	d.world.Err = errors.New("the disk is full")
	d.press("Stop")
	d.says("the disk is full")
	d.press("Stop")
	if d.called("hold false") != 2 || d.find("Hold mail for others").On() {
		t.Errorf("called %q", d.world.Calls)
	}
	d.says("300.0 MiB", "No new mail is taken. What lies here is handed out until it is collected or expires.")
	d.silent("At most", d.world.Addrs[0]+" ")
	d.world.Holds = messaging.Holding{On: true, Quota: 1 << 30, Users: 1}
	d.page.Reload()
	d.flip()
	d.says("1 person has their mail held here. They will need another push node.")
}

func TestWhatDidNotWorkIsShownAsItIs(t *testing.T) {
	d := newDesk(t, guitest.Empty())
	d.world.Err = errors.New("no room")
	d.flip()
	if d.notice != "no room" || d.find("Hold mail for others").On() {
		t.Errorf("it says %q and is on: %v", d.notice, d.find("Hold mail for others").On())
	}
}

func TestTheRoomForOthersIsChosenInSteps(t *testing.T) {
	d := newDesk(t, held(guitest.Empty()))
	s, ok := guitest.Find[*widget.Slider](d.window.Content(), "Room for other people’s mail")
	if !ok || quotas[s.Step()] != 1<<30 {
		t.Fatalf("it stands at step %d", s.Step())
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if d.called("hold true 2147483648") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
	d.says("2.0 GiB")
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	d.says("50.0 GiB")
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	d.says("100.0 MiB")
	s.OnMoved(3) // it is being dragged
	d.world.Loop.Advance(pace)
	d.silent("of 1.0 GiB")
	if card := d.page.parts.holding; !card.moving {
		t.Error("a reading took the slider out of the hand")
	}
}

func TestTheNearestStep(t *testing.T) {
	if !slices.IsSorted(quotas) {
		t.Fatal("the steps are in disorder")
	}
	for quota, want := range map[int64]int64{0: 100 << 20, 1 << 30: 1 << 30, 3 << 30: 2 << 30, 4 << 30: 5 << 30, 1 << 40: 50 << 30} {
		if got := quotas[nearest(quota)]; got != want {
			t.Errorf("%d is shown as %d, want %d", quota, got, want)
		}
	}
}

func TestHoldingWithoutAnAddressIsNoPromise(t *testing.T) {
	w := held(guitest.Empty())
	w.Holds.Link, w.Holds.Users, w.Holds.Deposits = "", 0, 0
	d := newDesk(t, w)
	d.says("Nobody can reach this computer yet, so nobody can leave mail here.")
	d.silent("For a friend to add as their push node")
}
