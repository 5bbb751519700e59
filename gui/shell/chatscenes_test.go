package shell

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

// click presses a button.
func (w opened) click(name string) { guitest.Press(w.t, w.Canvas(), name) }

// search types into the search and presses keys there.
func (w opened) search(text string, keys ...fyne.KeyName) {
	w.shell.Chats.FocusSearch()
	test.Type(w.Canvas().Focused(), text)
	for _, k := range keys {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// selectText opens the newest message to select from.
func (w opened) selectText() {
	widget.ShowText(w.Canvas(), widget.Reading{Title: "Select text", Copy: "Copy all", Close: "Close",
		Text: "Good news: the parcel left at two o’clock, in its wooden crate."})
}

func (w opened) conversation() *widget.Conversation {
	c, ok := guitest.Find[*widget.Conversation](w.Content(), lang.L("Newest messages"))
	if !ok {
		w.t.Fatal("no conversation is open")
	}
	return c
}

func (w opened) scrollUp() { w.conversation().ScrollBy(-900) }

// hear lets a message come in.
func (w opened) hear(name, text string) {
	id := guitest.ID(name)
	m := w.world.Say(id, guitest.Now, text, "")
	m.Read = false
	w.shell.Events([]any{chat.MessageChanged{Peer: id, ID: m.ID}})
}

// relayed has somebody who is reached through a relay.
func relayed() *guitest.World {
	w := guitest.Busy()
	w.Conns = append(w.Conns, messaging.ConnectedPeer{ID: guitest.ID("Kenji Watanabe"), Addr: "/dns4/relay.example/tcp/1/p2p/x/p2p-circuit"})
	return w
}

// hostile has people who write what may break a row.
func hostile() *guitest.World {
	w := guitest.Busy()
	i := 0
	for _, name := range []string{"turned", "marks", "no space", "arabic", "family", "flags", "control"} {
		text := guitest.Hostile[name]
		c := &w.Contacts[i+1]
		c.Name = text[:min(64, len(text))]
		at := guitest.Now.Add(-time.Duration(10-i) * time.Minute)
		w.Say(guitest.ID("Jonas Berg"), at, name+": "+text[:min(400, len(text))], []delivery.State{"", delivery.Read}[i%2])
		w.Say(c.Peer, at, text, "")
		i++
	}
	return w
}

// news has a long conversation whose end is new.
func news() *guitest.World {
	w := guitest.Busy()
	id := guitest.ID("Ines Duarte")
	for i := range 40 {
		at := guitest.Now.Add(-time.Duration(40-i) * time.Hour)
		m := w.Say(id, at, fmt.Sprintf("Sample %d came, and it is as lovely as the one before.", i+1), []delivery.State{"", "", delivery.Read}[i%3])
		m.Read = i < 34
	}
	return w
}

// asked has a stranger who writes more than comes in.
func asked() *guitest.World {
	w := guitest.Busy()
	id := guitest.ID("stranger")
	w.Strange[id], w.Left[id] = "Rui Almeida", 4
	at := guitest.Now.Add(-2 * time.Hour)
	w.Say(id, at, "I saw your walnut boxes at the fair in Braga.", "").Read = false
	w.Say(id, at.Add(time.Minute), "Do you also make them in oak?", "").Read = false
	return w
}

// linked has messages that lead somewhere, and a stranger whom somebody introduced.
func linked() *guitest.World {
	w := asked()
	w.Left = nil
	w.Introducers = map[peer.ID]peer.ID{guitest.ID("stranger"): guitest.ID("Marta Oliveira")}
	id := guitest.ID("Kenji Watanabe")
	w.Say(id, guitest.Now.Add(-9*time.Minute), "The workshop’s hours are on https://walnut.example/hours, by the way.", delivery.Read)
	w.Say(id, guitest.Now.Add(-8*time.Minute), "And this is where my bowls are: restante:shop/"+guitest.ID("Ines Duarte").String(), "")
	w.Say(id, guitest.Now.Add(-7*time.Minute), "I would like you to get to know Ines Duarte:\nrestante:peer/"+guitest.ID("Ines Duarte").String()+"/"+strings.Repeat("q3Jm7dXb0aYhT5uW", 9), "")
	return w
}

// blocked has two people who are kept out.
func blocked() *guitest.World {
	w := guitest.Busy()
	w.Contact(guitest.ID("Tomás Rivera")).Blocked = guitest.Now.AddDate(0, 0, -3)
	w.Out = []contact.Contact{{Peer: guitest.ID("spam"), Name: "12D3KooWQ7…x9Fd", Blocked: guitest.Now.AddDate(0, 0, -9)}}
	return w
}

// newDevice has somebody who uses a new device, and somebody who was verified.
func newDevice() *guitest.World {
	w := guitest.Busy()
	tomas := w.Contact(guitest.ID("Tomás Rivera"))
	tomas.NewDevice = true
	w.Say(tomas.Peer, guitest.Now.Add(-time.Minute), "Shall we meet at ten?", delivery.Waiting)
	w.Contact(guitest.ID("Kenji Watanabe")).Verified = guitest.Now.AddDate(0, 0, -2)
	return w
}
