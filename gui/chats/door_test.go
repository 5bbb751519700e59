package chats

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

// A stranger is told apart, and what of theirs lies elsewhere is counted.
func TestTheDoorCountsWhatWaits(t *testing.T) {
	w := guitest.Busy()
	id := guitest.ID("stranger")
	w.Left[id] = 4
	d := newDesk(t, w)
	d.page.Open(id)
	d.says("4 more messages wait where they lie, and come in if you accept. Only do so if you know who this is.")
	d.press("Accept")
	d.silent("Decline")
	if d.called("answer") != 1 {
		t.Error("nobody was accepted")
	}
}

func TestBlockAndUnblock(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.press("About this person")
	d.press("Block")
	d.says("What they send is thrown away, they do not see whether you are here, and they are not told. You can undo it in the settings.")
	d.press("Cancel")
	if d.called("block") != 0 {
		t.Fatal("blocked although it was cancelled")
	}
	d.page.talk.askBlock()
	guitest.Press(t, d.canvas, "Block")
	if d.world.Contact(id).Blocked.IsZero() {
		t.Fatal("not blocked")
	}
	d.says("Marta is blocked")
	if d.page.talk.composer.object.Visible() {
		t.Error("there is a field to write in")
	}
	d.silent("Marta is away. Messages are kept and delivered when they return.")
	d.press("Unblock")
	d.silent("Marta is blocked")
	if !d.page.talk.composer.object.Visible() {
		t.Error("there is no field to write in")
	}
}

// A stranger who is blocked leaves the list.
func TestABlockedStrangerGoes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.Open(guitest.ID("stranger"))
	d.page.talk.askBlock()
	guitest.Press(t, d.canvas, "Block")
	if has(d.names(), "12D3KooWQ7…x9Fd") || d.page.talk.peer != "" {
		t.Errorf("still there: %q", d.names())
	}
}

const newDevice = "Marta uses a new device. Ask them in another way whether it is theirs: what you write waits until you confirm."

// A new device is told also of somebody who is online, and what waits for it says so.
func TestANewDeviceIsConfirmed(t *testing.T) {
	for name, press := range map[string]func(*desk){
		"confirmed": func(d *desk) { d.press("Confirm") },
		"compared":  func(d *desk) { d.press("Safety number"); d.press("They are the same") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, guitest.Busy())
			id := d.open("Marta Oliveira")
			d.silent(newDevice)
			d.world.Say(id, guitest.Now, "Hello?", delivery.Waiting)
			d.world.Contact(id).NewDevice, d.world.Contact(id).Online = true, true
			d.page.Events([]any{contact.NewDevice{Peer: id}})
			d.says(newDevice)
			if got := d.last().Note; got != "waits until you confirm the new device of Marta" {
				t.Errorf("the message says %q", got)
			}
			d.page.talk.showPath(d.last().ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50))
			d.says("Waits until you confirm the new device of Marta")
			d.canvas.Overlays().Top().(*widget.Overlay).Close()
			press(d)
			d.silent(newDevice)
		})
	}
}

func TestSafetyNumber(t *testing.T) {
	w := guitest.Busy()
	shown := "restante-safety:1:" + guitest.ID("Marta Oliveira").String()
	d := newDesk(t, w)
	d.page.o.Scan = func(then func(code, problem string)) { then(shown, "") }
	id := d.open("Marta Oliveira")
	if d.page.talk.header.sure.Visible() {
		t.Error("the mark is there before anything was compared")
	}
	d.page.talk.compare()
	d.says("48219")
	shown = "something else"
	d.press("Read their code")
	d.says("The numbers differ. Somebody may stand between you: do not write anything that matters.")
	shown = guitest.Code(id)
	d.press("Read their code")
	if d.world.Contact(id).Verified.IsZero() || d.notice != "Marta Oliveira is verified" {
		t.Errorf("not verified; the notice is %q", d.notice)
	}
	if !d.page.talk.header.sure.Visible() {
		t.Error("the header has no mark")
	}
	d.press("About this person")
	d.says("Compared 14:36: nobody stands between you.")
	d.press("Compare")
	d.press("Take the mark back")
	if !d.world.Contact(id).Verified.IsZero() || d.page.talk.header.sure.Visible() {
		t.Error("the mark stays")
	}
}

// The mark is gone as long as a new device waits.
func TestANewDeviceTakesTheMark(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	c := d.world.Contact(id)
	c.Verified, c.NewDevice = guitest.Now.Add(-time.Hour), true
	d.page.Events([]any{contact.Changed{Peer: id}})
	if d.page.talk.header.sure.Visible() {
		t.Error("a new device has the mark of the one before")
	}
}
