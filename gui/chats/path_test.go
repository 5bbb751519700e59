package chats

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
)

func TestEveryStateHasItsWords(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.says("last seen yesterday 22:52")
	for _, c := range []struct {
		state delivery.State
		mark  widget.Mark
		note  string
	}{
		{delivery.Queued, widget.Queued, ""},
		{delivery.Waiting, widget.Waiting, "waiting for the keys of Marta"},
		{delivery.Stored, widget.Stored, "held by 1 until 25 Dec"},
		{delivery.Delivered, widget.Delivered, ""},
		{delivery.Read, widget.Read, ""},
		{delivery.Failed, widget.Failed, "Not sent: too large"},
		{delivery.Expired, widget.Failed, "Nobody came for it in time"},
	} {
		ms := d.world.Talks[id]
		m := &ms[len(ms)-1]
		m.State, m.Reason = c.state, "too large"
		m.Custody = []delivery.Holder{{Node: id, Expires: time.Date(2026, 12, 25, 12, 0, 0, 0, time.UTC)}}
		d.changed(id, m.ID)
		if got := d.last(); got.Mark != c.mark || got.Note != c.note || (got.Deed.Word == "Send again") != (c.mark == widget.Failed) {
			t.Errorf("%s shows %+v", c.state, got)
		}
	}
}

func TestAQueuedMessageThatNobodyCanHoldSaysSo(t *testing.T) {
	w := guitest.Busy()
	w.Nodes = nil
	w.Contact(guitest.ID("Marta Oliveira")).PushNodes = 0
	d := newDesk(t, w)
	d.open("Marta Oliveira")
	if got := d.last().Note; got != "waits on this computer: keep it on" {
		t.Errorf("the note is %q", got)
	}
}

func TestThePopoverSaysWhoHoldsIt(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.page.talk.showPath(d.world.Talks[id][5].ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50))
	for _, s := range []string{"Where this message is", "Sealed for Marta alone", "Held by 3", "push-oslo.example", "Kenji Watanabe", "until 21 Dec", "Waiting for Marta", "last tried 14:35", "tried until 21 Dec"} {
		d.says(s)
	}
	d.press("Close")
	d.silent("Where this message is")
	d.page.talk.showPath(d.world.Talks[id][0].ID, fyne.NewPos(500, 300), fyne.NewSize(200, 50))
	d.silent("Where this message is") // not ours
}

func TestThePopoverFollowsItsMessage(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	m := &d.world.Talks[id][5]
	show := func() { d.page.talk.showPath(m.ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50)) }
	show()
	d.says("signed receipts")
	m.Custody = m.Custody[:1]
	d.changed(id, m.ID)
	d.says("Held by 1")
	d.says("signed receipt")
	d.silent("signed receipts")
	m.State = delivery.Delivered
	d.world.Paths[m.ID] = append(d.world.Paths[m.ID], delivery.Step{At: guitest.Now, What: delivery.StepDelivered})
	d.changed(id, "another")
	d.silent("Delivered to Marta")
	d.changed(id, m.ID)
	d.says("Delivered to Marta")
	d.silent("Waiting for Marta")
	m.State = delivery.Read
	d.world.Paths[m.ID] = append(d.world.Paths[m.ID], delivery.Step{At: guitest.Now, What: delivery.StepRead})
	d.page.Lost()
	d.says("Read")
	gone := m.ID
	d.page.talk.delete(gone, func(string) {})
	d.changed(id, gone)
	d.silent("Where this message is")
}

func TestThePopoverCutsNoTitle(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := guitest.ID("stranger")
	m := d.world.Say(id, guitest.Now, "Hello", delivery.Waiting)
	before := guitest.Now.AddDate(0, 0, -1)
	d.world.Paths[m.ID] = []delivery.Step{{At: before, What: delivery.StepSealed}, {At: before, What: delivery.StepAttempt}}
	d.page.Open(id)
	d.page.talk.showPath(m.ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50))
	markup := test.RenderToMarkup(d.canvas)
	for _, s := range []string{"Sealed for 12D3…x9Fd alone", "Looking for the keys of 12D3…x9Fd", "last tried yesterday 14:36"} {
		if !strings.Contains(markup, ">"+s+"<") {
			t.Errorf("%q is not drawn whole", s)
		}
	}
}

func TestSendAgainAndDelete(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	failed := d.world.Talks[id][4].ID
	d.page.talk.sendAgain(failed)
	if m, _ := d.page.talk.view.Message(failed); m.Mark != widget.Queued {
		t.Errorf("again shows %+v", m)
	}
	d.page.talk.delete(failed, func(string) {})
	if _, ok := d.page.talk.view.Message(failed); ok {
		t.Error("the message is still shown")
	}
}

func TestTheMenuCopies(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.page.talk.showMenu(d.world.Talks[id][4].ID, fyne.NewPos(600, 300))
	menu := d.canvas.Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	markup := test.RenderToMarkup(d.canvas)
	for _, s := range []string{"Copy", "Where it is", "Send again", "Delete"} {
		if !strings.Contains(markup, s) {
			t.Errorf("the menu lacks %q", s)
		}
	}
	d.page.copy("text", "Copied")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "text" || d.notice != "Copied" {
		t.Errorf("clipboard %q, notice %q", got, d.notice)
	}
}

func TestTheLabelSaysHowItIsProtected(t *testing.T) {
	for _, c := range []struct {
		healed uint32
		state  delivery.State
		want   string
	}{
		{0, delivery.Stored, "First contact: signed, with the keys on the card"},
		{1, delivery.Stored, "In your session, with new keys"},
		{4, delivery.Delivered, "In your session; messages since new keys: 3"},
	} {
		d := newDesk(t, guitest.Busy())
		id := d.open("Marta Oliveira")
		m := &d.world.Talks[id][5]
		m.Healed, m.State = c.healed, c.state
		d.page.talk.showPath(m.ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50))
		d.says(c.want)
		theirs := &d.world.Talks[id][0]
		theirs.Healed = c.healed
		d.page.talk.path.show(theirs.ID, fyne.NewPos(500, 300), fyne.NewSize(0, 0))
		d.says("How it is protected")
		d.says("Sealed for you alone")
		d.says(c.want)
	}
}
