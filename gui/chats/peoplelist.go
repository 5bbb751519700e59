package chats

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
)

// peopleList is the left column: title, search, filters, people.
type peopleList struct {
	page   *Page
	object fyne.CanvasObject
	list   *roster
	search *widget.Field
	chips  *widget.Chips
	empty  fyne.CanvasObject
	none   fyne.CanvasObject // nothing found
	bare   fyne.CanvasObject // nobody passes the filter
	shown  []person
	keys   []key // of the page's people, made by the first search among them
}

func newPeopleList(p *Page) *peopleList {
	l := &peopleList{page: p}
	l.list = newRoster(l)
	l.search = widget.NewField(lang.L("Search chats"), "search", 36, nil)
	l.search.OnChanged = func(string) { l.seek() }
	l.search.OnKey, l.search.OnFocus = l.searchKey, func(bool) { l.list.Refresh() }
	l.chips = newChips(func(int) { l.seek() })
	l.empty = hint("message-circle", lang.L("No conversations yet"), lang.L("People you write to, and people who open your invite, appear here."))
	l.none = hint("search", lang.L("Nobody found"), lang.L("Try a part of a name or of the last message."))
	l.bare = hint("check", lang.L("Nobody here"), lang.L("No conversation is of this kind now."))
	rows := container.NewThemeOverride(l.list, listTheme{})
	body := container.NewStack(widget.Inset(0, 0, 8, 8, rows), l.empty, l.none, l.bare)
	l.object = container.NewStack(widget.NewBox(widget.Look{Fill: widget.Panel}),
		widget.RowFill(0, widget.Grow(widget.Col(0, l.head(), widget.Grow(body))), widget.Line()))
	l.refresh()
	return l
}

func (l *peopleList) head() fyne.CanvasObject {
	add := widget.NewRoundButton(lang.L("Add a person"), "pencil", widget.Accent, widget.Selected, 36, 17, l.page.o.AddOne)
	title := widget.Row(8, widget.Strong(lang.L("Chats"), 22), widget.Spring(), add)
	return widget.Inset(14, 10, 16, 20, widget.Col(10, title, l.search, l.chips.Object))
}

// hint fills a list that has nothing to show.
func hint(icon, title, text string) fyne.CanvasObject {
	tile := widget.Tile(icon, widget.Muted, widget.FieldFill, 56, 24)
	col := widget.ColMid(10, tile, widget.Strong(title, 14), widget.ParaMid(text, 13, 230, widget.Muted))
	return widget.Mid(widget.Col(0, col, widget.Gap(0, 64)))
}

// loaded takes people who were read anew.
func (l *peopleList) loaded() {
	l.keys = nil
	l.refresh()
}

// refresh chooses rows and draws them again.
func (l *peopleList) refresh() {
	search := plain(strings.TrimSpace(l.search.Text()))
	l.shown = l.found(search)
	show(l.empty, len(l.page.all) == 0)
	show(l.none, len(l.page.all) > 0 && len(l.shown) == 0 && search != "")
	show(l.bare, len(l.page.all) > 0 && len(l.shown) == 0 && search == "")
	l.list.follow()
}

// found gives who passes filter and search, those found by name first. The open
// conversation stays in the list although opening it made it read.
func (l *peopleList) found(search string) []person {
	f, open := filter(l.chips.Chosen()), l.openPeer()
	if f == everybody && search == "" {
		return l.page.all
	}
	var byName, byLine []person
	for i, x := range l.page.all {
		if !f.shows(x) && (x.id != open || search != "") {
			continue
		}
		switch l.hit(i, search) {
		case named:
			byName = append(byName, x)
		case said:
			byLine = append(byLine, x)
		}
	}
	return append(byName, byLine...)
}

func (l *peopleList) hit(i int, search string) hit {
	if search == "" {
		return named
	}
	if l.keys == nil {
		l.keys = make([]key, len(l.page.all))
		for i, x := range l.page.all {
			l.keys[i] = keyOf(x)
		}
	}
	return l.keys[i].find(search)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (l *peopleList) openPeer() peer.ID {
	if l.page.talk == nil {
		return ""
	}
	return l.page.talk.peer
}

func (l *peopleList) at(id peer.ID) int {
	return slices.IndexFunc(l.shown, func(x person) bool { return x.id == id })
}
