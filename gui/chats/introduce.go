package chats

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const (
	introduceWide = float32(400)
	mostOffered   = 6 // people at a time; the field finds the others
)

// introducing is the card on which one chooses to whom somebody is made known.
type introducing struct {
	talk    *talk
	x       person // who is
	overlay *widget.Overlay
	field   *widget.Field
	found   *fyne.Container
	busy    bool
}

// introduce asks to whom the person of this conversation shall be made known.
func (t *talk) introduce() {
	i := &introducing{talk: t, x: t.person, found: widget.Col(2)}
	i.field = widget.NewField(lang.L("Name"), "search", 42, nil)
	i.field.OnChanged = func(string) { i.offer() }
	i.field.OnSubmitted = func(string) { i.first() }
	name := words{"Name": i.x.brief()}
	no := widget.NewButton(lang.L("Cancel"), "", widget.Quiet, func() { i.overlay.Close() })
	body := widget.Col(14,
		widget.Para(lang.L("Introduce {{.Name}}", words{"Name": i.x.name}), 16, introduceWide, widget.Foreground).Bold(),
		widget.Para(lang.L("Choose who shall get to know {{.Name}}. They are sent a link that is for them alone, and {{.Name}} sees that you introduced them.", name), 13.5, introduceWide, widget.Muted),
		i.field, i.found, widget.Row(8, widget.Spring(), no))
	i.offer()
	i.overlay = widget.Modal(t.page.o.Canvas(), widget.Pad(22, 24, widget.Fixed(introduceWide, 0, body)))
	t.page.o.Canvas().Focus(i.field.Focusable())
}

// offer shows who is found.
func (i *introducing) offer() {
	i.found.Objects = nil
	search := plain(strings.TrimSpace(i.field.Text()))
	for _, x := range i.talk.page.all {
		if len(i.found.Objects) == mostOffered {
			break
		}
		if x.id != i.x.id && x.friend() && strings.Contains(plain(x.name), search) {
			i.found.Add(i.row(x))
		}
	}
	if len(i.found.Objects) == 0 {
		i.found.Add(widget.Para(lang.L("Nobody found"), 13, introduceWide, widget.Muted))
	}
	if i.overlay != nil {
		i.overlay.Refresh()
		i.overlay.Grown()
	}
}

// first takes who stands at the top: Enter in the field.
func (i *introducing) first() {
	if b, ok := i.found.Objects[0].(*widget.Tap); ok {
		b.OnTapped()
	}
}

func (i *introducing) row(x person) fyne.CanvasObject {
	face := widget.NewAvatar("", 34, widget.Card)
	i.talk.page.portray(x, face, widget.Card)
	name := widget.Label(x.name, 14).Cut()
	return widget.NewTap(x.name, 12, widget.Pad(6, 10, widget.Row(12, face, widget.Grow(widget.Wide(name)))), func() { i.to(x) })
}

// to sends the link, and shows the conversation in which it is.
func (i *introducing) to(x person) {
	if i.busy {
		return
	}
	i.busy = true
	p := i.talk.page
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		given, err := p.o.People.Introduce(ctx, i.x.id, x.id)
		if err == nil {
			_, err = p.o.Chats.Send(ctx, x.id, "", i.words(given.Name)+"\n"+given.Link, "")
		}
		return func() {
			i.overlay.Close()
			if err != nil {
				p.fail(err)
				return
			}
			p.Reload()
			p.Open(x.id)
		}
	})
}

// words stand before the link. They have the name that somebody goes by, not the one that
// this user alone gave them.
func (i *introducing) words(name string) string {
	if name = widget.Clean(name); strings.TrimSpace(name) == "" {
		return lang.L("I would like you to get to know somebody:")
	}
	return lang.L("I would like you to get to know {{.Name}}:", words{"Name": name})
}
