package widget

// view is where a conversation is scrolled to: the lower edge of row anchor lies
// off pixels above the lower edge of the view (below it where negative).
type view struct {
	anchor int
	off    float32

	first, last int // visible rows after the last layout
}

const (
	endPad = float32(4)
	topPad = float32(12)
)

// layout brings the view into bounds, binds what is visible and places it.
func (c *Conversation) layout() {
	s := c.Size()
	if s.Width <= 0 || s.Height <= 0 {
		return
	}
	if c.toNew {
		c.toNew = false
		c.seekNew()
	}
	c.settle()
	c.place()
	c.follow()
	c.ask()
}

// foot is the room under the newest message.
func (c *Conversation) foot() float32 {
	if c.typing.Visible() {
		return endPad + c.typing.MinSize().Height + 8
	}
	return endPad
}

func (c *Conversation) high(i int) float32 { return c.items[i].measure(c.Size().Width) }

// settle makes the anchor the lowest visible row and keeps the content within
// the view: no room under the newest message, none above the oldest.
func (c *Conversation) settle() {
	n := len(c.items)
	v := &c.view
	if n == 0 {
		*v = view{anchor: -1, last: -1}
		return
	}
	if v.anchor < 0 || v.anchor >= n {
		v.anchor, v.off = n-1, 0
	}
	c.settleEnd()
	if top := c.walkUp(); top > topPad {
		v.off += top - topPad
		c.settleEnd() // short conversations hang at the bottom
	}
	c.walkUp()
}

// settleEnd moves the anchor to the lowest row that is visible.
func (c *Conversation) settleEnd() {
	v, n := &c.view, len(c.items)
	for v.off > 0 && v.anchor < n-1 {
		v.anchor++
		v.off -= c.high(v.anchor)
	}
	if v.anchor == n-1 && v.off > 0 {
		v.off = 0
	}
	for v.anchor > 0 && -v.off >= c.high(v.anchor)+c.foot() {
		v.off += c.high(v.anchor)
		v.anchor--
	}
	v.last = v.anchor
}

// walkUp finds the first visible row and gives the y of its upper edge.
func (c *Conversation) walkUp() float32 {
	v := &c.view
	y := c.Size().Height - c.foot() - v.off
	for v.first = v.anchor; ; v.first-- {
		y -= c.high(v.first)
		if y <= 0 || v.first == 0 {
			return y
		}
	}
}

// follow tells the owner and the jump button where the view is.
func (c *Conversation) follow() {
	end := c.AtEnd()
	if end {
		c.unseen = 0
	}
	c.jump.set(!end, c.unseen)
	c.thumb.follow()
	if end != c.wasEnd {
		c.wasEnd = end
		if c.OnEnd != nil {
			c.OnEnd(end)
		}
	}
}

// ask wants the next page before the view reaches the end of the loaded ones.
func (c *Conversation) ask() {
	n := len(c.items)
	if n == 0 || c.Pager == nil {
		return
	}
	if c.older && !c.asked[0] && c.view.first < nearEnd {
		c.asked[0] = true
		c.Pager.Older(c.items[0].ID)
	}
	if c.newer && !c.asked[1] && c.view.last >= n-nearEnd {
		c.asked[1] = true
		c.Pager.Newer(c.items[n-1].ID)
	}
}

// seekNew puts the first new message at the top if the end does not show it.
func (c *Conversation) seekNew() {
	var below float32
	for i := len(c.items) - 1; i >= 0; i-- {
		below += c.high(i)
		if c.items[i].New {
			if hidden := below + c.foot() + topPad - c.Size().Height; hidden > 0 {
				c.view = view{anchor: len(c.items) - 1, off: -hidden}
			}
			return
		}
	}
}
