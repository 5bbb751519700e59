package inbox

import (
	"context"
	"sync"
	"time"

	"restante/node/vault"
	"restante/offline/push"
)

// The rhythm of a watcher.
const (
	pollEvery  = time.Minute
	firstRetry = time.Second
	lastRetry  = time.Minute
	callLimit  = 5 * time.Second // one call to a push node
)

// watcher collects from one push node.
type watcher struct {
	*Inbox
	nodeRow
	wake     chan struct{}
	draining sync.Mutex

	mu         sync.Mutex
	registered bool
	fresh      bool // the card there is ours and current
	latency    time.Duration
	terms      push.Terms
	err        error
}

func newWatcher(i *Inbox, r nodeRow) *watcher {
	return &watcher{Inbox: i, nodeRow: r, wake: make(chan struct{}, 1)}
}

func (w *watcher) kick() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// renew registers again, with a card that has changed.
func (w *watcher) renew() {
	w.mu.Lock()
	w.fresh = false
	w.mu.Unlock()
	w.kick()
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
		w.rest(ctx, wait)
		wait = min(2*wait, lastRetry)
	}
}

func (w *watcher) rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-w.wake:
	case <-t.C:
	}
}

// left ends a push node whose leaving time is over.
func (w *watcher) left(ctx context.Context) bool {
	w.mu.Lock()
	leaving := w.leaving
	w.mu.Unlock()
	if leaving.IsZero() || time.Now().Before(leaving) {
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

// session registers, subscribes, and drains whenever there is a reason to: the
// first notice says that the subscription is live.
func (w *watcher) session(ctx context.Context) error {
	if err := w.register(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.Push.Subscribe(ctx, w.info, w.Mailbox, func(push.Entry) { w.kick() }) }()
	err := w.follow(ctx, ended)
	cancel()
	return err
}

// follow ends when the subscription does, and waits for it in any case.
func (w *watcher) follow(ctx context.Context, ended chan error) error {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-w.wake:
		case <-poll.C:
		}
		if err := w.register(ctx); err != nil {
			w.set(err)
		}
		_, err := w.drain(ctx)
		w.set(err)
	}
}

// register tells the push node whom it holds mail for, with the newest card.
func (w *watcher) register(ctx context.Context) error {
	w.mu.Lock()
	fresh := w.fresh
	w.fresh = true
	w.mu.Unlock()
	if fresh {
		return nil
	}
	err := w.registerNow(ctx)
	if err != nil {
		w.mu.Lock()
		w.fresh = false
		w.mu.Unlock()
	}
	return err
}

func (w *watcher) registerNow(ctx context.Context) error {
	card, err := w.Card(ctx)
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(ctx, callLimit)
	defer done()
	began := time.Now()
	terms, err := w.Push.Register(ctx, w.info, w.Mailbox, card)
	if err != nil {
		return err
	}
	w.mu.Lock()
	w.registered, w.terms, w.latency = true, terms, time.Since(began)
	w.mu.Unlock()
	w.Bus.Publish(NodesChanged{w.info.ID})
	return w.Published(ctx)
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

func (w *watcher) report(n *Node) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n.Registered, n.Latency = w.registered && w.err == nil, w.latency
	n.Held, n.Quota = w.terms.Held, w.terms.Quota
	if w.err != nil {
		n.LastError = w.err.Error()
	}
}
