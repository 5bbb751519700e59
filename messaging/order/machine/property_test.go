package machine

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// Whatever happens, sides that have the same events have the same state, to the byte,
// and nothing that is promised is broken on the way.
func TestAnyLifeOfAnOrder(t *testing.T) { rapid.Check(t, anyLife) }

func FuzzAnyLife(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anyLife)) }

func anyLife(r *rapid.T) {
	l := newLife(r)
	for range rapid.SampledFrom([]int{5, 40, 80, 150}).Draw(r, "steps") {
		l.step()
	}
	l.sync(Buyer, Merchant)
	l.sync(Merchant, Moderator)
	l.sync(Buyer, Moderator)
	l.sync(Buyer, Merchant)
	l.agree(Buyer, Merchant)
	if l.sides[Buyer].tells(Moderator) {
		l.agree(Buyer, Moderator)
	}
	l.sameInAnyOrder()
}

func (l *life) agree(one, other Role) {
	a, b := l.sides[one], l.sides[other]
	if Digest(l.id, a.here) != Digest(l.id, b.here) {
		l.T.Fatalf("the %s has %d events, the %s %d", one, len(a.here), other, len(b.here))
	}
	a.told.Strange, b.told.Strange = nil, nil // each has its own
	l.same(a.told, b.told)
}

func (l *life) same(a, b State) {
	if x, y := bytesOf(l.T, a), bytesOf(l.T, b); x != y {
		l.T.Fatalf("one side has %s\nthe other has %s", x, y)
	}
	if !reflect.DeepEqual(a, b) {
		l.T.Fatalf("one side has %+v, the other has %+v", a, b)
	}
}

