package widget

import "slices"

// Pager is asked for the pages beside the loaded ones. It answers later, on the
// UI goroutine, with [Conversation.AddOlder] or [Conversation.AddNewer]; until
// then it is not asked again.
type Pager interface {
	Older(than string)
	Newer(than string)
}

// MaxRows is how many messages a conversation keeps; beyond it the far end is
// dropped and asked for again when the view comes there.
const MaxRows = 800

// nearEnd is how many rows before the end of the loaded ones the pager is asked.
const nearEnd = 40

// AddOlder answers the pager with the page before the oldest message.
func (c *Conversation) AddOlder(ms []Message, more bool) {
	c.asked[0], c.older = false, more
	c.items = append(wrapAll(ms), c.items...)
	c.view.anchor += len(ms)
	arrange(c.items[:min(len(c.items), len(ms)+1)], c.Labels, 0)
	c.healLast(len(ms))
	if extra := len(c.items) - MaxRows; extra > 0 && c.view.anchor < len(c.items)-extra {
		c.items, c.newer = c.items[:len(c.items)-extra], true
	}
	c.layout()
}

// healLast repairs the end of a run that arrange took for the end of all.
func (c *Conversation) healLast(i int) {
	if i+1 < len(c.items) {
		arrange(c.items[:i+2], c.Labels, i+1)
		if i+2 < len(c.items) {
			c.items[i+1].setLast(c.items[i+2].first)
		}
	}
}

// AddNewer answers the pager with the page after the newest message.
func (c *Conversation) AddNewer(ms []Message, more bool) {
	c.asked[1], c.newer = false, more
	from := len(c.items)
	c.items = append(c.items, wrapAll(ms)...)
	arrange(c.items, c.Labels, from)
	if extra := len(c.items) - MaxRows; extra > 0 && c.view.anchor-extra > nearEnd {
		c.items, c.older = slices.Clone(c.items[extra:]), true
		c.view.anchor -= extra
	}
	c.layout()
}
