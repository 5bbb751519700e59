package inbox

import (
	"context"
	"sync"

	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// The windows of a drain.
const (
	listMax     = 512
	firstWindow = 8 // small, so that something shows at once
	window      = 64
)

// drain takes in all that lies at the push node and returns how much was new.
func (w *watcher) drain(ctx context.Context) (found int, err error) {
	w.draining.Lock()
	defer w.draining.Unlock()
	for after, more := uint64(0), true; more; {
		var entries []push.Entry
		call, done := context.WithTimeout(ctx, callLimit)
		entries, more, err = w.Push.List(call, w.info, w.Mailbox, after, listMax)
		done()
		if err != nil || len(entries) == 0 {
			return found, err
		}
		after = entries[len(entries)-1].Seq
		n, err := w.take(ctx, entries)
		found += n
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// take fetches window after window, each while the one before is handled.
func (w *watcher) take(ctx context.Context, entries []push.Entry) (found int, err error) {
	fresh, old, err := w.sort(ctx, entries)
	if err != nil {
		return 0, err
	}
	if err := w.release(ctx, old); err != nil {
		return 0, err
	}
	fresh = w.claims.take(fresh, w.kick)
	defer w.claims.give(fresh)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var releases sync.WaitGroup
	defer releases.Wait()
	for f := range w.fetched(ctx, fresh) {
		if f.err != nil {
			return found, f.err
		}
		n, done, err := w.handle(ctx, f)
		found += n
		if err != nil {
			return found, err
		}
		releases.Go(func() { w.releaseLogged(ctx, done) })
	}
	return found, nil
}

// sort tells new entries from those that were dealt with and can be released;
// what could not be read is left alone until its mark ends.
func (w *watcher) sort(ctx context.Context, entries []push.Entry) (fresh []push.Entry, old []deposit.Key, err error) {
	err = w.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, e := range entries {
			switch o, err := Seen(tx, digestOf(e.CID)); {
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

// fetch is one window with its blocks.
type fetch struct {
	entries []push.Entry
	blocks  [][]byte
	err     error
}

// fetched runs one window ahead of its reader.
func (w *watcher) fetched(ctx context.Context, entries []push.Entry) <-chan fetch {
	out := make(chan fetch, 1)
	w.wg.Go(func() {
		defer close(out)
		for n := firstWindow; len(entries) > 0; n = window {
			f := fetch{entries: entries[:min(n, len(entries))]}
			entries = entries[len(f.entries):]
			f.blocks, f.err = w.get(ctx, f.entries)
			select {
			case out <- f:
			case <-ctx.Done():
				return
			}
		}
	})
	return out
}

func (w *watcher) get(ctx context.Context, entries []push.Entry) ([][]byte, error) {
	ctx, done := context.WithTimeout(ctx, callLimit)
	defer done()
	cs := make([]cid.Cid, len(entries))
	for i, e := range entries {
		cs[i] = e.CID
	}
	return w.Push.Get(ctx, w.info, w.Mailbox, cs)
}

// handle hands a window up and returns what may be released.
func (w *watcher) handle(ctx context.Context, f fetch) (found int, done []deposit.Key, err error) {
	var batch []Sealed
	var keys []deposit.Key
	for i, b := range f.blocks {
		if b != nil { // else it was released or ran out meanwhile
			batch = append(batch, Sealed{digestOf(f.entries[i].CID), b})
			keys = append(keys, f.entries[i].Key)
		}
	}
	if len(batch) == 0 {
		return 0, nil, nil
	}
	outcomes, err := w.Receiver.Receive(ctx, w.Mailbox.Mailbox(), batch)
	if err != nil {
		return 0, nil, err
	}
	for i, o := range outcomes {
		if o == Done {
			found++
		}
		if o == Done || o == Duplicate {
			done = append(done, keys[i])
		}
	}
	return found, done, nil
}

func (w *watcher) release(ctx context.Context, keys []deposit.Key) error {
	if len(keys) == 0 {
		return nil
	}
	ctx, done := context.WithTimeout(ctx, callLimit)
	defer done()
	return w.Push.Release(ctx, w.info, w.Mailbox, keys)
}

// releaseLogged may fail: the next drain finds the entry, its mark, and tries again.
func (w *watcher) releaseLogged(ctx context.Context, keys []deposit.Key) {
	if err := w.release(ctx, keys); err != nil {
		w.Log.Debug("a release failed", "node", w.info.ID, "err", err)
	}
}

// digestOf is the SHA-256 inside a CID; zero if it has none.
func digestOf(c cid.Cid) (d [32]byte) {
	if h, err := multihash.Decode(c.Hash()); err == nil && h.Code == multihash.SHA2_256 {
		copy(d[:], h.Digest)
	}
	return d
}
