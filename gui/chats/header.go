package chats

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
)

// header names the other person and says whether they are there.
type header struct {
	talk     *talk
	object   fyne.CanvasObject
	avatar   *widget.Avatar
	name     *widget.Text
	sure     *widget.Icon // the safety numbers were compared
	icon     *widget.Icon
	presence *widget.Text
	about    *widget.RoundButton
	more     *widget.RoundButton
}

func newHeader(t *talk) *header {
	h := &header{talk: t, avatar: widget.NewAvatar("", 40, widget.Panel), name: widget.Strong("", 16).Cut()}
	h.sure = widget.NewIcon("shield-check", widget.Good, 14)
	h.icon, h.presence = widget.NewIcon("clock", widget.Muted, 14), widget.Caption("", 12).Cut()
	h.about = widget.NewRoundButton(lang.L("About this person"), "info", widget.Muted, "", 38, 19, t.page.toggleAbout)
	h.more = widget.NewRoundButton(lang.L("More"), "ellipsis-vertical", widget.Muted, "", 38, 19, h.menu)
	state := widget.Row(6, h.sure, h.icon, widget.Grow(widget.Wide(h.presence)))
	row := widget.Row(12, h.avatar, widget.Grow(widget.Wide(widget.Col(1, h.name, state))), widget.Row(2, h.about, h.more))
	bar := widget.Col(0, widget.Fixed(0, 60, widget.Inset(0, 0, 20, 12, row)), widget.Line())
	h.object = widget.On(widget.Look{Fill: widget.Panel}, bar)
	return h
}

func (h *header) show(x person, typing bool) {
	h.talk.page.portray(x, h.avatar, widget.Panel)
	h.name.Set(x.name)
	show(h.sure, x.verified())
	switch {
	case typing:
		h.icon.Set("pencil", widget.Accent)
		h.presence.SetIn(lang.L("typing…"), widget.Accent)
		return
	case x.contact.Online:
		h.icon.Set("circle-check", widget.Good)
	case x.blocked():
		h.icon.Set("ban", widget.Muted)
	case !x.known:
		h.icon.Set("circle-help", widget.Muted)
	default:
		h.icon.Set("clock", widget.Muted)
	}
	h.presence.SetIn(h.talk.page.presence(x), widget.Muted)
}

// menu offers what can be done with the person.
func (h *header) menu() {
	t := h.talk
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Copy peer ID"), func() { t.page.copy(t.peer.String(), lang.L("Peer ID copied")) }),
		fyne.NewMenuItem(lang.L("Delete conversation"), t.askDelete),
	}
	if t.person.known {
		items = append([]*fyne.MenuItem{fyne.NewMenuItem(lang.L("Rename"), t.askName), fyne.NewMenuItem(lang.L("Safety number"), t.compare)}, items...)
	}
	if t.page.o.Shop != nil {
		items = append(items, fyne.NewMenuItem(lang.L("Visit the shop"), func() { t.page.o.Shop(t.peer) }))
	}
	if t.person.friend() {
		items = append(items, fyne.NewMenuItem(lang.L("Introduce to somebody"), t.introduce))
	}
	if t.person.blocked() {
		items = append(items, fyne.NewMenuItem(lang.L("Unblock"), t.unblock))
	} else {
		items = append(items, fyne.NewMenuItem(lang.L("Block"), t.askBlock))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.more)
	fynewidget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), t.page.o.Canvas(), at.AddXY(-110, 40))
}

func (p *Page) copy(s, word string) {
	fyne.CurrentApp().Clipboard().SetContent(s)
	p.o.Notice(word)
}

// askName asks for another name.
func (t *talk) askName() {
	id := t.peer
	widget.Ask(t.page.o.Canvas(), widget.Question{
		Title: lang.L("Rename"), Text: lang.L("This name is only on this computer."),
		Field: true, Value: t.person.name, Yes: lang.L("Save"), No: lang.L("Cancel"),
		Do: func(name string, done func(string)) {
			t.try(func(ctx context.Context) error { return t.page.o.People.Rename(ctx, id, name) }, done)
		},
	})
}

// askDelete asks before a conversation goes.
func (t *talk) askDelete() {
	id := t.peer
	widget.Ask(t.page.o.Canvas(), widget.Question{
		Title: lang.L("Delete conversation"), Danger: true,
		Text: lang.L("All messages with {{.Name}} go from this computer. {{.Name}} keeps theirs.", words{"Name": t.person.name}),
		Yes:  lang.L("Delete"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			t.page.close()
			t.page.drafts.forget(id)
			t.try(func(ctx context.Context) error { return t.page.o.Chats.DeleteConversation(ctx, id) }, done)
		},
	})
}

// do runs an action in the order of the user's wishes, then reads again.
func (t *talk) do(action func(context.Context) error) {
	t.try(action, func(problem string) {
		if problem != "" {
			t.page.o.Notice(problem)
		}
	})
}

// try is do that tells a card how it went, in place of a notice.
func (t *talk) try(action func(context.Context) error, done func(problem string)) {
	t.page.o.Loop.InOrder(func(ctx context.Context) func() {
		err := action(ctx)
		return func() {
			if err != nil && !errors.Is(err, context.Canceled) {
				done(Problem(err))
			} else {
				done("")
			}
			t.page.Reload()
			t.refresh()
		}
	})
}
