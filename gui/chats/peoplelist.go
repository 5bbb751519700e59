package chats

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
)

// peopleList is the left column: title, search, people.
type peopleList struct {
	page   *Page
	object fyne.CanvasObject
	list   *fynewidget.List
	search *widget.Field
	empty  fyne.CanvasObject
	none   fyne.CanvasObject // nothing found
	shown  []person
}

func newPeopleList(p *Page) *peopleList {
	l := &peopleList{page: p}
	l.list = fynewidget.NewList(
		func() int { return len(l.shown) },
		func() fyne.CanvasObject { return newPersonRow() },
		func(i fynewidget.ListItemID, o fyne.CanvasObject) { l.fill(o.(*personRow), l.shown[i]) })
	l.list.HideSeparators = true
	l.list.OnSelected = l.selected
	l.search = widget.NewField(lang.L("Search chats"), "search", 36, nil)
	l.search.OnChanged = func(string) { l.refresh() }
	add := widget.NewRoundButton(lang.L("Add a person"), "pencil", widget.Accent, widget.Selected, 36, 17, p.o.AddOne)
	head := widget.Row(8, widget.Strong(lang.L("Chats"), 22), widget.Spring(), add)
	top := widget.Inset(14, 8, 16, 20, widget.Col(10, head, l.search))
	l.empty = hint("message-circle", lang.L("No conversations yet"), lang.L("People you write to, and people who open your invite, appear here."))
	l.none = hint("search", lang.L("Nobody found"), lang.L("Try a part of a name or of the last message."))
	rows := container.NewThemeOverride(l.list, listTheme{})
	body := container.NewStack(widget.Inset(0, 0, 8, 8, rows), l.empty, l.none)
	l.object = container.NewStack(widget.NewBox(widget.Look{Fill: widget.Panel}),
		widget.RowFill(0, widget.Grow(widget.Col(0, top, widget.Grow(body))), widget.Line()))
	l.refresh()
	return l
}

// hint fills a list that has nothing to show.
func hint(icon, title, text string) fyne.CanvasObject {
	tile := widget.Tile(icon, widget.Muted, widget.FieldFill, 56, 24)
	col := widget.ColMid(10, tile, widget.Strong(title, 14), widget.ParaMid(text, 13, 230, widget.Muted))
	return widget.Mid(widget.Col(0, col, widget.Gap(0, 64)))
}

// refresh filters and draws again.
func (l *peopleList) refresh() {
	search := l.search.Text()
	l.shown = l.shown[:0]
	for _, x := range l.page.all {
		if x.matches(search) {
			l.shown = append(l.shown, x)
		}
	}
	show(l.empty, len(l.page.all) == 0)
	show(l.none, len(l.page.all) > 0 && len(l.shown) == 0)
	l.list.Refresh()
	l.mark()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// mark selects the open conversation's row, without opening it again.
func (l *peopleList) mark() {
	open := slices.IndexFunc(l.shown, func(x person) bool { return x.id == l.openPeer() })
	l.list.OnSelected = nil
	if open < 0 {
		l.list.UnselectAll()
	} else {
		l.list.Select(open)
	}
	l.list.OnSelected = l.selected
}

func (l *peopleList) selected(i fynewidget.ListItemID) {
	if i < len(l.shown) && l.shown[i].id != l.openPeer() {
		l.page.Open(l.shown[i].id)
	}
}
