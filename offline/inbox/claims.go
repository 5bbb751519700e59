package inbox

import (
	"sync"

	"restante/offline/push"
)

// claims keeps two watchers from fetching the same block at the same time. Who
// comes second is called back when the first is through, finds the block seen
// and releases it at its own push node.
type claims struct {
	mu      sync.Mutex
	taken   map[[32]byte]struct{}
	waiting []func()
}

// take returns the entries that nobody else fetches now.
func (c *claims) take(entries []push.Entry, again func()) (mine []push.Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken == nil {
		c.taken = make(map[[32]byte]struct{})
	}
	for _, e := range entries {
		d := digestOf(e.CID)
		if _, other := c.taken[d]; !other {
			c.taken[d] = struct{}{}
			mine = append(mine, e)
		}
	}
	if len(mine) < len(entries) {
		c.waiting = append(c.waiting, again)
	}
	return mine
}

// give ends the claims.
func (c *claims) give(entries []push.Entry) {
	c.mu.Lock()
	for _, e := range entries {
		delete(c.taken, digestOf(e.CID))
	}
	waiting := c.waiting
	c.waiting = nil
	c.mu.Unlock()
	for _, again := range waiting {
		again()
	}
}
