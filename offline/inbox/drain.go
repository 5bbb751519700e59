package inbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// The windows of a drain.
const (
	listMax     = 512
	firstWindow = 8 // small, so that something shows at once
	window      = 64
	drainMax    = 2 * deposit.PerMailbox // entries of one drain; the next one begins anew
)

// errOrder: the list of a push node that goes round in circles has no end.
var errOrder = fmt.Errorf("%w: the entries do not grow", push.ErrProto)

// drain takes in all that lies at the push node and returns how much was new.
func (w *watcher) drain(ctx context.Context) (found int, err error) {
	select {
	case w.draining <- struct{}{}:
		defer func() { <-w.draining }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	defer w.listed.drain()()
	began := time.Now()
	after, more := uint64(0), true
	for listed := 0; more && listed < drainMax; {
		var entries []push.Entry
		if entries, more, err = w.list(ctx, after); err != nil {
			return found, err
		}
		w.listed.note(entries)
		if len(entries) == 0 {
			more = false
			break
		}
		listed, after = listed+len(entries), entries[len(entries)-1].Seq
		n, err := w.take(ctx, entries)
		found += n
		if err != nil {
			return found, err
		}
	}
	if !more {
		w.emptied(ctx, w, began)
	}
	return found, nil
}

func (w *watcher) list(ctx context.Context, after uint64) (entries []push.Entry, more bool, err error) {
	ctx, done := context.WithTimeout(ctx, callLimit)
	defer done()
	entries, more, err = w.Push.List(ctx, w.info, w.Mailbox, after, listMax)
	for _, e := range entries {
		if err == nil && e.Seq <= after {
			err = errOrder
		}
		after = e.Seq
	}
	return entries, more, err
}

// take fetches window after window, each while the one before is handled.
func (w *watcher) take(ctx context.Context, entries []push.Entry) (found int, err error) {
	fresh, old, err := w.sort(ctx, entries)
	if err != nil {
		return 0, err
	}
	w.listed.taken(old)
	if err := w.release(ctx, old); err != nil {
		return 0, err
	}
	fresh, keys := unique(fresh)
	fresh = w.claims.take(w, fresh)
	came := make(map[[32]byte]bool)
	defer func() { w.claims.give(w, fresh, came) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var releases sync.WaitGroup
	defer releases.Wait()
	for f := range w.fetched(ctx, fresh) {
		if f.err != nil {
			return found, errors.Join(err, f.err)
		}
		r := w.handle(ctx, f)
		found += r.found
		err = errors.Join(err, r.err)
		if r.err != nil && len(r.dealt) == 0 {
			return found, err // more of the same would be fetched in vain
		}
		var done []deposit.Key
		for _, d := range r.dealt {
			came[d] = true
		}
		for _, d := range r.done {
			done = append(done, keys[d]...)
		}
		w.listed.taken(done)
		releases.Go(func() { w.releaseLogged(ctx, done) })
	}
	return found, err
}

// unique fetches what several deposits share once, and gives the keys of each.
func unique(entries []push.Entry) (one []push.Entry, keys map[[32]byte][]deposit.Key) {
	keys = make(map[[32]byte][]deposit.Key)
	for _, e := range entries {
		d := digestOf(e)
		if keys[d] == nil {
			one = append(one, e)
		}
		keys[d] = append(keys[d], e.Key)
	}
	return one, keys
}

// sort tells new entries from those that were dealt with and can be released;
// what could not be read is left alone until its mark ends, and what is no
// deposit for good.
func (w *watcher) sort(ctx context.Context, entries []push.Entry) (fresh []push.Entry, old []deposit.Key, err error) {
	err = w.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, e := range entries {
			d, err := ipfs.RawDigest(e.CID)
			if err != nil {
				continue
			}
			switch o, err := Seen(tx, d); {
			case err != nil:
				return err
			case o == 0:
				fresh = append(fresh, e)
			case o == Done || o == Duplicate:
				old = append(old, e.Key)
			}
		}
		return nil
	})
	return fresh, old, err
}
