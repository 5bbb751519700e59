package chats

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

func TestPeopleAreSortedAndFound(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.world.Meet("Zoe New", false, time.Time{})
	d.page.Events([]any{contact.Changed{}})
	names := d.names()
	if len(names) != 11 || names[0] != "Marta Oliveira" || !has(names, "Zoe New") {
		t.Errorf("people: %q", names)
	}
	if d.unread != 4 {
		t.Errorf("%d unread", d.unread)
	}
	d.page.people.search.SetText("OSAKA")
	if got := d.names(); len(got) != 1 || got[0] != "Kenji Watanabe" {
		t.Errorf("found %q", got)
	}
	d.page.people.search.SetText("nobody at all")
	d.says("Nobody found")
}

func TestTapOpensAConversation(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.people.list.Select(2)
	if d.page.talk.peer != guitest.ID("Kenji Watanabe") {
		t.Fatalf("open is %s", d.page.talk.person.name)
	}
	d.says("online")
	if d.called("read Kenji Watanabe") != 1 || d.unread != 3 {
		t.Errorf("calls %q, %d unread", d.world.Calls, d.unread)
	}
	if m := d.last(); !m.New {
		t.Error("the line above new messages is missing")
	}
}

func TestUnseenMessagesAreNotRead(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.SetFocused(false)
	d.open("Kenji Watanabe")
	if d.called("read Kenji Watanabe") != 0 {
		t.Error("read without the keyboard")
	}
	d.page.SetFocused(true)
	if d.called("read Kenji Watanabe") != 1 {
		t.Error("not read with the keyboard")
	}
}

func TestSend(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("  hello there ")
	d.enter()
	if d.called("send hello there") != 1 {
		t.Fatalf("calls %q", d.world.Calls)
	}
	if m := d.last(); m.Text != "hello there" || !m.Out || m.Mark != widget.Queued || !d.page.talk.view.AtEnd() {
		t.Errorf("shown is %+v", m)
	}
	if d.page.talk.composer.field.Text() != "" || d.names()[0] != "Jonas Berg" {
		t.Error("the composer is not empty, or the list is old")
	}
	d.enter() // nothing to send
	if len(d.world.Talks[guitest.ID("Jonas Berg")]) != 2 {
		t.Error("an empty message was sent")
	}
}

func TestARefusedTextComesBack(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("precious")
	d.world.Err = errors.New("the disk is full")
	d.page.talk.composer.submit()
	if got := d.page.talk.composer.field.Text(); got != "precious" || d.notice != "the disk is full" {
		t.Errorf("the composer has %q, the notice is %q", got, d.notice)
	}
}

func TestTypingIsToldOnceASecond(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("several letters")
	d.world.Loop.Advance(900 * time.Millisecond)
	d.write("x")
	if n := d.called("typing"); n != 1 {
		t.Errorf("told %d times", n)
	}
	d.world.Loop.Advance(200 * time.Millisecond)
	d.write("y")
	if n := d.called("typing"); n != 2 {
		t.Errorf("told %d times", n)
	}
}

func TestDraftsStayWithTheirPerson(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("for Jonas")
	told := d.called("typing")
	d.open("Ines Duarte")
	if got := d.page.talk.composer.field.Text(); got != "" {
		t.Errorf("Ines gets %q", got)
	}
	d.open("Jonas Berg")
	if got := d.page.talk.composer.field.Text(); got != "for Jonas" || d.called("typing") != told {
		t.Errorf("Jonas gets %q", got)
	}
}

func TestTheLimitIsClear(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	c := d.page.talk.composer
	c.field.SetText(strings.Repeat("é", chat.MaxText/2-100))
	d.says("200 bytes left")
	c.field.SetText(strings.Repeat("é", chat.MaxText/2) + "abc")
	d.says("Too long by 3 bytes: a message has at most 20,000.")
	c.submit()
	if !c.send.Disabled() || c.field.Text() == "" {
		t.Error("a message that is too long can be sent")
	}
	c.field.SetText("short")
	d.silent("Too long by 3 bytes: a message has at most 20,000.")
	if c.send.Disabled() {
		t.Error("a short one cannot")
	}
}

func TestSendIsOfferedOnlyForText(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	send := d.page.talk.composer.send
	for _, c := range []struct {
		text string
		can  bool
	}{{"", false}, {" \n ", false}, {"x", true}, {strings.Repeat("x", chat.MaxText+1), false}, {"y", true}} {
		d.page.talk.composer.field.SetText(c.text)
		if send.Disabled() == c.can {
			t.Errorf("with %d letters the button can be pressed: %v", len(c.text), !c.can)
		}
	}
	d.enter()
	if !send.Disabled() {
		t.Error("it can be pressed after sending")
	}
}

func TestOneByteIsSingular(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.page.talk.composer.field.SetText(strings.Repeat("x", chat.MaxText+1))
	d.says("Too long by 1 byte: a message has at most 20,000.")
	d.page.talk.composer.field.SetText(strings.Repeat("x", chat.MaxText-1))
	d.says("1 byte left")
}

