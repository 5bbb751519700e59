package outbox

import (
	"context"
	"sync"
)

// laneBatch is how many jobs one run of a lane takes.
const laneBatch = 64

// keyed is a job that is not worth queueing twice.
type keyed interface{ key() string }

// lanes keeps one worker per place, a peer or an account, while there is work for it,
// so that jobs for one place run in order and in batches, and a dead one holds up
// nobody else.
type lanes[To ~string, J keyed] struct {
	ctx context.Context
	wg  *sync.WaitGroup
	run func(ctx context.Context, to To, batch []J) error

	mu     sync.Mutex
	closed bool
	jobs   map[To][]J          // a present key means that a worker runs
	busy   map[string]struct{} // queued or running
}

func newLanes[To ~string, J keyed](ctx context.Context, wg *sync.WaitGroup, run func(context.Context, To, []J) error) *lanes[To, J] {
	return &lanes[To, J]{ctx: ctx, wg: wg, run: run, jobs: make(map[To][]J), busy: make(map[string]struct{})}
}

func (l *lanes[To, J]) put(to To, j J) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := string(to) + j.key()
	if _, twice := l.busy[k]; twice || l.closed {
		return
	}
	l.busy[k] = struct{}{}
	_, works := l.jobs[to]
	l.jobs[to] = append(l.jobs[to], j)
	if !works {
		l.wg.Go(func() { l.work(to) })
	}
}

// close begins no worker any more: who waits for the group then waits for all.
func (l *lanes[To, J]) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}

// work runs until nothing is left. A failed batch drops what waits behind it:
// the rows are scheduled for another attempt already.
func (l *lanes[To, J]) work(to To) {
	var done []J
	var err error
	for {
		batch := l.next(to, done, err)
		if len(batch) == 0 {
			return
		}
		done, err = batch, l.run(l.ctx, to, batch)
	}
}

func (l *lanes[To, J]) next(to To, done []J, err error) []J {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free(to, done)
	waiting := l.jobs[to]
	if err != nil || len(waiting) == 0 || l.ctx.Err() != nil {
		l.free(to, waiting)
		delete(l.jobs, to)
		return nil
	}
	n := min(laneBatch, len(waiting))
	l.jobs[to] = waiting[n:]
	return waiting[:n]
}

func (l *lanes[To, J]) free(to To, jobs []J) {
	for _, j := range jobs {
		delete(l.busy, string(to)+j.key())
	}
}
