package shell

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// scene is one state of the window.
type scene struct {
	name  string
	world func() *guitest.World
	act   func(opened)
	latin bool // drawn without fonts that differ between machines
}

var scenes = []scene{
	{"empty", guitest.Empty, func(opened) {}, true},
	{"welcome", guitest.Busy, func(opened) {}, false},
	{"chat-stored", guitest.Busy, func(w opened) { w.open("Marta Oliveira"); w.popover() }, true},
	{"chat-online", guitest.Busy, func(w opened) { w.open("Kenji Watanabe"); w.typing("Kenji Watanabe") }, true},
	{"chat-bidi", bidi, func(w opened) { w.open("Layla Haddad") }, true},
	{"chat-long", long, func(w opened) { w.open("Ines Duarte") }, false},
	{"chat-request", guitest.Busy, func(w opened) { w.openID(guitest.ID("stranger")) }, true},
	{"chat-request-more", asked, func(w opened) { w.openID(guitest.ID("stranger")); w.click("Requests") }, true},
	{"chat-block", guitest.Busy, func(w opened) { w.openID(guitest.ID("stranger")); w.click("Block") }, true},
	{"chat-blocked", blocked, func(w opened) { w.open("Tomás Rivera") }, true},
	{"chat-newdevice", newDevice, func(w opened) { w.open("Tomás Rivera") }, true},
	{"chat-safety", newDevice, func(w opened) { w.open("Kenji Watanabe"); w.click("About this person"); w.click("Compare") }, true},
	{"chat-lonely", lonely, func(w opened) { w.open("Tomás Rivera"); w.write("Are you there?\nI wrote a second line.") }, true},
	{"chat-about", guitest.Busy, func(w opened) { w.open("Marta Oliveira"); w.click("About this person") }, true},
	{"chat-about-online", relayed, func(w opened) { w.open("Kenji Watanabe"); w.click("About this person") }, true},
	{"chat-search", guitest.Busy, func(w opened) { w.open("Jonas Berg"); w.search("er", fyne.KeyDown) }, true},
	{"chat-nobody", guitest.Busy, func(w opened) { w.search("nobody of that name") }, true},
	{"chat-waiting", guitest.Busy, func(w opened) { w.open("Tomás Rivera"); w.click("Waiting") }, true},
	{"chat-draft", guitest.Busy, func(w opened) { w.open("Marta Oliveira"); w.write("Half a thought"); w.open("Ines Duarte") }, true},
	{"chat-select", guitest.Busy, func(w opened) { w.open("Marta Oliveira"); w.selectText() }, true},
	{"chat-hostile", hostile, func(w opened) { w.open("Jonas Berg") }, false},
	{"chat-new", news, func(w opened) { w.open("Ines Duarte") }, true},
	{"chat-far", news, func(w opened) { w.open("Ines Duarte"); w.scrollUp(); w.hear("Ines Duarte", "And one more thing.") }, true},
	{"chat-links", linked, func(w opened) { w.open("Kenji Watanabe") }, true},
	{"chat-introduce", linked, func(w opened) { w.open("Jonas Berg"); w.click("About this person"); w.click("Introduce to somebody") }, true},
	{"chat-introduced", linked, func(w opened) { w.openID(guitest.ID("stranger")) }, true},
	{"chat-faces", faces, func(w opened) { w.open("Kenji Watanabe") }, false},
	{"network-faces", faces, func(w opened) { w.shell.ShowNetwork() }, false},
	{"own-code-face", faces, func(w opened) { w.open("Jonas Berg"); w.shell.ShowInvite() }, false},
	{"network", guitest.Busy, func(w opened) { w.shell.ShowNetwork() }, true},
	{"network-none", guitest.Empty, func(w opened) { w.shell.ShowNetwork() }, true},
	{"own-code", guitest.Busy, func(w opened) { w.open("Jonas Berg"); w.shell.ShowInvite() }, true},
	{"add-person", guitest.Busy, func(w opened) { w.open("Jonas Berg"); w.shell.AddPerson() }, true},
	{"add-person-link", guitest.Busy, func(w opened) { w.open("Jonas Berg"); w.shell.AddLink(longLink) }, true},
}

// longLink is as long as one with a whole card.
var longLink = "restante:card/" + strings.Repeat("q3Jm7dXb0aYhT5uW", 60)

func (w opened) open(name string)  { w.openID(guitest.ID(name)) }
func (w opened) openID(id peer.ID) { w.shell.Chats.Open(id) }
func (w opened) typing(name string) {
	w.shell.Events([]any{chat.Typing{Peer: guitest.ID(name), Until: guitest.Now.Add(5 * time.Second)}})
}

func (w opened) write(s string) {
	if e, ok := w.Canvas().Focused().(interface{ SetText(string) }); ok {
		e.SetText(s)
	}
}

// popover taps the message that three machines hold.
func (w opened) popover() {
	size := w.Canvas().Size()
	test.TapCanvas(w.Canvas(), fyne.NewPos(size.Width-180, size.Height-206))
}

func bidi() *guitest.World {
	w := guitest.Busy()
	id := w.Meet("Layla Haddad", true, guitest.Now)
	at := guitest.Now.Add(-time.Hour)
	w.Say(id, at, "وصلت الطلبية اليوم! شكراً جزيلاً (رقم 123)", "")
	w.Say(id, at.Add(time.Minute), "Thank you! شكراً means thanks, right?", delivery.Read)
	w.Say(id, at.Add(2*time.Minute), "שלום, ההזמנה 4711 הגיעה (סוף סוף)!", "")
	w.Say(id, at.Add(3*time.Minute), "أهلاً وسهلاً. سأرسل لك رقم التتبع AB-1234 غداً صباحاً قبل الساعة السادسة، إن شاء الله.", delivery.Delivered)
	return w
}

func long() *guitest.World {
	w := guitest.Busy()
	id := guitest.ID("Ines Duarte")
	at := guitest.Now.Add(-3 * time.Hour)
	for i := range 30 {
		s := delivery.State("")
		if i%3 == 0 {
			s = delivery.Read
		}
		m := w.Say(id, at.Add(time.Duration(i)*time.Minute), "A message of some length, so that the lines wrap and one sees how paragraphs look in a narrow bubble: https://example.com/averyveryveryveryveryveryveryverylongaddresswithoutaspaceinit/andmore", s)
		m.Read = i < 20
	}
	return w
}

func lonely() *guitest.World {
	w := guitest.Busy()
	w.Nodes = nil
	c := w.Contact(guitest.ID("Tomás Rivera"))
	c.PushNodes = 0
	w.Say(c.Peer, guitest.Now.Add(-time.Minute), "Shall we meet at ten?", delivery.Queued)
	return w
}

// faces is a world in which some have pictures, and one's own goes to two of them.
func faces() *guitest.World {
	w := guitest.Busy()
	for i, id := range []peer.ID{w.Me.Peer, guitest.ID("Kenji Watanabe"), guitest.ID("Marta Oliveira"), guitest.ID("Ines Duarte"), guitest.ID("Jonas Berg")} {
		w.Faces[id] = guitest.Face(color.RGBA{uint8(120 + 25*i), uint8(190 - 20*i), uint8(150 + 40*(i%3)), 255})
	}
	w.Pictures = 2
	return w
}
