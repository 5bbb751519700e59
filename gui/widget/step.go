package widget

import "fyne.io/fyne/v2"

// Step is where a key moves the cursor of a list with n rows, of which page are in sight;
// it may be outside of the list. ok is false for a key that moves nothing.
func Step(k fyne.KeyName, at, page, n int) (to int, ok bool) {
	page = max(1, page)
	switch k {
	case fyne.KeyUp:
		return at - 1, true
	case fyne.KeyDown:
		return at + 1, true
	case fyne.KeyPageUp:
		return at - page, true
	case fyne.KeyPageDown:
		return at + page, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return n - 1, true
	}
	return at, false
}
