package inbox

import (
	"maps"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"restante/offline/deposit"
)

// The rhythm of searches for pointers to further mailboxes. Each is a walk through the
// DHT, so their number does not grow with that of the mailboxes: so many at once, and
// then one after the other. Own push nodes that work bring the same mail sooner.
const (
	roundBurst  = 16
	roundEvery  = 10 * time.Second // 90 in 15 minutes, and 16 at once
	roundRarely = time.Minute      // 15 in 15 minutes, while push nodes work
	roundAtOnce = 2
)

// How often each mailbox is looked for where there is time for all; else as often as
// the pace allows. One in use is looked for like the public one.
const (
	nearEvery  = time.Hour
	pastEvery  = 12 * time.Hour // where nobody leaves anything any more
	againFirst = time.Minute    // after a search that missed something; then longer and longer
)

// rounds knows when each further mailbox was looked for.
type rounds struct {
	pace  *rate.Limiter
	ready chan struct{} // something else may be due
	slots chan struct{} // holds a token for each search

	mu    sync.Mutex
	looks map[deposit.Mailbox]*look
}

// look is what is known of the searches for one mailbox.
type look struct {
	due     time.Time     // the next one; zero before the first
	wait    time.Duration // the last rest, if something was missed
	alone   bool          // nobody could be asked the last time
	emptied time.Time     // when the last one began that found all there was
}

func newRounds() *rounds {
	return &rounds{pace: rate.NewLimiter(rate.Every(roundEvery), roundBurst), ready: make(chan struct{}, 1),
		slots: make(chan struct{}, roundAtOnce), looks: make(map[deposit.Mailbox]*look)}
}

// next is the mailbox that is due first, and in how long: one that was never looked
// for, in their order, else the one that waits longest. If it is due by then, a search
// counts as begun.
func (r *rounds) next(all []Mailbox, now, by time.Time) (m Mailbox, wait time.Duration, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var first *look
	for _, at := range all {
		if at.Season == Later {
			continue
		}
		if l := r.of(at.Mailbox()); first == nil || l.due.Before(first.due) {
			first, m = l, at
		}
		if first.due.IsZero() {
			break
		}
	}
	if first == nil {
		return m, 0, false
	}
	wait = first.due.Sub(by)
	if wait <= 0 {
		first.due = now.Add(m.every())
	}
	return m, wait, true
}

// every is how often a mailbox is looked for.
func (m Mailbox) every() time.Duration {
	switch m.Season {
	case Now:
		return findEvery
	case Near:
		return nearEvery
	}
	return pastEvery
}

func (r *rounds) of(m deposit.Mailbox) *look {
	l := r.looks[m]
	if l == nil {
		l = new(look)
		r.looks[m] = l
	}
	return l
}

// call makes a mailbox due, if it is one of these.
func (r *rounds) call(m deposit.Mailbox) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.looks[m]; l != nil && !l.due.IsZero() {
		l.due = time.Unix(0, 1) // before all but those that were never looked for
	}
	signal(r.ready)
}

// revive makes due what nobody could be asked for.
func (r *rounds) revive() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.looks {
		if l.alone {
			l.due = time.Unix(0, 1)
		}
	}
	signal(r.ready)
}

// keep forgets all but these.
func (r *rounds) keep(all []Mailbox) {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := names(all)
	maps.DeleteFunc(r.looks, func(m deposit.Mailbox, _ *look) bool { return !names[m] })
	signal(r.ready)
}

// ended notes how a search went that began then: one that missed something is made
// again sooner.
func (r *rounds) ended(m Mailbox, began time.Time, complete, alone bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.looks[m.Mailbox()]
	if l == nil {
		return // it was given up meanwhile
	}
	l.alone = alone
	if complete {
		l.wait, l.emptied = 0, began
		return
	}
	first := againFirst
	if alone {
		first = findFirst // it cost nothing
	}
	l.wait = min(max(2*l.wait, first), m.every())
	l.due = time.Now().Add(l.wait)
	signal(r.ready)
}

// emptied is since when everything is collected that these held; zero if that can not
// be said of all.
func (r *rounds) emptied(all []Mailbox, since time.Time) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range all {
		l := r.looks[m.Mailbox()]
		switch {
		case m.Season == Later:
		case l == nil || l.emptied.IsZero():
			return time.Time{}
		case l.emptied.Before(since):
			since = l.emptied
		}
	}
	return since
}
