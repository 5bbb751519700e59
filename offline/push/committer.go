package push

import (
	"context"

	"restante/node/vault"
)

// stepName is the durable step behind every promise of a push node.
const stepName = "push commit"

// maxGroup is how many waiting jobs share one transaction.
const maxGroup = 64

// committer runs the writes of all streams. Whatever waits while one commit is
// being synced goes into the next one together: a busy node pays one fsync for
// many deposits, an idle one delays none.
type committer struct {
	vault *vault.Vault
	jobs  chan *job
	done  chan struct{}
}

// job is one write. It may run twice, if another one spoilt the group; only the
// transaction of the second run counts then.
type job struct {
	run      func(*vault.Tx) error
	finished chan error
}

func newCommitter(v *vault.Vault) *committer {
	c := &committer{vault: v, jobs: make(chan *job, maxGroup), done: make(chan struct{})}
	go c.serve()
	return c
}

// do returns after the commit. It must not be called after close.
func (c *committer) do(run func(*vault.Tx) error) error {
	j := &job{run: run, finished: make(chan error, 1)}
	c.jobs <- j
	return <-j.finished
}

// close commits what waits.
func (c *committer) close() {
	close(c.jobs)
	<-c.done
}

func (c *committer) serve() {
	defer close(c.done)
	for j := range c.jobs {
		c.commit(c.gather(j))
	}
}

func (c *committer) gather(first *job) []*job {
	group := []*job{first}
	for len(group) < maxGroup {
		select {
		case j, ok := <-c.jobs:
			if !ok {
				return group
			}
			group = append(group, j)
		default:
			return group
		}
	}
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