func TestTheBannerPromisesOnlyWhatIsTrue(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Tomás Rivera")
	away, lonely := "Tomás is away. Messages are kept and delivered when they return.", "Tomás is away: cannot arrive until you are both on."
	d.says(away)
	for i := range d.world.Nodes {
		d.world.Nodes[i].Registered = false
	}
	d.page.Reload()
	d.says(away) // Tomás has push nodes
	d.world.Contact(id).PushNodes = 0
	d.page.Events([]any{contact.Changed{Peer: id}})
	d.says(lonely) // nodes that are not registered hold nothing
	d.world.Nodes = nil
	d.page.Reload()
	d.says(lonely)
	d.press("Add a push node")
	if !has(d.asked, "node") {
		t.Error("the button does nothing")
	}
	d.world.Contact(id).CardVersion = 0
	d.page.Reload()
	d.says("The keys of Tomás are not known yet. Messages wait here.")
	d.world.Contact(id).Online, d.world.Contact(id).CardVersion = true, 1
	d.page.Reload()
	d.silent(away)
	d.silent(lonely)
}

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
		if got := d.last(); got.Mark != c.mark || got.Note != c.note || (got.Again != "") != (c.mark == widget.Failed) {
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
	d.page.talk.delete(gone)
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
	d.page.talk.delete(failed)
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

func TestTypingDotsMoveAndEnd(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.page.Events([]any{chat.Typing{Peer: id, Until: d.world.Loop.Now().Add(2 * time.Second)}})
	d.says("typing…")
	d.world.Loop.Advance(3 * time.Second)
	d.silent("typing…")
	if n := d.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers still run", n)
	}
	d.page.SetFocused(false)
	d.page.Events([]any{chat.Typing{Peer: id, Until: d.world.Loop.Now().Add(2 * time.Second)}})
	if n := d.world.Loop.Due(); n != 1 { // only the end of typing
		t.Errorf("%d timers in a window without the keyboard", n)
	}
}

func TestAStrangerIsAccepted(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.Open(guitest.ID("stranger"))
	d.says("12D3KooWQ7…x9Fd is new here.")
	d.press("Accept")
	d.silent("12D3KooWQ7…x9Fd is new here.")
	if d.called("answer") != 1 {
		t.Error("no answer was given")
	}
}

func TestAStrangerIsDeclined(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.Open(guitest.ID("stranger"))
	d.press("Decline")
	if d.page.talk.peer != "" || has(d.names(), "12D3KooWQ7…x9Fd") {
		t.Errorf("open %q, people %q", d.page.talk.peer, d.names())
	}
}

func TestRenameAndDeleteConversation(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.page.talk.askName()
	d.write("!")
	d.press("Save")
	d.says("Jonas Berg!")
	d.page.talk.askName()
	d.world.Err = contact.ErrName
	d.press("Save")
	d.says("A name has 1 to 64 bytes.")
	if d.notice != "" {
		t.Errorf("and a notice says %q", d.notice)
	}
	d.press("Cancel")
	d.page.talk.askDelete()
	d.press("Delete")
	if d.page.talk.peer != "" || d.called("delete conversation") != 1 {
		t.Error("the conversation is still there")
	}
}

func TestLostEventsReadEverything(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.world.Say(id, d.world.Loop.Now(), "nobody told you", "").Read = false
	d.page.Lost()
	if got := d.last(); got.Text != "nobody told you" {
		t.Errorf("the last is %q", got.Text)
	}
}

func TestOlderPagesAreLoaded(t *testing.T) {
	w := guitest.Busy()
	id := guitest.ID("Jonas Berg")
	for i := range 900 {
		w.Say(id, guitest.Now.Add(time.Duration(i)*time.Second), "message", "")
	}
	d := newDesk(t, w)
	d.open("Jonas Berg")
	if n := d.page.talk.view.Len(); n != pageSize {
		t.Fatalf("%d loaded at once", n)
	}
	for range 12 {
		d.page.talk.view.ScrollTo(0)
	}
	if _, ok := d.page.talk.view.Message(w.Talks[id][0].ID); !ok {
		t.Error("the oldest message was not loaded")
	}
	if d.page.talk.view.Ended() {
		t.Fatal("all is kept")
	}
	d.page.talk.toNewest()
	d.last()
}

func TestWordsForTimes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	for ago, want := range map[time.Duration]string{0: "14:36", 20 * time.Hour: "Yesterday", 5 * 24 * time.Hour: "Mon", 30 * 24 * time.Hour: "22 Oct"} {
		if got := d.page.brief(guitest.Now.Add(-ago)); got != want {
			t.Errorf("%v ago is %q, want %q", ago, got, want)
		}
	}
	if got := d.page.day(guitest.Now.AddDate(-1, 0, 0)); got != "21 Nov 2025" {
		t.Errorf("a year ago is %q", got)
	}
}
