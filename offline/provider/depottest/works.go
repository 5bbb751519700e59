package depottest

import "restante/offline/provider/depot"

// parts is the suite in its order.
var parts = []struct {
	name string
	run  func(*world)
}{
	{"Limits", limits},
	{"Sizes", sizes},
	{"Twice", twice},
	{"Again", again},
	{"Gone", gone},
	{"Listing", listings},
	{"Strangers", strangers},
	{"Usage", usage},
	{"Refused", refusedAtOnce},
	{"Parallel", parallel},
	{"Cancelled", cancelled},
	{"Faults", faulty},
}

func limits(w *world) {
	l := w.d.Limits()
	if l.MaxBlock < depot.MaxBlock || l.Writers < 1 || l.Deadline <= 0 || l.AddrsLast < 0 {
		w.Errorf("limits %+v", l)
	}
}

// sizes: what is put can be fetched, from the place that Put gave and from a fresh one.
func sizes(w *world) {
	for _, size := range []int{8 << 10, 32 << 10, 1, 8<<10 - 1, 8<<10 + 1, 32<<10 - 1} {
		b := newBlock(size)
		w.fetched(b, w.put(b))
		place, err := w.d.Locate(w.ctx(), b.Ref)
		w.must("locating", err)
		w.valid(place)
		w.fetched(b, place)
	}
}

// twice: putting and deleting may be done again.
func twice(w *world) {
	b := newBlock(8 << 10)
	w.put(b)
	place := w.put(b)
	w.fetched(b, place)
	entries, _ := w.listing()
	if n := listed(entries, b); n != 1 {
		w.Errorf("put twice, listed %d times", n)
	}
	w.must("deleting", w.d.Delete(w.ctx(), b.Ref))
	w.must("deleting again", w.d.Delete(w.ctx(), b.Ref))
	w.gone(b, place)
	w.fetched(b, w.put(b))
}

// again: a program that starts once more finds everything.
func again(w *world) {
	b := newBlock(8 << 10)
	w.put(b)
	w.d = w.open(w, w.deps())
	entries, _ := w.listing()
	if listed(entries, b) != 1 {
		w.Error("not listed by a depot that was opened later")
	}
	place, err := w.d.Locate(w.ctx(), b.Ref)
	w.must("locating", err)
	w.fetched(b, place)
	w.must("deleting", w.d.Delete(w.ctx(), b.Ref))
	w.gone(b, place)
}

// gone: what never was there is neither found nor an error to delete.
func gone(w *world) {
	b := newBlock(8 << 10)
	w.gone(b, depot.Place{})
	w.must("deleting what never was there", w.d.Delete(w.ctx(), b.Ref))
}
