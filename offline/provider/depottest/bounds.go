package depottest

import (
	"context"
	"errors"
	"sync"

	"restante/offline/provider/depot"
)

// refusedAtOnce: what cannot be put is refused without asking anybody.
func refusedAtOnce(w *world) {
	large, unnamed, other := newBlock(w.d.Limits().MaxBlock+1), newBlock(8<<10), newBlock(8<<10)
	unnamed.Name = "../" + unnamed.Name
	other.CID = large.CID
	for what, b := range map[string]sealed{"too large": large, "badly named": unnamed, "another block": other} {
		calls := w.net.count(func() {
			_, err := w.d.Put(w.ctx(), b.Ref, b.bytes)
			w.known("putting", err)
			if !errors.Is(err, depot.ErrPermanent) {
				w.Errorf("putting what is %s: %v; want ErrPermanent", what, err)
			}
		})
		if calls > 0 {
			w.Errorf("%d calls for what is %s", calls, what)
		}
	}
}

// parallel: as many at a time as the limits allow.
func parallel(w *world) {
	var writers sync.WaitGroup
	for range w.d.Limits().Writers {
		b := newBlock(8 << 10)
		w.later(b)
		writers.Go(func() {
			for range 3 {
				place, err := w.tryPut(w.ctx(), b)
				w.known("putting", err)
				if err != nil {
					w.Errorf("putting: %v", err)
					return
				}
				w.fetched(b, place)
				w.known("deleting", w.d.Delete(w.ctx(), b.Ref))
			}
		})
	}
	writers.Wait()
}

// cancelled: a caller who gives up is told so at once.
func cancelled(w *world) {
	if w.noCalls {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx())
	cancel()
	for _, o := range operations {
		b := newBlock(8 << 10)
		w.later(b)
		err := o.do(w, ctx, b)
		w.known(o.name, err)
		if err != nil && !errors.Is(err, context.Canceled) {
			w.Errorf("%s, when the caller has given up: %v", o.name, err)
		}
	}
}
