package chats

import (
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/messaging/contact"
	"restante/offline/storage"
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

func TestTheBannerPromisesOnlyWhatIsTrue(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Tomás Rivera")
	away, lonely := "Tomás is away. Messages are kept and delivered when they return.", "Tomás is away: mail cannot arrive until you are both on."
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
	accounts := &guitest.Storage{All: []storage.Account{{ID: "box", Role: storage.Primary, Health: storage.Health{Failing: guitest.Now}}, {ID: "old"}}}
	d.page.o.Places = accounts
	d.page.Reload()
	d.says(lonely) // nothing goes to either
	accounts.All[0].Failing = time.Time{}
	d.page.Reload()
	d.says(away)
	d.page.o.Places = nil
	d.page.Reload()
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

func TestAStrangerIsAccepted(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.Open(guitest.ID("stranger"))
	d.says("12D3…x9Fd would like to write to you")
	d.press("Accept")
	d.silent("12D3…x9Fd would like to write to you")
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
