package chats

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// banner says what becomes of a message while the other person is away, and asks to
// confirm a new device. It is hidden while there is nothing to say.
type banner struct {
	talk    *talk
	object  *fyne.Container
	box     *widget.Box
	icon    *widget.Icon
	text    *widget.Paragraph
	addNode *widget.LinkButton
	confirm *fyne.Container // a new device
}

func newBanner(t *talk) *banner {
	b := &banner{talk: t, box: widget.NewBox(widget.Look{Fill: widget.Selected})}
	b.icon, b.text = widget.NewIcon("moon", widget.Accent, 15), widget.Flow("", 12.5, widget.Accent)
	b.addNode = widget.NewLinkButton(lang.L("Add a push node"), t.page.o.AddNode)
	yes := widget.NewButton(lang.L("Confirm"), "", widget.Primary, t.confirm)
	look := widget.NewButton(lang.L("Safety number"), "shield-check", widget.Quiet, t.compare)
	b.confirm = widget.Inset(0, 0, 25, 0, widget.Several(8, yes, look)) // below the words
	words := widget.Col(8, widget.Row(10, b.icon, widget.Grow(widget.Wide(b.text))), b.confirm)
	row := widget.Beside(words, widget.Inset(0, 0, -8, -8, b.addNode))
	b.object = widget.On(widget.Look{}, b.box, widget.Col(0, widget.Least(0, 36, widget.Inset(8, 8, 24, 24, row)), widget.Line()))
	return b
}

// show chooses the words; what it promises is what the nodes can keep.
func (b *banner) show(x person) {
	fresh := x.contact.NewDevice && !x.request()
	lonely := !fresh && !b.talk.canHold()
	show(b.addNode, lonely)
	show(b.confirm, fresh)
	show(b.object, !x.request() && !x.blocked() && (fresh || !x.contact.Online))
	name := words{"Name": x.brief()}
	switch {
	case fresh:
		b.say("key-round", widget.Careful, lang.L("{{.Name}} uses a new device. Ask them in another way whether it is theirs: what you write waits until you confirm.", name))
	case x.known && x.contact.CardVersion == 0:
		b.say("key-round", widget.Careful, lang.L("The keys of {{.Name}} are not known yet. Messages wait here.", name))
	case lonely:
		b.say("triangle-alert", widget.Careful, lang.L("{{.Name}} is away: mail cannot arrive until you are both on.", name))
	default:
		b.say("moon", widget.Informed, lang.L("{{.Name}} is away. Messages are kept and delivered when they return.", name))
	}
	b.object.Refresh()
}

func (b *banner) say(icon string, t widget.Tone, s string) {
	b.box.Set(widget.Look{Fill: t.Fill})
	b.icon.Set(icon, t.Ink)
	b.text.SetIn(s, t.Ink)
}
