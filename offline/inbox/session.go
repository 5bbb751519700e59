package inbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"restante/offline/push"
)

// session registers, subscribes, and drains whenever there is a reason to: the
// first notice says that the subscription is live. A push node that is no longer
// ours may have lost its memory, so every session registers.
func (w *watcher) session(ctx context.Context) error {
	w.outdate()
	w.told, w.enrolled = false, enrolment{version: -1}
	err := w.register(ctx)
	if err == nil {
		if e := w.enrol(ctx); e != nil { // it is tried again, and shown, as the session goes on
			w.Log.Debug("mailboxes were not enrolled", "node", w.info.ID, "err", e)
		}
	}
	for err == nil {
		err = w.subscribe(ctx)
	}
	var refusal *push.Refusal
	if errors.As(err, &refusal) { // what lies there can be fetched all the same
		_, e := w.drain(ctx)
		err = errors.Join(err, e)
	}
	return err
}

// subscribe ends without an error if only the topics are others now.
func (w *watcher) subscribe(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	w.enrolled.heard = w.boxes.heard()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		err = w.Push.Subscribe(ctx, w.info, w.Mailbox, w.enrolled.heard, w.noticed)
	}()
	anew := w.follow(ctx, ended)
	cancel()
	<-ended
	if anew {
		return nil
	}
	return err
}

func (w *watcher) noticed(n push.Notice) {
	if len(n.Dropped) > 0 && w.Dropped != nil {
		w.Dropped(w.info.ID)
	}
	w.kick()
}

// follow ends when the subscription does, when the push node is to be left, or when
// there are other mailboxes to listen for: anew.
func (w *watcher) follow(ctx context.Context, ended <-chan struct{}) (anew bool) {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for !w.overdue() {
		select {
		case <-ended:
			return false
		case <-w.wake:
		case <-poll.C:
		}
		err := errors.Join(w.register(ctx), w.favour(ctx), w.enrol(ctx))
		_, e := w.drain(ctx)
		w.set(errors.Join(err, e))
		rest(ctx, ended, gather)
		if !slices.Equal(w.enrolled.heard, w.boxes.heard()) {
			return true
		}
	}
	return false
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
		w.outdate()
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
	w.enrolled.print = &terms.Enrolled
	w.Bus.Publish(NodesChanged{w.info.ID})
	return w.Published(ctx, card)
}
