package machine

import (
	"restante/messaging/order/event"
)

// Fold tells what the events of an order come to, in whatever order they are given.
func Fold(id event.ID, events []event.Event) State {
	g := newGraph(id, events)
	s := State{Order: id, Parked: hashes(g.parked), Wanted: g.wanted, Strange: g.strange}
	if len(g.nodes) == 0 {
		return s
	}
	g.judge()
	g.tell(&s)
	return s
}

// past is what the events before some place come to.
type past struct {
	g     *graph
	known set
	facts facts
}

// of gives the facts of a set of events that holds all that they refer to. Mostly it
// is what was asked for before, and a little more.
func (p *past) of(events set) *facts {
	if p.g.anyForked() || !events.covers(p.known) {
		p.facts.forget()
		clear(p.known)
	}
	for i := range p.g.counted(events).without(p.known) {
		if n := &p.g.nodes[i]; n.void == "" {
			p.facts.apply(n)
		}
	}
	copy(p.known, events)
	return &p.facts
}

// judge holds every event to the rules, after what its author knew. So a verdict is
// for ever: nothing that comes later, or is claimed to have been earlier, changes it.
func (g *graph) judge() {
	p := past{g: g, known: make(set, len(g.nodes[0].before))}
	for i := range g.nodes {
		if n := &g.nodes[i]; i > 0 {
			n.void = p.of(n.before).verdict(n)
		}
	}
}

// tell makes the state of all events.
func (g *graph) tell(s *State) {
	everything := make(set, len(g.nodes[0].before))
	for i := range g.nodes {
		everything.add(i)
	}
	p := past{g: g, known: make(set, len(everything))}
	f := p.of(everything)
	s.People, s.facts = g.people, *f
	s.describe()
	counted := g.counted(everything)
	g.timeline(s, counted)
	s.heads = g.ends(counted)
}

func (g *graph) timeline(s *State, counted set) {
	s.Timeline = make([]Entry, 0, len(g.nodes))
	for i, n := range g.nodes {
		e := Entry{Event: n.Event, By: n.by, Void: n.void}
		switch {
		case !counted.has(i):
			e.Void = Beside
			s.Forks = append(s.Forks, Fork{n.by, g.besides(i, counted), n.Hash})
		case e.Void == "":
			e.Void = s.facts.overtakes(n.Kind())
		}
		s.Timeline = append(s.Timeline, e)
		s.wrote[n.by]++
	}
}

// overtakes is why something that counted has no effect beside what the merchant said at
// the same time, or "".
func (f *facts) overtakes(k event.Kind) Reason {
	switch k {
	case event.KindCancel:
		return unless(f.confirm == nil, Overtaken)
	case event.KindDispute, event.KindDecision:
		return f.accepted()
	}
	return ""
}

// besides is what counts in the place of an event that does not.
func (g *graph) besides(i int, counted set) event.Hash {
	n := g.nodes[i]
	for j, o := range g.nodes {
		if counted.has(j) && o.by == n.by && !n.before.has(j) {
			return o.Hash
		}
	}
	return event.Hash{}
}

// ends are the events that the next one is to refer to: of those that count the ones to
// which none that counts refers, one of each author at most; then of the others the ones
// to which nobody refers. So what does not count can hide nothing that does.
func (g *graph) ends(counted set) (heads []event.Hash) {
	every, counting := make(set, len(counted)), make(set, len(counted))
	for i, n := range g.nodes {
		if every.addAll(n.before); counted.has(i) {
			counting.addAll(n.before)
		}
	}
	for i := range counted.without(counting) {
		heads = append(heads, g.nodes[i].Hash)
	}
	for i, n := range g.nodes {
		if !counted.has(i) && !every.has(i) {
			heads = append(heads, n.Hash)
		}
	}
	return heads
}

func hashes(events []event.Event) (all []event.Hash) {
	for _, e := range events {
		all = append(all, e.Hash)
	}
	return all
}
