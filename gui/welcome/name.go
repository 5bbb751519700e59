package welcome

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/card"
	"restante/node/identity"
)

// name asks what friends see.
type name struct {
	page    *Page
	field   *widget.Field
	picture []byte // as its file had it
	id      string // the peer ID, of which everybody has a picture
	avatar  *widget.Avatar
	remove  *widget.Button
	drop    *widget.Text // says that a picture may be dropped
	object  fyne.CanvasObject
}

const faceSide = float32(72)

func newName(p *Page) *name {
	n := &name{page: p, field: widget.NewField(lang.L("Your name"), "", 42, nil)}
	n.field.OnSubmitted = func(string) { p.Next() }
	n.avatar = widget.NewAvatar("", faceSide, widget.Card)
	choose := widget.NewButton(lang.L("Choose picture"), "image", widget.Quiet, n.choose)
	n.remove = widget.NewButton(lang.L("Remove picture"), "x", widget.Quiet, func() { n.took(nil, nil) })
	n.remove.Hide()
	seen := widget.Para(lang.L("Both go to people to whom you give your link. You may leave the name empty: they see a short form of your address then."), 13, bodyWide, widget.Muted)
	n.drop = widget.Caption(lang.L("or drop a picture on this window"), 12.5).Cut()
	right := widget.Col(12, n.field, widget.Row(8, choose, n.remove, widget.Grow(widget.Wide(n.drop))))
	n.object = widget.Col(18, widget.Row(20, n.avatar, widget.Grow(widget.Wide(right))), seen)
	return n
}

func (n *name) text() string { return n.field.Text() }

func (n *name) head() (int, string, string) {
	return 1, lang.L("Your name and picture"), lang.L("what friends see")
}

// body draws the picture that everybody has who chose none: it comes from the keys.
func (n *name) body() fyne.CanvasObject {
	if key, err := identity.FromWords(n.page.choices().Words); err == nil {
		n.id = key.ID().String()
	}
	if n.picture == nil {
		n.avatar.Set(n.id, false, widget.Card)
	}
	return n.object
}

func (n *name) focus() fyne.Focusable { return n.field.Focusable() }
func (n *name) next() string          { return lang.L("Continue") }

func (n *name) check() string {
	switch s := n.text(); {
	case len(s) > card.MaxName:
		return lang.L("This name is too long: there is room for 64 bytes, which are 64 Latin letters or 21 Chinese ones.")
	case card.CheckName(s) != nil:
		return lang.L("This name has characters that nobody sees, or that turn the text around it. Please type it anew.")
	}
	return ""
}

func (n *name) choose() { n.page.o.Choose(n.read) }

// read takes a file and lets it go.
func (n *name) read(f io.ReadCloser) {
	n.page.o.Loop.Go(func(context.Context) func() {
		file, face, err := readPicture(f)
		return func() {
			if err != nil {
				n.page.say(Problem(err))
				return
			}
			n.took(file, face)
		}
	})
}

// took shows a picture, or none.
func (n *name) took(file []byte, face image.Image) {
	n.picture = file
	n.remove.Hidden, n.drop.Hidden = face == nil, face != nil
	n.avatar.SetFace(n.id, face, false, widget.Card)
	n.page.frame.say("", widget.Muted)
	n.page.focus()
}

// Drop takes a picture that was dropped on the window, while it is asked for.
func (p *Page) Drop(f io.ReadCloser) {
	if p.at == step(p.name) {
		p.name.read(f)
		return
	}
	_ = f.Close() // nothing was written
}
