package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// place binds and moves the visible rows.
func (c *Conversation) place() {
	v := c.view
	keep := make(map[*item]bool, v.last-v.first+1)
	for i := v.first; i <= v.last && i >= 0; i++ {
		keep[c.items[i]] = true
	}
	c.release(keep)
	c.host.Objects = c.host.Objects[:0]
	y := c.Size().Height - c.foot() - v.off
	c.placeTyping(y)
	for i := v.last; i >= v.first && i >= 0; i-- {
		y -= c.high(i)
		b := c.bubbleFor(c.items[i])
		b.y = y
		b.host.Move(fyne.NewPos(0, y))
		b.reveal(-y, c.Size().Height-y)
		c.host.Objects = append(c.host.Objects, b.host)
	}
	c.placePointer()
	canvas.Refresh(c.back) // only asks for a repaint: refreshing all rows would draw every text anew
}

func (c *Conversation) release(keep map[*item]bool) {
	for it, b := range c.rows {
		if !keep[it] {
			delete(c.rows, it)
			c.pool = append(c.pool, b)
		}
	}
}

func (c *Conversation) bubbleFor(it *item) *bubble {
	b := c.rows[it]
	if b == nil {
		b = c.spare()
		c.rows[it] = b
	} else if b.wide == c.Size().Width && b.rev == it.rev {
		return b
	}
	b.bind(it, c.Size().Width)
	return b
}

func (c *Conversation) spare() *bubble {
	if n := len(c.pool); n > 0 {
		b := c.pool[n-1]
		c.pool = c.pool[:n-1]
		return b
	}
	return newBubble(c.Labels)
}

func (c *Conversation) placeTyping(y float32) {
	if !c.typing.Visible() || c.view.last < len(c.items)-1 {
		return
	}
	m := c.typing.MinSize()
	Place(c.typing, sideMargin, y+endPad, m.Width, m.Height)
	c.host.Objects = append(c.host.Objects, c.typing)
}
