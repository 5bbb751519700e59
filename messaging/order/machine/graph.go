package machine

import (
	"cmp"
	"slices"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// node is an event with its place among the others.
type node struct {
	event.Event
	by       Role
	before   set          // all that its author knew of: its parents, theirs, and so on
	void     Reason       // "" counts
	refunded money.Amount // of a decision: what had gone back before it
}

// graph is the events of one order that can be told: all that they refer to is here.
// An event's place is its index; whoever comes before it has a lower one.
type graph struct {
	id      event.ID
	people  People
	nodes   []node
	parked  []event.Event // the others, by their hashes
	wanted  []event.Hash  // parents that are not here
	strange []event.Hash  // what came before anybody knew whom the order names
	forked  [roles]bool   // who has written two events in one place
}

// newGraph takes the events of an order, in any order and any number of times, and
// leaves out what belongs to other orders or comes from somebody it does not name.
func newGraph(id event.ID, events []event.Event) *graph {
	g := &graph{id: id}
	g.place(g.admit(events))
	g.findForks()
	return g
}

// admit sorts the events of the order by kind and hash, which is the order in which
// those are told that could be told in any.
func (g *graph) admit(events []event.Event) []*event.Event {
	all := make([]*event.Event, 0, len(events))
	for i := range events {
		if e := &events[i]; e.Order == g.id && (e.Kind() != event.KindOrder || e.Hash == event.Hash(g.id)) {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *event.Event) int {
		return cmp.Or(cmp.Compare(a.Kind(), b.Kind()), a.Hash.Compare(b.Hash))
	})
	all = slices.CompactFunc(all, func(a, b *event.Event) bool { return a.Hash == b.Hash })
	if len(all) == 0 || all[0].Kind() != event.KindOrder {
		return all // nobody knows yet who takes part
	}
	g.people = PeopleOf(*all[0])
	return slices.DeleteFunc(all, g.isStrange)
}

// isStrange remembers what somebody wrote whom the order does not name.
func (g *graph) isStrange(e *event.Event) bool {
	if g.people.Role(e.Author) != 0 {
		return false
	}
	g.strange = append(g.strange, e.Hash)
	return true
}

// place puts events behind their parents, always the first of those that are ready.
func (g *graph) place(all []*event.Event) {
	w := newWaiting(all)
	g.nodes = make([]node, 0, len(all))
	sets := newSets(len(all))
	for i := range w.inTurn() {
		n := node{Event: *all[i], by: g.people.Role(all[i].Author), before: sets[i]}
		for _, p := range w.parents[i] {
			n.before.addAll(sets[p])
			n.before.add(w.place[p])
		}
		w.place[i] = len(g.nodes)
		g.nodes = append(g.nodes, n)
	}
	g.park(w)
}

// park keeps what has to wait, in the order of the hashes, and what it waits for.
func (g *graph) park(w *waiting) {
	for i := range w.left() {
		e := *w.events[i]
		g.parked = append(g.parked, e)
		for _, p := range e.Parents {
			if _, here := w.index[p]; !here {
				g.wanted = append(g.wanted, p)
			}
		}
	}
	slices.SortFunc(g.parked, func(a, b event.Event) int { return a.Hash.Compare(b.Hash) })
	slices.SortFunc(g.wanted, event.Hash.Compare)
	g.wanted = slices.Compact(g.wanted)
}
