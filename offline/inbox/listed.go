package inbox

import (
	"sync"
	"time"

	"restante/offline/deposit"
	"restante/offline/push"
)

// maxListed bounds what is remembered: what two full mailboxes hold.
const maxListed = 2 * deposit.PerMailbox

// listed knows what push nodes list. The same record also lies with holders of
// pointers: what one of the push nodes is just giving need not be opened and
// fetched a second time. A push node that lists and does not give holds up the
// other way for [claimFor], once.
type listed struct {
	progress chan struct{} // something was listed, or taken in, or a drain ended

	mu     sync.Mutex
	keys   map[deposit.Key]time.Time // since when; zero: it was taken in
	drains int                       // under way
}

func newListed() *listed {
	return &listed{progress: make(chan struct{}, 1), keys: make(map[deposit.Key]time.Time)}
}

// drain counts a drain until end is called.
func (l *listed) drain() (end func()) {
	count := func(n int) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.drains += n
		signal(l.progress)
	}
	count(1)
	return func() { count(-1) }
}

func (l *listed) idle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.drains == 0
}

// note takes a list in.
func (l *listed) note(entries []push.Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.keys)+len(entries) > maxListed {
		clear(l.keys)
	}
	now := time.Now()
	for _, e := range entries {
		if _, ok := l.keys[e.Key]; !ok {
			l.keys[e.Key] = now
		}
	}
	signal(l.progress)
}

// taken notes what is here now and can be released everywhere.
func (l *listed) taken(keys []deposit.Key) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range keys {
		l.keys[k] = time.Time{}
	}
	signal(l.progress)
}

// state says whether what a record stands for is here, or on its way here.
func (l *listed) state(k deposit.Key) (here, coming bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	since, ok := l.keys[k]
	return ok && since.IsZero(), ok && !since.IsZero() && time.Since(since) < claimFor
}
