package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestTheKeyboardIsNeverOutOfSight goes through a long page by Tab, there and back.
func TestTheKeyboardIsNeverOutOfSight(t *testing.T) {
	dress(t)
	const n = 30
	col := Col(20)
	var all []*Button
	for range n {
		b := NewButton("Save", "", Primary, func() {})
		all = append(all, b)
		col.Add(b)
	}
	scroll := container.NewVScroll(col)
	beside := NewButton("Outside", "", Primary, func() {})
	w := test.NewTempWindow(t, Row(8, Fixed(200, 300, scroll), beside))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	seen := func(b *Button) bool {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(b).Y
		return y >= 0 && y+b.Size().Height <= 300
	}
	for i, b := range all {
		w.Canvas().Focus(b)
		if !seen(b) {
			t.Fatalf("button %d is out of sight", i)
		}
	}
	end := scroll.Offset
	w.Canvas().Focus(beside)
	w.Canvas().Focus(all[n-2])
	if scroll.Offset != end {
		t.Error("the page moves for what can be seen")
	}
	for i := n - 1; i >= 0; i-- {
		w.Canvas().Focus(all[i])
		if !seen(all[i]) {
			t.Fatalf("on the way back button %d is out of sight", i)
		}
	}
}

// TestFieldsAreRevealed goes by Tab to what is typed in, and by the pointer.
func TestFieldsAreRevealed(t *testing.T) {
	dress(t)
	line, area := NewField("", "", 40, nil), NewArea("", 3)
	scroll := container.NewVScroll(Col(0, Gap(10, 280), line, Gap(10, 280), area, Gap(10, 300)))
	w := test.NewTempWindow(t, scroll)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	for _, f := range []fyne.Focusable{line.Focusable(), area.Focusable()} {
		before := scroll.Offset
		f.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
		if scroll.Offset != before {
			t.Error("it moved under the pointer")
		}
		w.Canvas().Unfocus()
		w.Canvas().Focus(f)
		if scroll.Offset == before {
			t.Error("it is out of sight")
		}
	}
}

// TestNothingMovesUnderThePointer taps a button of which only a part can be seen.
func TestNothingMovesUnderThePointer(t *testing.T) {
	dress(t)
	b := NewButton("Save", "", Primary, func() {})
	scroll := container.NewVScroll(Col(0, Gap(10, 280), b, Gap(10, 300)))
	w := test.NewTempWindow(t, scroll)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	b.MouseIn(&desktop.MouseEvent{})
	w.Canvas().Focus(b)
	if scroll.Offset.Y != 0 {
		t.Error("the page moved between press and release")
	}
}
