package notify

// board has what a watch shows on the desktop while the user does not look at the window.
type board struct {
	desk    Desk
	shown   map[string]bool // keys of notices
	looking bool
}

func newBoard(d Desk) board { return board{desk: d, shown: map[string]bool{}} }

// SetLooking tells whether the user looks at the window, which says it all then: the
// notices go.
func (b *board) SetLooking(on bool) {
	b.looking = on
	if !on {
		return
	}
	for key := range b.shown {
		delete(b.shown, key)
		b.desk.Withdraw(key)
	}
}

func (b *board) show(key, title, text string) {
	b.shown[key] = true
	b.desk.Show(key, title, text)
}
