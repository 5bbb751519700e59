package widget

// Replace puts a fresh copy of the loaded messages in place: what is unchanged
// keeps its measures, and what is on screen stays where it is. Messages that
// came at the end move an idle view along, or else are counted on the jump button.
func (c *Conversation) Replace(ms []Message, older bool) {
	if len(c.items) == 0 {
		c.Set(ms, older)
		return
	}
	atEnd := c.AtEnd()
	before := c.items
	c.items, c.older = c.merge(ms), older
	arrange(c.items, c.Labels, 0)
	c.stay(before)
	c.count(before[len(before)-1].ID, atEnd)
	c.layout()
}

// merge keeps the items whose content is unchanged.
func (c *Conversation) merge(ms []Message) []*item {
	old := make(map[string]*item, len(c.items))
	for _, it := range c.items {
		old[it.ID] = it
	}
	items := make([]*item, len(ms))
	for i, m := range ms {
		items[i] = old[m.ID]
		if items[i] == nil || items[i].Message != m {
			items[i] = &item{Message: m}
		}
	}
	return items
}

// stay finds the anchor again or, where it is gone, the nearest one above it.
func (c *Conversation) stay(before []*item) {
	for i := min(c.view.anchor, len(before)-1); i >= 0; i-- {
		if at := c.index(before[i].ID); at >= 0 {
			c.view.anchor = at
			return
		}
	}
	c.view = view{anchor: len(c.items) - 1}
}

// count follows what came after the message that was the newest.
func (c *Conversation) count(newest string, atEnd bool) {
	if atEnd {
		c.view = view{anchor: len(c.items) - 1}
		return
	}
	for i := len(c.items) - 1; i >= 0 && c.items[i].ID != newest; i-- {
		if !c.items[i].Out {
			c.unseen++
		}
	}
}

// Update changes one loaded message where it stands.
func (c *Conversation) Update(m Message) {
	if i := c.index(m.ID); i >= 0 && c.items[i].Message != m {
		it := &item{Message: m}
		it.day, it.first, it.last, it.clock = c.items[i].day, c.items[i].first, c.items[i].last, c.Labels.Clock(m.Time)
		c.items[i] = it
		c.layout()
	}
}

// Remove takes one message out.
func (c *Conversation) Remove(id string) {
	i := c.index(id)
	if i < 0 {
		return
	}
	c.items = append(c.items[:i:i], c.items[i+1:]...)
	if c.view.anchor > i || c.view.anchor == len(c.items) {
		c.view.anchor--
	}
	arrange(c.items, c.Labels, i)
	c.layout()
}
