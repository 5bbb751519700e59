package depottest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"restante/offline/provider/depot"
)

// operation is one thing that a depot does.
type operation struct {
	name    string
	stored  bool // the block lies there before
	do      func(w *world, ctx context.Context, b sealed) error
	checked func(w *world, b sealed) // what it has promised when it succeeds
}

var operations = []operation{
	{"put", false, doPut, put},
	{"locate", true, doLocate, put},
	{"delete", true, doDelete, deleted},
	{"list", true, doList, put},
	{"usage", true, doUsage, put},
}

func doPut(w *world, ctx context.Context, b sealed) error {
	_, err := w.tryPut(ctx, b)
	return err
}

func doLocate(w *world, ctx context.Context, b sealed) error {
	_, err := w.d.Locate(ctx, b.Ref)
	return err
}

func doDelete(w *world, ctx context.Context, b sealed) error { return w.d.Delete(ctx, b.Ref) }

func doList(w *world, ctx context.Context, b sealed) error {
	for cursor := ""; ; {
		page, err := w.d.List(ctx, cursor)
		if err != nil {
			return err
		}
		if listed(page.Entries, b) > 0 {
			return nil
		}
		if cursor = page.Next; cursor == "" {
			return fmt.Errorf("a listing without the block: %w", errForgot)
		}
	}
}

// errForgot is a listing that succeeds without what is there: worse than any error.
var errForgot = errors.New("what lies there was left out")

func doUsage(w *world, ctx context.Context, _ sealed) error {
	_, err := w.d.Usage(ctx)
	return err
}

// put checks that the block is there, once.
func put(w *world, b sealed) {
	w.Helper()
	place, err := w.d.Locate(w.ctx(), b.Ref)
	w.must("locating", err)
	w.fetched(b, place)
	entries, _ := w.listing()
	if n := listed(entries, b); n != 1 {
		w.Errorf("the block is listed %d times", n)
	}
}

func deleted(w *world, b sealed) {
	w.Helper()
	w.gone(b, depot.Place{})
	entries, _ := w.listing()
	if n := listed(entries, b); n != 0 {
		w.Errorf("the deleted block is listed %d times", n)
	}
}

// faulty does every operation with every fault at every call.
func faulty(w *world) {
	for _, o := range operations {
		calls := o.calls(w)
		if calls == 0 && !w.noCalls && o.name != "usage" && o.name != "locate" {
			w.Errorf("%s makes no call by the transport that it was given", o.name)
		}
		for _, f := range w.faults {
			if len(f.Only) > 0 && !slices.Contains(f.Only, o.name) {
				continue
			}
			for call := range calls {
				w.Run(fmt.Sprintf("%s/%s/call %d", o.name, f.Name, call+1), func(t *testing.T) {
					o.failing(w.suite.world(t), f, call)
				})
			}
		}
	}
}

// calls counts the calls of an operation when all is well.
func (o operation) calls(w *world) int {
	b := o.block(w)
	return w.net.count(func() { w.must(o.name, o.do(w, w.ctx(), b)) })
}

func (o operation) block(w *world) sealed {
	b := newBlock(8 << 10)
	if o.stored {
		w.put(b)
	} else {
		w.later(b)
	}
	return b
}

// failing does the operation with a fault from one call on, and then without.
func (o operation) failing(w *world, f Fault, call int) {
	b, ctx := o.block(w), w.ctx()
	if f.Soon {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, 50*time.Millisecond)
		defer stop()
	}
	w.net.fail(f, call)
	err := o.do(w, ctx, b)
	if w.net.heal() {
		w.Error("a redirect into a private network was followed")
	}
	w.known(o.name, err)
	if err != nil && !f.wanted(err) {
		w.Errorf("%v, want one of %v", err, f.Want)
	}
	if f.Name == Lost || f.Name == Hung { // as if the program had died of it
		w.d = w.open(w, w.deps())
	}
	if err != nil {
		w.must("when all is well again", o.do(w, w.ctx(), b))
	}
	o.checked(w, b)
}
