package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// List is Fyne's list of rows that are all as high. Keys that mean the same
// everywhere it hands on to the window.
type List struct{ widget.List }

// NewList makes a list of so many rows, which update fills.
func NewList(length func() int, create func() fyne.CanvasObject, update func(row int, o fyne.CanvasObject)) *List {
	l := &List{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves the cursor, or hands the key on.
func (l *List) TypedKey(k *fyne.KeyEvent) {
	if !PassKey(l, k) {
		l.List.TypedKey(k)
	}
}
