package chats

import (
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging"
	"restante/messaging/contact"
	"restante/offline/storage"
)

func TestAboutAPerson(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.silent("Peer ID")
	d.press("About this person")
	for _, s := range []string{
		"last seen yesterday 22:52", "Away. 2 push nodes take the mail.", "mail-aveiro.example", "mail-braga.example",
		"Signed 9 Nov", "2 addresses of their own", id.String(),
		"Not compared yet. It shows whether somebody stands between you and Marta.",
	} {
		d.says(s)
	}
	d.press("Copy peer ID")
	if got := fyne.CurrentApp().Clipboard().Content(); got != id.String() || d.notice != "Peer ID copied" {
		t.Errorf("the clipboard has %q, the notice is %q", got, d.notice)
	}
	d.press("About this person")
	d.silent("Peer ID")
	d.press("About this person")
	d.press("Close")
	d.silent("Peer ID")
	if d.canvas.Focused() != d.page.talk.composer.field.Focusable() {
		t.Error("the keyboard does not go back to writing")
	}
}

func TestAboutSaysHowSomebodyIsReached(t *testing.T) {
	const title = "How messages get there now"
	relay := func(id string) []messaging.ConnectedPeer {
		return []messaging.ConnectedPeer{{ID: guitest.ID(id), Addr: "/ip4/1.2.3.4/udp/1/quic-v1/p2p/x/p2p-circuit"}}
	}
	for _, c := range []struct {
		words string
		world func(*guitest.World, *contact.Contact)
	}{
		{"Directly: your computers are connected.", func(_ *guitest.World, c *contact.Contact) { c.Online = true }},
		{"Through a relay, which passes sealed bytes on and keeps none.", func(w *guitest.World, c *contact.Contact) {
			c.Online, w.Conns = true, relay("Marta Oliveira")
		}},
		{"Directly: your computers are connected.", func(w *guitest.World, c *contact.Contact) {
			c.Online, w.Conns = true, append(relay("Marta Oliveira"), messaging.ConnectedPeer{ID: c.Peer, Addr: "/ip4/1.2.3.4/tcp/1"})
		}},
		{"Away. 1 push node takes the mail.", func(_ *guitest.World, c *contact.Contact) { c.PushNodes = 1 }},
		{"Away. Your push nodes keep the mail until they return.", func(_ *guitest.World, c *contact.Contact) { c.PushNodes = 0 }},
		{"Away. Your storage keeps the mail until they return.", func(w *guitest.World, c *contact.Contact) {
			c.PushNodes, w.Nodes, w.Storage = 0, nil, &guitest.Storage{All: []storage.Account{{ID: "box", Role: storage.Primary}}}
		}},
		{"Away: a message cannot arrive until you are both on.", func(w *guitest.World, c *contact.Contact) { c.PushNodes, w.Nodes = 0, nil }},
		{"The keys of Marta are not known yet. Messages wait here.", func(_ *guitest.World, c *contact.Contact) { c.CardVersion = 0 }},
	} {
		w := guitest.Busy()
		c.world(w, w.Contact(guitest.ID("Marta Oliveira")))
		d := newDesk(t, w)
		if w.Storage != nil {
			d.page.o.Places = w.Storage
			d.page.Reload()
		}
		d.open("Marta Oliveira")
		d.press("About this person")
		d.says(title)
		d.says(c.words)
	}
}

func TestAboutFollowsThePerson(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Marta Oliveira")
	d.press("About this person")
	d.world.Contact(id).Online = true
	d.page.Events([]any{contact.Changed{Peer: id}})
	d.says("Directly: your computers are connected.")
	d.open("Tomás Rivera")
	d.says(guitest.ID("Tomás Rivera").String())
	d.silent(id.String())
	d.page.Open(guitest.ID("stranger"))
	d.silent("Rename")
	d.press("Decline")
	d.silent("Peer ID")
}

func TestAboutRenamesAndDeletes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Marta Oliveira")
	d.press("About this person")
	d.press("Rename")
	d.write(" (work)")
	d.press("Save")
	d.says("Marta Oliveira (work)")
	d.press("Delete conversation")
	d.press("Delete")
	if d.called("delete conversation") != 1 {
		t.Error("nothing was deleted")
	}
	d.silent("Peer ID")
}

// TestAboutTakesThePlaceOfTheTalkWhereItIsNarrow looks at what the keyboard reaches.
func TestAboutTakesThePlaceOfTheTalkWhereItIsNarrow(t *testing.T) {
	for width, together := range map[float32]bool{1204: true, 824: false} {
		d := newDesk(t, guitest.Busy())
		d.resize(width, 620)
		d.open("Marta Oliveira")
		d.press("About this person")
		panel := d.page.about.object
		if s := panel.Size(); together != (s.Width == panelWide) || s.Width < panelWide {
			t.Errorf("at %.0f the panel is %.0f wide", width, s.Width)
		}
		if guitest.Says(d.canvas, "Newest messages") != together { // the conversation's name
			t.Errorf("at %.0f the conversation is there: %v", width, !together)
		}
		d.press("Close")
		d.says("Newest messages")
	}
}
