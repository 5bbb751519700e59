package chats

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// door stands above the composer while one talks to a stranger, and asks whether to
// let them in; for somebody who is blocked it takes the composer's place.
type door struct {
	talk   *talk
	object *fyne.Container
	tile   *fyne.Container
	title  *widget.Paragraph
	text   *widget.Paragraph
	asks   *fyne.Container // the buttons for a stranger
	shut   *fyne.Container // and for somebody who is blocked
}

func newDoor(t *talk) *door {
	d := &door{talk: t, tile: widget.Col(0), title: widget.Flow("", 14, widget.Foreground).Bold(), text: widget.Flow("", 12.5, widget.Muted)}
	accept := widget.NewButton(lang.L("Accept"), "check", widget.Primary, func() { d.answer(true) })
	decline := widget.NewButton(lang.L("Decline"), "", widget.Secondary, func() { d.answer(false) })
	block := widget.NewButton(lang.L("Block"), "ban", widget.Danger, t.askBlock)
	d.asks = widget.Several(8, accept, decline, block)
	d.shut = widget.Left(widget.NewButton(lang.L("Unblock"), "", widget.Secondary, t.unblock))
	words := widget.Col(12, widget.Col(2, d.title, d.text), d.asks, d.shut)
	row := widget.RowFill(14, d.tile, widget.Grow(words))
	d.object = widget.On(widget.Look{Fill: widget.Panel}, widget.Col(0, widget.Line(), widget.Pad(14, 20, row)))
	return d
}

// show says what holds for the person, or nothing.
func (d *door) show(x person) {
	show(d.object, x.request() || x.blocked())
	show(d.asks, x.request())
	show(d.shut, x.blocked())
	name := words{"Name": x.brief(), "N": x.contact.Left}
	switch {
	case x.blocked():
		d.say("ban", widget.Broken, lang.L("{{.Name}} is blocked", name),
			lang.L("What {{.Name}} sends is thrown away, and they are not told: to them you seem to be away.", name))
	case x.request() && x.contact.Introducer != "":
		d.say("users", widget.Informed, lang.L("{{.Name}} would like to write to you", name),
			lang.L("{{.By}} introduced you to each other. Accept, or simply answer, and you are contacts.", words{"By": d.talk.page.called(x.contact.Introducer)}))
	case x.request() && x.contact.Left > 0:
		d.say("user-round", widget.Informed, lang.L("{{.Name}} would like to write to you", name),
			lang.N("{{.N}} more messages wait where they lie, and come in if you accept. Only do so if you know who this is.", x.contact.Left, name))
	case x.request():
		d.say("user-round", widget.Informed, lang.L("{{.Name}} would like to write to you", name),
			lang.L("Accept, or simply answer, and you are contacts. Until then three messages come in, and {{.Name}} does not see whether you read them.", name))
	}
}

func (d *door) say(icon string, t widget.Tone, title, text string) {
	d.tile.Objects = []fyne.CanvasObject{widget.Tile(icon, t.Ink, t.Fill, 40, 19)}
	d.title.Set(title)
	d.text.Set(text)
	d.object.Refresh()
}

// answer accepts or declines a stranger.
func (d *door) answer(yes bool) {
	id := d.talk.peer
	if !yes {
		d.talk.page.close()
	}
	d.talk.do(func(ctx context.Context) error { return d.talk.page.o.People.Answer(ctx, id, yes) })
}

// askBlock asks before somebody is kept out.
func (t *talk) askBlock() {
	id, x := t.peer, t.person
	widget.Ask(t.page.o.Canvas(), widget.Question{
		Title: lang.L("Block {{.Name}}", words{"Name": x.name}), Danger: true,
		Text: lang.L("What they send is thrown away, they do not see whether you are here, and they are not told. You can undo it in the settings."),
		Yes:  lang.L("Block"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			if !x.known {
				t.page.close()
			}
			t.try(func(ctx context.Context) error { return t.page.o.People.Block(ctx, id) }, done)
		},
	})
}

func (t *talk) unblock() {
	id := t.peer
	t.do(func(ctx context.Context) error { return t.page.o.People.Unblock(ctx, id) })
}
