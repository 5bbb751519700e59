package machine

import (
	"iter"

	"restante/messaging/order/event"
)

// waiting sorts events behind their parents. It speaks of events by their index in
// the list that it was given; of those that are ready the first goes first.
type waiting struct {
	events   []*event.Event
	index    map[event.Hash]int
	parents  [][]int
	children [][]int
	lacks    []int // how many parents have not gone yet, or are not here
	place    []int // as which it went
	ready    set
	gone     set
}

func newWaiting(events []*event.Event) *waiting {
	n := len(events)
	sets := newSets(max(n, 2))
	w := &waiting{
		events: events, index: make(map[event.Hash]int, n), parents: make([][]int, n), children: make([][]int, n),
		lacks: make([]int, n), place: make([]int, n), ready: sets[0], gone: sets[1],
	}
	for i, e := range events {
		w.index[e.Hash] = i
	}
	for i, e := range events {
		w.refer(i, e)
	}
	return w
}

func (w *waiting) refer(i int, e *event.Event) {
	w.lacks[i] = len(e.Parents)
	for _, p := range e.Parents {
		if j, here := w.index[p]; here {
			w.parents[i] = append(w.parents[i], j)
			w.children[j] = append(w.children[j], i)
		}
	}
	if len(e.Parents) == 0 {
		w.ready.add(i)
	}
}

// inTurn gives those that can go, each as soon as it is the first that is ready.
func (w *waiting) inTurn() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, any := w.ready.first(); any; i, any = w.ready.first() {
			w.ready.remove(i)
			w.gone.add(i)
			if !yield(i) {
				return
			}
			for _, c := range w.children[i] {
				if w.lacks[c]--; w.lacks[c] == 0 {
					w.ready.add(c)
				}
			}
		}
	}
}

// left gives those that could not go.
func (w *waiting) left() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range w.events {
			if !w.gone.has(i) && !yield(i) {
				return
			}
		}
	}
}
