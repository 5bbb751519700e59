package invite

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/portrait"
	"restante/gui/widget"
	"restante/messaging/contact"
)

// card shows code, name and link; there is one for wide and one for narrow places.
type card struct {
	faces  *portrait.Portraits
	object fyne.CanvasObject
	code   *widget.Code
	avatar *widget.Avatar
	name   *widget.Text
	id     *widget.Text
	link   *widget.Text
	words  *fyne.Container // what the link is good for
	wide   float32         // of the words; 0: that of their place
}

const (
	copyWide   = float32(100)    // room for both words
	copiedTime = 2 * time.Second // how long the second one stays
)

const (
	cardWide = float32(352) // of the column beside the code
	sideWide = float32(328) // of all in a column of another page, at least
)

// blank makes a card's pieces, and shows one's own code in them from now on.
func (i *Invite) blank(size, wide float32) *card {
	c := &card{faces: i.o.Faces, code: widget.NewCode(size), avatar: widget.NewAvatar("", 40, widget.Card), wide: wide}
	c.name, c.id = widget.Strong("", 15).Cut(), widget.Caption("", 12).Cut()
	c.link = widget.Label("", 13.5).Cut()
	c.words = widget.Col(0)
	i.cards = append(i.cards, c)
	return c
}

func (i *Invite) newCard(wide bool, size float32) *card {
	c := i.blank(size, cardWide)
	right := widget.Fixed(cardWide, 0, widget.Col(16, i.who(c), c.words, i.linkBox(c), i.actions()))
	if wide {
		c.object = widget.RowFill(28, widget.Mid(c.code), widget.Wide(right))
	} else {
		c.object = widget.ColMid(20, c.code, right)
	}
	c.show(i.own, i.held)
	return c
}

// Side is one's own code and link for the side of another page.
func (i *Invite) Side() fyne.CanvasObject {
	c := i.blank(136, 0)
	c.object = widget.Col(14, i.who(c), widget.Mid(c.code), c.words, i.linkBox(c))
	c.show(i.own, i.held)
	return widget.CardOf(16, 20, widget.Fixed(sideWide, 0, c.object))
}

func (i *Invite) who(c *card) fyne.CanvasObject {
	rename := widget.NewRoundButton(lang.L("Your name"), "pencil", widget.Muted, "", 32, 15, i.Rename)
	return widget.Row(12, c.avatar, widget.Grow(widget.Wide(widget.Col(2, c.name, c.id))), rename)
}

func (i *Invite) linkBox(c *card) fyne.CanvasObject {
	var b *widget.Button
	b = widget.NewButton(lang.L("Copy"), "copy", widget.Primary, func() { i.copy(b) })
	row := widget.Row(10, widget.NewIcon("link", widget.Muted, 16), widget.Grow(widget.Wide(c.link)), widget.Fixed(copyWide, 0, b))
	look := widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}
	return widget.On(look, widget.Fixed(0, 42, widget.Inset(0, 0, 14, 3, row)))
}

func (i *Invite) actions() fyne.CanvasObject {
	return widget.Row(8, widget.NewButton(lang.L("Open an invite"), "mail", widget.Secondary, i.Add))
}

// copy says on the button itself that it worked: a notice would lie under the card.
func (i *Invite) copy(b *widget.Button) {
	if i.own.Link == "" {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(i.own.Link)
	b.Rename(lang.L("Copied"))
	i.o.Loop.Later(copiedTime, func() { b.Rename(lang.L("Copy")) })
}

func (c *card) show(own contact.Invite, held bool) {
	text := lang.L("Show this code or send the link. Whoever opens it can write to you. It cannot arrive until you are both on.")
	if held {
		text = lang.L("Show this code or send the link. Whoever opens it can write to you, also while you are away.")
	}
	c.words.Objects = []fyne.CanvasObject{widget.Para(text, 13.5, c.wide, widget.Muted)}
	c.face(own)
	c.name.Set(widget.Clean(own.Name))
	if own.Name == "" {
		c.name.Set(lang.L("No name yet"))
	}
	c.id.Set(names.Short(own.Peer))
	c.link.Set(own.Link)
	c.code.Set(own.Short)
	c.object.Refresh() // the words may take another line
}

func (c *card) face(own contact.Invite) {
	c.avatar.SetFace(own.Peer.String(), c.faces.Of(own.Peer), own.Peer != "", widget.Card)
}

// Welcome is the page before the first conversation.
func (i *Invite) Welcome() fyne.CanvasObject {
	sub := lang.L("Restante needs no account and no server: only the other person’s code.")
	wide := i.page(sub, 640, i.newCard(true, 172))
	narrow := i.page(sub, 420, i.newCard(false, 140))
	i.welcome = widget.Scroll(widget.Fold(widget.Mid(wide), widget.Mid(narrow)))
	return i.welcome
}

func (i *Invite) page(sub string, w float32, c *card) fyne.CanvasObject {
	head := widget.ColMid(8, widget.Strong(lang.L("Say hello to someone"), 22), widget.ParaMid(sub, 14, min(w, 500), widget.Muted))
	return widget.Pad(20, 16, widget.Fixed(w, 0, widget.Col(24, head, widget.CardOf(24, 24, c.object))))
}

// Show opens one's own code and link over the page.
func (i *Invite) Show() {
	i.Reload()
	c := i.newCard(false, 172)
	var o *widget.Overlay
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, func() { o.Close() })
	head := widget.Row(8, widget.Strong(lang.L("Your code"), 16), widget.Spring(), closer)
	o = widget.Modal(i.o.Canvas(), container.NewStack(widget.Pad(20, 24, widget.Col(18, head, c.object))))
	i.over = o
	o.OnClosed = func() { i.cards, i.over = i.cards[:len(i.cards)-1], nil }
}
