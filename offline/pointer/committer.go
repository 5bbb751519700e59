package pointer

import (
	"context"
	"sync"

	"restante/node/vault"
)

// stepName is the durable step behind every promise of a holder.
const stepName = "pointer commit"

// maxGroup is how many waiting jobs share one transaction.
const maxGroup = 64

// committer runs the writes of all streams. Whatever waits while one commit is
// being synced goes into the next one together: a busy holder pays one fsync for
// many calls, an idle one delays none.
type committer struct {
	vault *vault.Vault

	mu      sync.Mutex
	waiting []*job
	running bool
}

// job is one write. It may run twice, if another one spoilt the group; only the
// transaction of the second run counts then.
type job struct {
	run      func(*vault.Tx) error
	finished chan error
}

// do returns after the commit.
func (c *committer) do(run func(*vault.Tx) error) error {
	j := &job{run: run, finished: make(chan error, 1)}
	c.mu.Lock()
	c.waiting = append(c.waiting, j)
	if !c.running {
		c.running = true
		go c.serve()
	}
	c.mu.Unlock()
	return <-j.finished
}

// serve ends when nothing waits.
func (c *committer) serve() {
	for group := c.next(); len(group) > 0; group = c.next() {
		c.commit(group)
	}
}

func (c *committer) next() []*job {
	c.mu.Lock()
	defer c.mu.Unlock()
	group := c.waiting[:min(maxGroup, len(c.waiting))]
	c.waiting = c.waiting[len(group):]
	c.running = len(group) > 0
	return group
}

func (c *committer) commit(group []*job) {
	err := c.update(group)
	if err != nil && len(group) > 1 {
		for _, j := range group {
			j.finished <- c.update([]*job{j})
		}
		return
	}
	for _, j := range group {
		j.finished <- err
	}
}

func (c *committer) update(group []*job) error {
	return c.vault.Update(context.Background(), stepName, func(tx *vault.Tx) error {
		for _, j := range group {
			if err := j.run(tx); err != nil {
				return err
			}
		}
		return nil
	})
}
