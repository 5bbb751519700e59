package inbox

import (
	"maps"
	"sync"
	"time"

	"restante/offline/push"
)

// claimFor is how long a watcher may take for a block that others have as well.
const claimFor = 3 * time.Second

// claims keeps two watchers from fetching the same block at the same time. Who
// comes second is called back when the first is through, finds the block seen
// and releases it at its own push node.
//
// A push node that lists a block and does not give it must not keep it from
// coming from another one: a claim ends after [claimFor], and one that brought
// nothing goes to whoever was turned away, not back to its holder.
type claims struct {
	mu    sync.Mutex
	taken map[[32]byte]*claim
}

type claim struct {
	by    *watcher
	since time.Time
	next  *watcher // was turned away
}

// take returns the entries that nobody else fetches now.
func (c *claims) take(w *watcher, entries []push.Entry) (mine []push.Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken == nil {
		c.taken = make(map[[32]byte]*claim)
	}
	now := time.Now()
	maps.DeleteFunc(c.taken, func(_ [32]byte, l *claim) bool { return now.Sub(l.since) >= claimFor })
	for _, e := range entries {
		d := digestOf(e)
		if l := c.taken[d]; l != nil && l.by != w {
			l.next = w
			continue
		}
		c.taken[d] = &claim{by: w, since: now}
		mine = append(mine, e)
	}
	if len(mine) < len(entries) {
		time.AfterFunc(claimFor, w.kick)
	}
	return mine
}

// give ends the claims of w; came are the blocks that need no other holder.
func (c *claims) give(w *watcher, entries []push.Entry, came map[[32]byte]bool) {
	c.mu.Lock()
	waiting := make(map[*watcher]bool)
	for _, e := range entries {
		d := digestOf(e)
		l := c.taken[d]
		if l == nil || l.by != w {
			continue // it took too long
		}
		delete(c.taken, d)
		if l.next == nil {
			continue
		}
		waiting[l.next] = true
		if !came[d] {
			c.taken[d] = &claim{by: l.next, since: time.Now()}
		}
	}
	c.mu.Unlock()
	for next := range waiting {
		next.kick()
	}
}
