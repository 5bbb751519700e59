package widget

import "fyne.io/fyne/v2"

// pointer is the message that the keyboard is about. Up and Down move it, and scroll
// through one that is higher than the view; Enter and Space do what a tap and the other
// button of the mouse do.
type pointer struct {
	id   string // "": none
	ring *Box
	on   bool // the view has the keyboard
}

// row is the message's, -1 where none is pointed at.
func (p *pointer) row(c *Conversation) int {
	if p.id == "" {
		return -1
	}
	return c.index(p.id)
}

// point moves the pointer by a row; the first time it takes the newest one in sight.
func (c *Conversation) point(by int) {
	at := c.pointer.row(c)
	switch {
	case len(c.items) == 0:
		return
	case at < c.view.first || at > c.view.last:
		c.pointer.id = c.items[c.view.last].ID
	case c.outside(at, by):
		c.ScrollBy(float32(by) * 40)
		return
	case at+by >= 0 && at+by < len(c.items):
		c.pointer.id = c.items[at+by].ID
	}
	c.bring(c.pointer.row(c), by)
}

// outside tells whether a part of the row in that direction is out of sight.
func (c *Conversation) outside(row, by int) bool {
	b := c.rows[c.items[row]]
	if by < 0 {
		return b != nil && b.y < 0
	}
	return b != nil && b.y+b.item.head+b.item.tall > c.Size().Height-c.foot()+1
}

// bring scrolls until a row next to those in sight is in sight: whole, or of one that is
// higher than the view the side from which one comes.
func (c *Conversation) bring(row, by int) {
	high, room := c.high(row), c.Size().Height
	switch b := c.rows[c.items[row]]; {
	case b != nil && by < 0:
		c.ScrollBy(min(0, max(b.y-topPad, b.y+high-room+c.foot())))
	case b != nil:
		c.ScrollBy(max(0, min(b.y, b.y+high-room+c.foot())))
	default:
		c.ScrollBy(float32(by) * min(high, room))
	}
}

// pointed is the bubble of the pointer, nil if it is not in sight.
func (c *Conversation) pointed() *bubble {
	if at := c.pointer.row(c); at >= 0 {
		return c.rows[c.items[at]]
	}
	return nil
}

// placePointer puts the ring around the pointer's bubble.
func (c *Conversation) placePointer() {
	b := c.pointed()
	if b == nil || !c.pointer.on {
		return
	}
	if c.pointer.ring == nil {
		c.pointer.ring = NewBox(Look{Rim: focusOutline, RimWidth: 2, Radius: 14})
	}
	Place(c.pointer.ring, b.item.left(c.Size().Width)-3, b.y+b.item.head-3, b.item.wide()+6, b.item.tall+6)
	c.host.Objects = append(c.host.Objects, c.pointer.ring)
}

// tap does to a bubble what a tap on it does.
func (c *Conversation) tap(b *bubble) {
	if b != nil && c.OnTapped != nil {
		at, size := c.whereIs(b)
		c.OnTapped(b.item.ID, at, size)
	}
}

// menu asks for the menu of the pointer's bubble.
func (c *Conversation) menu() bool {
	b := c.pointed()
	if b == nil || c.OnMenu == nil {
		return false
	}
	at, size := c.whereIs(b)
	c.OnMenu(b.item.ID, at.AddXY(min(24, size.Width), min(24, size.Height)))
	return true
}

// whereIs is a bubble's place on the canvas.
func (c *Conversation) whereIs(b *bubble) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
	return at.AddXY(b.item.left(c.Size().Width), b.y+b.item.head), fyne.NewSize(b.item.wide(), b.item.tall)
}
