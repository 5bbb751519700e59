package inbox

import (
	"context"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/push"
)

// The rhythm of a watcher.
const (
	pollEvery  = time.Minute
	firstRetry = time.Second
	lastRetry  = time.Minute
	pruneEvery = time.Hour             // of marks that have run out
	callLimit  = 5 * time.Second       // one call to a push node
	blockLimit = 2 * time.Second       // and each block that it asks for
	gather     = 50 * time.Millisecond // between drains, however many notices come
)

// watcher collects from one push node.
type watcher struct {
	*Inbox
	nodeRow
	wake     chan struct{} // there may be something to drain
	retry    chan struct{} // the push node may be reached again
	draining chan struct{} // holds a token while somebody drains
	stop     context.CancelFunc

	mu         sync.Mutex
	registered bool
	fresh      bool // the card there is ours and current
	latency    time.Duration
	terms      push.Terms
	err        error

	told     bool      // in this session; like the next two for the session's goroutine alone
	friends  []peer.ID // as the push node was told
	enrolled enrolment
}

func newWatcher(i *Inbox, r nodeRow) *watcher {
	return &watcher{Inbox: i, nodeRow: r, wake: make(chan struct{}, 1), retry: make(chan struct{}, 1), draining: make(chan struct{}, 1)}
}

// kick leads to a drain. It does not end a rest: a push node could then, by a
// notice before it hangs up, have itself called as often as it likes.
func (w *watcher) kick() { signal(w.wake) }

// hurry also ends the rest between two sessions.
func (w *watcher) hurry() {
	signal(w.retry)
	signal(w.wake)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (w *watcher) leave(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.leaving = t
}

func (w *watcher) overdue() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.leaving.IsZero() && !time.Now().Before(w.leaving)
}

// renew registers again, with a card that has changed.
func (w *watcher) renew() {
	w.outdate()
	w.kick()
}

func (w *watcher) outdate() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fresh = false
}

// serve keeps a session with the push node until ctx ends.
func (w *watcher) serve(ctx context.Context) {
	wait := firstRetry
	for ctx.Err() == nil && !w.left(ctx) {
		began := time.Now()
		w.set(w.session(ctx))
		if time.Since(began) > lastRetry {
			wait = firstRetry
		}
		select {
		case <-w.retry: // the session's own dial, say
		default:
		}
		rest(ctx, w.retry, wait)
		wait = min(2*wait, lastRetry)
	}
}

func rest(ctx context.Context, retry <-chan struct{}, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-retry:
	case <-t.C:
	}
}

// left ends a push node whose leaving time is over.
func (w *watcher) left(ctx context.Context) bool {
	if !w.overdue() {
		return false
	}
	call, done := context.WithTimeout(ctx, callLimit)
	defer done()
	if err := w.Push.Unregister(call, w.info, w.Mailbox); err != nil {
		w.Log.Debug("a push node was left without a word", "node", w.info.ID, "err", err)
	}
	err := w.Vault.Update(ctx, "inbox drop node", func(tx *vault.Tx) error { return dropNode(tx, w.info.ID) })
	return err == nil
}

// set notes how the last call went; people are told when that changes.
func (w *watcher) set(err error) {
	w.mu.Lock()
	changed := (err == nil) != (w.err == nil)
	w.err = err
	if err != nil {
		w.registered = w.registered && w.fresh
	}
	w.mu.Unlock()
	if changed {
		w.Bus.Publish(NodesChanged{w.info.ID})
	}
}

// works reports whether the push node does what it should.
func (w *watcher) works() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.registered && w.err == nil
}

func (w *watcher) report(n *Node) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n.Registered, n.Latency = w.registered && w.err == nil, w.latency
	n.Held, n.Quota = w.terms.Held, w.terms.Quota
	if w.err != nil {
		n.LastError = w.err.Error()
	}
}
