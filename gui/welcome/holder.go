package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// The tiles of holder.
const (
	friend = iota
	pushNode
	nobody
)

// holder asks who may hold the mail.
type holder struct {
	page    *Page
	tiles   *widget.Choices
	field   *widget.Field
	details *fyne.Container
	object  fyne.CanvasObject
}

func newHolder(p *Page) *holder {
	h := &holder{page: p, details: widget.Col(0), field: widget.NewField("restante:…", "link", 42, nil)}
	h.tiles = widget.NewChoices(tileWide(3),
		widget.Option{Title: lang.L("A friend’s node"), Text: lang.L("Paste the link that they gave you"), Icon: "users"},
		widget.Option{Title: lang.L("A push node"), Text: lang.L("Paste its link or address"), Icon: "radio"},
		widget.Option{Title: lang.L("This computer"), Text: lang.L("Only while it is on"), Icon: "laptop"})
	h.tiles.OnChosen = func(int) { h.explain() }
	h.tiles.OnEnter, h.tiles.Focus = h.enter, p.give
	h.field.OnSubmitted = func(string) { p.Next() }
	h.object = widget.Col(12, tileRow(h.tiles), h.details)
	h.explain()
	return h
}

func (h *holder) explain() {
	words := lang.L("They hold sealed mail for you while this computer is off. They can tell who leaves it, but not what is in it. You can add more of them later.")
	h.details.Objects = []fyne.CanvasObject{widget.Col(12, h.field, widget.Para(words, 13, bodyWide, widget.Muted))}
	if h.tiles.Chosen() == nobody {
		alone := lang.L("A message cannot arrive until you are both on: yours here, and the other one’s there. You can add a push node at any time, on the page Network.")
		h.details.Objects = []fyne.CanvasObject{note(alone, "triangle-alert", widget.Careful)}
	}
	h.page.frame.Object.Refresh()
}

// enter goes on, by way of the field if it is empty.
func (h *holder) enter() {
	if h.tiles.Chosen() != nobody && h.field.Text() == "" {
		h.page.give(h.field.Focusable())
		return
	}
	h.page.Next()
}

func (h *holder) addr() string {
	if h.tiles.Chosen() == nobody {
		return ""
	}
	return h.field.Text()
}

func (h *holder) head() (int, string, string) {
	return 3, lang.L("Who may hold your mail?"), lang.L("while you are away; they see only ciphertext")
}

func (h *holder) body() fyne.CanvasObject { return h.object }
func (h *holder) next() string            { return lang.L("Continue") }

func (h *holder) focus() fyne.Focusable {
	if h.addr() != "" {
		return h.field.Focusable()
	}
	return h.tiles.Focusable()
}

func (h *holder) check() string {
	switch {
	case h.tiles.Chosen() == nobody:
		return ""
	case h.field.Text() == "":
		return lang.L("Paste a link or an address, or choose “This computer”.")
	case messaging.CheckPushNode(h.field.Text()) != nil:
		return lang.L("This is no link of a push node, and no address of one: that ends in /p2p/ and a peer ID.")
	}
	return ""
}