func bytesOf(t *rapid.T, s State) string {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sameInAnyOrder folds what the merchant has once more: turned, doubled, with events of a
// stranger and of another order among it, and without the short cuts for lines that never
// fork.
func (l *life) sameInAnyOrder() {
	s := l.sides[Merchant]
	s.told = Fold(l.id, s.here)
	shuffled := rapid.Permutation(append(slices.Clone(s.here), s.here...)).Draw(l.T, "shuffled")
	l.same(s.told, Fold(l.id, shuffled))
	if s.told.Stage != Unknown {
		elsewhere := l.event(mary, s.told.Parents(), event.Paid{Amount: 1})
		elsewhere.Order = event.ID{1}
		with := Fold(l.id, append(shuffled, elsewhere, l.event(eve, s.told.Parents(), event.Paid{Amount: 1})))
		with.Strange = s.told.Strange
		l.same(s.told, with)
	}
	l.same(s.told, l.toldAgain(s.told))
	g := newGraph(l.id, shuffled)
	if len(g.nodes) > 0 {
		slow := State{Order: l.id, Parked: hashes(g.parked), Wanted: g.wanted, Strange: g.strange}
		g.forked = [roles]bool{false, true, true, true}
		g.judge()
		g.tell(&slow)
		l.same(s.told, slow)
	}
}

// toldAgain is a state of nothing but what it shows.
func (l *life) toldAgain(s State) State {
	var events []event.Event
	for _, e := range s.Timeline {
		events = append(events, e.Event)
	}
	again, err := Told{Order: s.Order, Parked: s.Parked, Wanted: s.Wanted, Strange: s.Strange}.of(events)
	if err != nil {
		l.T.Fatal(err)
	}
	return again
}

// check is what holds of every state.
func (l *life) check(s *side) {
	m, sum := s.told.Money, sumOf(s.told)
	switch {
	case m.Noted != sum.Noted || m.Paid != sum.Paid || m.Refunded != sum.Refunded:
		l.T.Fatalf("money drifts: %+v, and the events say %+v", m, sum)
	case m.Refunded > m.Paid || m.Held != m.Paid-m.Refunded:
		l.T.Fatalf("more went back than came: %+v", m)
	}
	for _, a := range []money.Amount{m.Noted, m.Paid, m.Refunded, m.Held, m.Due, m.Owed} {
		if a.Check() != nil {
			l.T.Fatalf("out of range: %+v", m)
		}
	}
	for i, line := range s.told.Lines {
		if line.Sent+line.Dropped > line.Ordered || line.Sent > line.Ordered {
			l.T.Fatalf("line %d: %+v", i, line)
		}
		if line.Returned > line.Sent || line.Restocked > line.Returned {
			l.T.Fatalf("line %d: more came back than was sent: %+v", i, line)
		}
	}
	l.checkReturns(s)
	l.checkVoids(s)
	l.checkDecision(s)
}

// checkReturns: what is on its way back, and what came, is no more than what was sent,
// unless somebody has said two things in one place.
func (l *life) checkReturns(s *side) {
	back := make([]uint32, len(s.told.Lines))
	for _, r := range s.told.Returns {
		for _, p := range r.Came {
			if r.Answer != event.KindAllow || p.Quantity > quantity(r.Parts, p.Line) {
				l.T.Fatalf("%+v came of %+v", p, r)
			}
		}
		if r.Answer == event.KindRefuse {
			continue
		}
		for _, p := range r.Parts {
			back[p.Line] += p.Quantity
		}
	}
	for i, n := range back {
		if len(s.told.Forks) == 0 && n > s.told.Lines[i].Sent {
			l.T.Fatalf("line %d: %d are to come back of %+v", i, n, s.told.Lines[i])
		}
	}
}

// sumOf adds up what the timeline says.
func sumOf(s State) (m Money) {
	for _, e := range s.Timeline {
		if e.Void != "" {
			continue
		}
		switch b := e.Body.(type) {
		case event.Noted:
			m.Noted += b.Amount
		case event.Paid:
			m.Paid += b.Amount
		case event.Refund:
			m.Refunded += b.Amount
		}
	}
	return m
}

// checkVoids: who said only what was allowed has said nothing in vain.
func (l *life) checkVoids(s *side) {
	for _, e := range s.told.Voids() {
		if !l.hostile[e.By] && e.Void != s.told.facts.overtakes(e.Kind()) {
			l.T.Fatalf("an honest event is void: %s", e)
		}
	}
	for _, f := range s.told.Forks {
		if !l.hostile[f.By] {
			l.T.Fatalf("the %s is said to have forked", f.By)
		}
	}
}

// checkDecision: it shares what was held before it, and no unit more or less.
func (l *life) checkDecision(s *side) {
	d := s.told.Dispute
	if d == nil || d.Decision == nil {
		return
	}
	i := slices.IndexFunc(s.told.Timeline, func(e Entry) bool { return e.Void == "" && e.Kind() == event.KindDecision })
	was := Fold(l.id, ancestors(s.here, s.told.Timeline[i].Event))
	if b := d.Decision; b.Buyer+b.Merchant != was.Money.Held+b.Found {
		l.T.Fatalf("%+v of %+v", b, was.Money)
	}
}

// ancestors are the events before one.
func ancestors(events []event.Event, of event.Event) (before []event.Event) {
	todo, known := slices.Clone(of.Parents), make(map[event.Hash]bool)
	for len(todo) > 0 {
		h := todo[0]
		if todo = todo[1:]; known[h] {
			continue
		}
		known[h] = true
		e := events[slices.IndexFunc(events, func(e event.Event) bool { return e.Hash == h })]
		before, todo = append(before, e), append(todo, e.Parents...)
	}
	return before
}

// goesOn is what holds between a state and a later one of the same side: what counted
// still counts, unless its author said something else in its place, or the merchant
// confirmed or failed the order at the same time.
func (l *life) goesOn(before, after State) {
	void := make(map[event.Hash]Reason)
	for _, e := range after.Timeline {
		void[e.Hash] = e.Void
	}
	forked := make(map[Role]bool)
	for _, f := range after.Forks {
		forked[f.By] = true
	}
	for _, e := range before.Timeline {
		now, told := void[e.Hash]
		beside := now == Overtaken || now == NotTaken
		back := (e.Void == Overtaken || e.Void == NotTaken) && forked[Merchant] // that is not said any more
		if !told || now != e.Void && !forked[e.By] && !beside && !back {
			l.T.Fatalf("%s, and later %q", e, now)
		}
	}
	if m := after.Money; !forked[Merchant] && (m.Paid < before.Money.Paid || m.Refunded < before.Money.Refunded) {
		l.T.Fatalf("%+v, and later %+v", before.Money, m)
	}
}
