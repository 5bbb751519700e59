package inbox

import (
	"context"
	"sync"
	"time"
)

// tellEvery is the least time between two calls of Options.Drained.
const tellEvery = time.Hour

// drained knows when each place was last collected from to the end.
type drained struct {
	mu   sync.Mutex
	at   map[any]time.Time // by watcher or finder: when that collection began
	told time.Time
}

// emptied notes that a place had nothing left of what lay there at the time; once
// that is so everywhere, those above are told.
func (i *Inbox) emptied(ctx context.Context, place any, began time.Time) {
	if i.Drained == nil {
		return
	}
	since, ok := i.drained.note(i.placesInUse(), place, began)
	if !ok {
		return
	}
	if err := i.Drained(ctx, since); err != nil && ctx.Err() == nil {
		i.Log.Error("old keys were not forgotten", "err", err)
	}
}

func (i *Inbox) placesInUse() (all []any) {
	for _, w := range i.all() {
		all = append(all, w)
	}
	if i.finder != nil {
		all = append(all, i.finder)
	}
	return all
}

// note gives the earliest of the last collections, if all places have one and it
// is news.
func (d *drained) note(all []any, place any, began time.Time) (since time.Time, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.at
	d.at = make(map[any]time.Time)
	since = began
	for _, p := range all {
		at := before[p]
		if p == place {
			at = began
		}
		d.at[p] = at
		if at.Before(since) {
			since = at
		}
	}
	if since.IsZero() || since.Sub(d.told) < tellEvery {
		return since, false
	}
	d.told = since
	return since, true
}
