package inbox

import (
	"context"
	"errors"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/deposit"
	"restante/offline/push"
)

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
	ctx, done := context.WithTimeout(ctx, callLimit+time.Duration(len(entries))*blockLimit)
	defer done()
	cs := make([]cid.Cid, len(entries))
	for i, e := range entries {
		cs[i] = e.CID
	}
	return w.Push.Get(ctx, w.info, w.Mailbox, cs)
}

// handled is what became of a window.
type handled struct {
	found int        // committed just now
	dealt [][32]byte // has an outcome
	done  [][32]byte // may be released
	err   error
}

// handle hands a window up.
func (w *watcher) handle(ctx context.Context, f fetch) (r handled) {
	var batch []Sealed
	for i, b := range f.blocks {
		if b != nil { // else it was released or ran out meanwhile
			batch = append(batch, Sealed{digestOf(f.entries[i]), b, f.entries[i].Mailbox})
		}
	}
	if len(batch) == 0 {
		return r
	}
	return w.handUp(ctx, batch)
}

// handUp gives a batch to the receiver. If that does not take it as a whole, each
// message is tried alone: one that is at fault must not hold up the others.
func (i *Inbox) handUp(ctx context.Context, batch []Sealed) (r handled) {
	if r.err = i.receive(ctx, batch, &r); r.err == nil || len(batch) == 1 {
		return r
	}
	r.err = nil
	for n := range batch {
		r.err = errors.Join(r.err, i.receive(ctx, batch[n:n+1], &r))
	}
	return r
}

func (i *Inbox) receive(ctx context.Context, batch []Sealed, r *handled) error {
	outcomes, err := i.Receiver.Receive(ctx, batch)
	if err != nil {
		return err
	}
	for n, o := range outcomes {
		r.dealt = append(r.dealt, batch[n].Digest)
		if o == Done {
			r.found++
		}
		if o == Done || o == Duplicate {
			r.done = append(r.done, batch[n].Digest)
		}
	}
	return nil
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

// digestOf is the SHA-256 of an entry that has one: see sort.
func digestOf(e push.Entry) [32]byte {
	d, _ := ipfs.RawDigest(e.CID)
	return d
}
