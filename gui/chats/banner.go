package chats

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// banner says what becomes of a message while the other person is away, and asks
// what to do with a stranger. It is hidden while somebody is online.
type banner struct {
	talk    *talk
	object  *fyne.Container
	box     *widget.Box
	icon    *widget.Icon
	text    *widget.Paragraph
	addNode *widget.LinkButton
	accept  *widget.LinkButton
	decline *widget.LinkButton
}

func newBanner(t *talk) *banner {
	b := &banner{talk: t, box: widget.NewBox(widget.Look{Fill: widget.Selected})}
	b.icon, b.text = widget.NewIcon("moon", widget.Accent, 15), widget.Flow("", 12.5, widget.Accent)
	b.addNode = widget.NewLinkButton(lang.L("Add a push node"), t.page.o.AddNode)
	b.accept = widget.NewLinkButton(lang.L("Accept"), func() { b.answer(true) })
	b.decline = widget.NewLinkButton(lang.L("Decline"), func() { b.answer(false) })
	row := widget.Row(10, b.icon, widget.Grow(widget.Wide(b.text)), b.addNode, b.accept, b.decline)
	b.object = widget.On(widget.Look{}, b.box, widget.Col(0, widget.Least(0, 36, widget.Inset(6, 6, 24, 16, row)), widget.Line()))
	return b
}

// show chooses the words; what it promises is what the nodes can keep.
func (b *banner) show(x person) {
	show(b.accept, x.request())
	show(b.decline, x.request())
	lonely := !x.request() && !b.talk.canHold()
	show(b.addNode, lonely)
	show(b.object, !x.contact.Online)
	name := words{"Name": x.brief()}
	switch {
	case x.request():
		b.say("user-round", widget.Informed, lang.L("{{.Name}} is new here.", words{"Name": x.name}))
	case x.known && x.contact.CardVersion == 0:
		b.say("key-round", widget.Careful, lang.L("The keys of {{.Name}} are not known yet. Messages wait here.", name))
	case lonely:
		b.say("triangle-alert", widget.Careful, lang.L("{{.Name}} is away: cannot arrive until you are both on.", name))
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

// answer accepts or declines a stranger.
func (b *banner) answer(yes bool) {
	id := b.talk.peer
	if !yes {
		b.talk.page.close()
	}
	b.talk.do(func(ctx context.Context) error { return b.talk.page.o.People.Answer(ctx, id, yes) })
}
