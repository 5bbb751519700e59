package chats

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// path opens the card of the n-th message with Marta.
func (d *desk) path(n int) {
	d.t.Helper()
	id := d.open("Marta Oliveira")
	d.page.talk.showPath(d.world.Talks[id][n].ID, fyne.NewPos(900, 500), fyne.NewSize(200, 50))
	d.says("Where this message is")
}

func TestThePathTellsOfPointers(t *testing.T) {
	const alone, held = "Nobody else holds it: keep this computer on.", "They know where it lies, and hold nothing."
	d := newDesk(t, guitest.Busy())
	d.path(7) // queued, with pointers out
	d.says("Announced to 20 peers")
	d.says(held)
	d.says(alone)
	d.press("Close")
	d.path(6) // waits for keys: there is nothing to announce
	d.says(alone)
	d.silent(held)
	d.press("Close")
	d.path(5) // held by three
	d.says("Announced to 20 peers")
	d.silent(alone)
}

func TestAPathWithoutATrySaysSo(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	m := d.world.Talks[guitest.ID("Marta Oliveira")][7].ID
	d.world.Paths[m] = []delivery.Step{{At: guitest.Now, What: delivery.StepSealed}, {At: time.Unix(0, 0), What: delivery.StepAttempt}}
	d.path(7)
	d.silent("last tried 1 Jan")
}

// TestAQueuedMessageSaysAfterAWhileThatItWaits has push nodes that do not answer.
func TestAQueuedMessageSaysAfterAWhileThatItWaits(t *testing.T) {
	const waits = "waits on this computer: keep it on"
	d := newDesk(t, guitest.Busy())
	id := d.open("Tomás Rivera")
	d.write("Are you there?")
	d.enter()
	if got := d.last().Note; got != "" {
		t.Errorf("at once it says %q", got)
	}
	d.world.Loop.Advance(patience - time.Second)
	d.page.Lost()
	if got := d.last().Note; got != "" {
		t.Errorf("before the time it says %q", got)
	}
	d.world.Loop.Advance(time.Second)
	if got := d.last().Note; got != waits {
		t.Errorf("then it says %q", got)
	}
	if n := d.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers still run", n)
	}
	d.world.Contact(id).Online = true
	d.page.Lost()
	if got := d.last().Note; got != "" {
		t.Errorf("while Tomás is there it says %q", got)
	}
}

func TestAMessageThatEndsSoonSaysSo(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	m := &d.world.Talks[id][7]
	m.Expires = guitest.Now.Add(delivery.WarnBefore - time.Hour)
	d.page.Events([]any{chat.ExpiresSoon{Peer: id, ID: m.ID, At: m.Expires}})
	if got, want := d.last().Note, "given up on 24 Nov unless Marta comes"; got != want {
		t.Errorf("the note is %q, want %q", got, want)
	}
	if want := "A message is given up on 24 Nov unless Marta Oliveira comes"; d.notice != want {
		t.Errorf("the notice is %q, want %q", d.notice, want)
	}
	m.State = delivery.Delivered
	d.changed(id, m.ID)
	if got := d.last().Note; got != "" {
		t.Errorf("a delivered one says %q", got)
	}
}

func TestADraftIsShownInTheList(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("half a thought")
	d.silent("Draft: half a thought")
	d.open("Ines Duarte")
	d.says("Draft: half a thought")
	d.open("Jonas Berg")
	d.silent("Draft: half a thought")
	d.enter()
	d.open("Ines Duarte")
	d.silent("Draft: half a thought")
}

func TestADraftGoesWithItsConversation(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.write("never mind")
	d.page.talk.askDelete()
	d.press("Delete")
	d.page.Open(id)
	if got := d.page.talk.composer.field.Text(); got != "" {
		t.Errorf("the draft %q outlives the conversation", got)
	}
}

// TestAMessageIsDeletedOnlyAfterAYes goes through what becomes of it elsewhere.
func TestAMessageIsDeletedOnlyAfterAYes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	for n, text := range map[int]string{
		0: "It goes from this computer. Marta keeps theirs.", 2: "It goes from this computer. Marta keeps theirs.",
		4: "It goes from this computer.", 5: "It goes from your conversation with Marta, and is taken",
	} {
		m, _ := d.page.talk.view.Message(d.world.Talks[id][n].ID)
		d.page.talk.askDeleteMessage(m)
		d.says(text)
		d.press("Cancel")
	}
	if d.called("delete") != 0 {
		t.Fatal("deleted without a yes")
	}
	last := d.last()
	d.page.talk.askDeleteMessage(last)
	d.press("Delete")
	if _, ok := d.page.talk.view.Message(last.ID); ok || d.called("delete") != 1 {
		t.Error("the message is still there")
	}
	d.silent("Delete message")
}
