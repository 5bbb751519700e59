package outbox

import (
	"context"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
)

// laneBatch is how many jobs one run of a lane takes.
const laneBatch = 64

// keyed is a job that is not worth queueing twice.
type keyed interface{ key() string }

// lanes keeps one worker per peer while there is work for it, so that jobs for
// one peer run in order and in batches, and a dead peer holds up nobody else.
type lanes[J keyed] struct {
	ctx context.Context
	wg  *sync.WaitGroup
	run func(ctx context.Context, to peer.ID, batch []J) error

	mu     sync.Mutex
	closed bool
	jobs   map[peer.ID][]J     // a present key means that a worker runs
	busy   map[string]struct{} // queued or running
}

func newLanes[J keyed](ctx context.Context, wg *sync.WaitGroup, run func(context.Context, peer.ID, []J) error) *lanes[J] {
	return &lanes[J]{ctx: ctx, wg: wg, run: run, jobs: make(map[peer.ID][]J), busy: make(map[string]struct{})}
}

func (l *lanes[J]) put(to peer.ID, j J) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := to.String() + j.key()
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
func (l *lanes[J]) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}

// work runs until nothing is left. A failed batch drops what waits behind it:
// the rows are scheduled for another attempt already.
func (l *lanes[J]) work(to peer.ID) {
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

func (l *lanes[J]) next(to peer.ID, done []J, err error) []J {
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

func (l *lanes[J]) free(to peer.ID, jobs []J) {
	for _, j := range jobs {
		delete(l.busy, to.String()+j.key())
	}
}
