package lock

import "fyne.io/fyne/v2"

// Over is the canvas for pages that lay something over themselves. While the window is
// locked, nothing that they do to it counts.
func (l *Lock) Over(c fyne.Canvas) fyne.Canvas {
	if l.Locked() {
		return behind{c}
	}
	return c
}

// behind is a canvas behind the cover.
type behind struct{ fyne.Canvas }

func (behind) Overlays() fyne.OverlayStack                    { return nowhere{} }
func (behind) Focus(fyne.Focusable)                           {}
func (behind) Unfocus()                                       {}
func (behind) SetOnTypedKey(func(*fyne.KeyEvent))             {}
func (behind) SetContent(fyne.CanvasObject)                   {}
func (behind) AddShortcut(fyne.Shortcut, func(fyne.Shortcut)) {}

// nowhere drops what is laid over a page.
type nowhere struct{}

func (nowhere) Add(fyne.CanvasObject)     {}
func (nowhere) Remove(fyne.CanvasObject)  {}
func (nowhere) Top() fyne.CanvasObject    { return nil }
func (nowhere) List() []fyne.CanvasObject { return nil }
