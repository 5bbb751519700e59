package orders

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

func (t *table) FocusGained() {
	t.focused = true
	if t.w.find(t.cursor) < 0 {
		t.cursor = t.p.open
	}
	t.Refresh()
}

func (t *table) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedKey moves the cursor and opens its row.
func (t *table) TypedKey(k *fyne.KeyEvent) {
	if !t.moved(k.Name) && !widget.PassKey(t, k) && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) {
		t.choose(t.w.find(t.cursor))
	}
}

// TypedRune begins a search; a space chooses the row for something that is done to many.
func (t *table) TypedRune(c rune) {
	if c != ' ' {
		t.p.FocusSearch()
		t.p.find.Focusable().TypedRune(c)
	} else if i := t.w.find(t.cursor); i >= 0 {
		t.tick(i, 0)
	}
}

// moved tells whether a key was one that moves the cursor.
func (t *table) moved(k fyne.KeyName) bool {
	from := t.w.find(t.cursor)
	to, moves := widget.Step(k, from, int(t.Size().Height/widget.Larger(rowHigh))-1, t.w.total)
	if moves {
		t.point(to)
		t.stretch(from)
	}
	return moves
}

// point puts the cursor on a row and brings it into view; on one that is not read yet
// it only shows where that is.
func (t *table) point(i int) {
	if t.w.total == 0 {
		return
	}
	i = max(0, min(i, t.w.total-1))
	if x, ok := t.w.at(i); ok {
		t.cursor = x.ID
	}
	t.ScrollTo(i)
	t.Refresh()
}

// stretch chooses the rows that the cursor went over while Shift was held.
func (t *table) stretch(from int) {
	if to := t.w.find(t.cursor); t.ticks.shift && from >= 0 && to >= 0 && to != from {
		t.tickRange(from, to)
		t.ticks.from = to
		t.ticked()
	}
}

func (t *table) choose(i int) {
	if x, ok := t.w.at(i); i >= 0 && ok {
		t.cursor = x.ID
		t.p.pick(x.ID)
	}
}
