package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Scrollable        = (*Conversation)(nil)
	_ fyne.Focusable         = (*Conversation)(nil)
	_ fyne.Tappable          = (*Conversation)(nil)
	_ fyne.SecondaryTappable = (*Conversation)(nil)
	_ desktop.Hoverable      = (*Conversation)(nil)
)

// Scrolled follows the wheel.
func (c *Conversation) Scrolled(e *fyne.ScrollEvent) {
	onUse()
	c.ScrollBy(-e.Scrolled.DY)
}

// ScrollBy moves the view by dy pixels towards newer messages.
func (c *Conversation) ScrollBy(dy float32) {
	c.view.off += dy
	c.layout()
}

// ScrollToEnd shows the newest loaded message.
func (c *Conversation) ScrollToEnd() {
	c.view = view{anchor: len(c.items) - 1}
	c.layout()
}

// toNewest shows the newest message, also where it must be loaded first.
func (c *Conversation) toNewest() {
	if c.newer && c.OnNewest != nil {
		c.OnNewest()
		return
	}
	c.ScrollToEnd()
}

// ScrollTo puts a row at the lower edge.
func (c *Conversation) ScrollTo(row int) {
	c.view = view{anchor: max(0, min(row, len(c.items)-1))}
	c.layout()
}

// TypedKey scrolls by keys, and goes from message to message.
func (c *Conversation) TypedKey(k *fyne.KeyEvent) {
	page := c.Size().Height - 60
	switch k.Name {
	case fyne.KeyUp:
		c.point(-1)
	case fyne.KeyDown:
		c.point(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.tap(c.pointed())
	case desktop.KeyMenu:
		c.menu()
	case fyne.KeyPageUp:
		c.ScrollBy(-page)
	case fyne.KeyPageDown:
		c.ScrollBy(page)
	case fyne.KeyHome:
		c.ScrollTo(0)
	case fyne.KeyEnd:
		c.toNewest()
	default:
		PassKey(c, k)
	}
}

// TypedRune hands letters to the composer; a space asks for the menu of the message that
// is pointed at.
func (c *Conversation) TypedRune(r rune) {
	if r == ' ' && c.menu() {
		return
	}
	if c.OnTyped != nil {
		c.OnTyped(r)
	}
}

func (c *Conversation) FocusGained() { c.focus(true, Look{Rim: focusOutline, RimWidth: 2}) }
func (c *Conversation) FocusLost()   { c.focus(false, Look{}) }

func (c *Conversation) focus(on bool, l Look) {
	c.ring.Set(l)
	c.pointer.on = on
	if c.pointer.id != "" {
		c.layout()
	}
}

func (c *Conversation) MouseIn(*desktop.MouseEvent)    { c.thumb.widen(true) }
func (c *Conversation) MouseMoved(*desktop.MouseEvent) {}
func (c *Conversation) MouseOut()                      { c.thumb.widen(false) }

func (c *Conversation) AccessibilityLabel() string { return c.Labels.Jump }

// Tapped finds the bubble, or the button in it, under the pointer.
func (c *Conversation) Tapped(e *fyne.PointEvent) {
	b := c.under(e.Position)
	switch {
	case b == nil:
	case b.item.Deed != (Deed{}) && e.Position.Y > b.y+b.item.head+b.item.tall-deedHigh:
		if c.OnDeed != nil {
			c.OnDeed(b.item.ID)
		}
	default:
		c.tap(b)
	}
}

// TappedSecondary asks for the menu of the bubble under the pointer.
func (c *Conversation) TappedSecondary(e *fyne.PointEvent) {
	if b := c.under(e.Position); b != nil && c.OnMenu != nil {
		c.OnMenu(b.item.ID, e.AbsolutePosition)
	}
}

// under is the bubble at a place in the view.
func (c *Conversation) under(p fyne.Position) *bubble {
	for it, b := range c.rows {
		x, y := p.X-it.left(c.Size().Width), p.Y-b.y-it.head
		if x >= 0 && x <= it.wide() && y >= 0 && y <= it.tall {
			return b
		}
	}
	return nil
}
