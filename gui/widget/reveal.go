package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// revealRoom is the room above and below what is scrolled into sight.
const revealRoom = float32(24)

// reveal scrolls to what got the keyboard: whoever goes through a page by Tab could
// otherwise not see where they are.
func reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil || o.Size().IsZero() {
		return
	}
	at := d.AbsolutePositionForObject(o)
	eachScroll(topOf(c), func(s *container.Scroll) {
		showIn(s, at.Subtract(d.AbsolutePositionForObject(s)), o.Size().Height)
	})
}

// topOf is the page, or what lies over it.
func topOf(c fyne.Canvas) fyne.CanvasObject {
	if o, ok := c.Overlays().Top().(*Overlay); ok {
		return o.card
	}
	return c.Content()
}

// eachScroll visits what scrolls and can be seen.
func eachScroll(o fyne.CanvasObject, f func(*container.Scroll)) {
	if o == nil || !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *container.Scroll:
		f(x)
		eachScroll(x.Content, f)
	case *fyne.Container:
		for _, one := range x.Objects {
			eachScroll(one, f)
		}
	}
}

// showIn scrolls to what lies at a place, seen from the corner of the scroll, unless
// all of it can be seen or it is not a part of what scrolls.
func showIn(s *container.Scroll, at fyne.Position, high float32) {
	y, room := at.Y+s.Offset.Y, s.Size().Height
	inside := at.X >= 0 && at.X < s.Size().Width && y >= 0 && y < s.Content.Size().Height
	switch {
	case !inside:
	case at.Y < 0:
		s.ScrollToOffset(fyne.NewPos(0, max(0, y-revealRoom)))
	case at.Y+high > room:
		s.ScrollToOffset(fyne.NewPos(0, min(s.Content.Size().Height-room, y+high+revealRoom-room)))
	}
}
