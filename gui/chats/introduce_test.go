package chats

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/contact"
)

// TestIntroduceSomebody makes one person known to another, who is found by a part of the name.
func TestIntroduceSomebody(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	jonas, ines := d.open("Jonas Berg"), guitest.ID("Ines Duarte")
	d.page.talk.introduce()
	d.says("Introduce Jonas Berg")
	test.Type(d.canvas.Focused(), "nobody at all")
	d.says("Nobody found")
	for range len("nobody at all") {
		d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	test.Type(d.canvas.Focused(), "duar")
	d.enter()
	if d.called("introduce") != 1 || d.page.talk.peer != ines {
		t.Fatalf("called %q, open is %s", d.world.Calls, d.page.talk.peer)
	}
	sent := d.world.Talks[ines][len(d.world.Talks[ines])-1]
	if want := "I would like you to get to know Jonas Berg:\nrestante:peer/" + jonas.String() + "//"; !strings.HasPrefix(sent.Text, want) {
		t.Errorf("sent is %q", sent.Text)
	}
	if d.canvas.Overlays().Top() != nil {
		t.Error("the card is still there")
	}
	if shown := d.last(); shown.Deed.Word != "Add this person" || len(shown.Text) > 120 || whole(shown) != sent.Text {
		t.Errorf("shown is %+v", shown)
	}
}

// TestWhoIsOfferedForAnIntroduction leaves out the person, strangers and who is blocked.
func TestWhoIsOfferedForAnIntroduction(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.world.Contact(guitest.ID("Ines Duarte")).Blocked = guitest.Now
	d.page.Reload()
	d.page.talk.introduce()
	card := d.canvas.Overlays().Top()
	for name, want := range map[string]bool{"Jonas Berg": false, "Ines Duarte": false, "Marta Oliveira": true} {
		if _, ok := guitest.Find[*widget.Tap](card, name); ok != want {
			t.Errorf("%s is offered: %v", name, ok)
		}
	}
	d.world.Err = contact.ErrUnknown
	d.enter()
	if d.notice == "" || d.page.talk.peer != id {
		t.Errorf("the notice is %q", d.notice)
	}
}

// TestWhoIntroducedAStranger is said where one answers.
func TestWhoIntroducedAStranger(t *testing.T) {
	w := guitest.Busy()
	var stranger peer.ID
	for id := range w.Strange {
		stranger = id
	}
	w.Introducers = map[peer.ID]peer.ID{stranger: guitest.ID("Jonas Berg")}
	d := newDesk(t, w)
	d.page.Open(stranger)
	d.says("Jonas Berg introduced you to each other. Accept, or simply answer, and you are contacts.")
}
