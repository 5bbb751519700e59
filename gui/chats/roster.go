package chats

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
)

// roster is Fyne's list with a cursor of our own: Fyne's shows as a faint tint,
// knows neither Enter nor Home, and its selection scrolls the list back to the open
// conversation whenever the rows change their order.
type roster struct {
	fynewidget.List
	people  *peopleList
	focused bool
	cursor  peer.ID
}

func newRoster(l *peopleList) *roster {
	r := &roster{people: l}
	r.HideSeparators = true
	r.Length = func() int { return len(l.shown) }
	r.CreateItem = func() fyne.CanvasObject { return newPersonRow() }
	r.UpdateItem = func(i fynewidget.ListItemID, o fyne.CanvasObject) {
		if i < len(l.shown) {
			l.fill(o.(*personRow), l.shown[i])
		}
	}
	r.OnSelected = func(i fynewidget.ListItemID) {
		r.UnselectAll()
		r.open(i)
	}
	r.ExtendBaseWidget(r)
	return r
}

// AccessibilityLabel names the list.
func (r *roster) AccessibilityLabel() string { return lang.L("Conversations") }

func (r *roster) FocusGained() {
	r.focused = true
	if r.people.at(r.cursor) < 0 || r.people.openPeer() != "" {
		r.cursor = r.people.openPeer()
	}
	r.follow()
}

func (r *roster) FocusLost() {
	r.focused = false
	r.Refresh()
}

// pointed tells whether a row shows the cursor.
func (r *roster) pointed(id peer.ID) bool {
	typing := r.people.search.Focused() && r.people.search.Text() != ""
	return id == r.cursor && (r.focused || typing)
}

// TypedKey moves the cursor and opens its row.
func (r *roster) TypedKey(k *fyne.KeyEvent) {
	if !r.moved(k.Name) && !widget.PassKey(r, k) && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter || k.Name == fyne.KeySpace) {
		r.open(r.people.at(r.cursor))
	}
}

// TypedRune begins a search.
func (r *roster) TypedRune(c rune) {
	if c != ' ' {
		r.people.focusSearch()
		r.people.search.Focusable().TypedRune(c)
	}
}

// moved tells whether a key was one that moves the cursor.
func (r *roster) moved(k fyne.KeyName) bool {
	to, moves := widget.Step(k, r.people.at(r.cursor), int(r.Size().Height/rowHigh)-1, len(r.people.shown))
	if moves {
		r.point(to)
	}
	return moves
}

// point puts the cursor on a row and brings it into view.
func (r *roster) point(i int) {
	if n := len(r.people.shown); n > 0 {
		i = max(0, min(i, n-1))
		r.cursor = r.people.shown[i].id
		r.ScrollTo(i)
	}
}

// follow keeps the cursor on a row that is shown.
func (r *roster) follow() {
	if n := len(r.people.shown); n > 0 && r.people.at(r.cursor) < 0 {
		r.cursor = r.people.shown[0].id
	}
	r.Refresh()
}

func (r *roster) open(i int) {
	if i >= 0 && i < len(r.people.shown) {
		r.people.page.pick(r.people.shown[i].id)
	}
}
