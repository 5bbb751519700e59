package machine

import (
	"crypto/sha256"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"pgregory.net/rapid"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// life is a random life of an order: buyer, merchant and moderator act, each on what
// they have, while events are lost, doubled and overtaken. Some of them are honest,
// and say only what their own state allows; the others, and a stranger, say anything.
type life struct {
	*rapid.T
	*log
	sides   map[Role]*side
	hostile map[Role]bool
	post    []posted
}

// side is what one of the three has.
type side struct {
	by   Role
	here []event.Event
	told State
}

// posted is an event on its way.
type posted struct {
	to Role
	e  event.Event
}

var (
	anyRole   = rapid.SampledFrom(all)
	anyAmount = rapid.OneOf(rapid.Int64Range(1, 12_000), rapid.Int64Range(1, money.Max))
	deeds     = []string{"act", "act", "act", "arrive", "arrive", "arrive", "lose", "attack", "attack", "sync", "sync", "wait"}
)

func newLife(r *rapid.T) *life {
	l := &life{T: r, log: newLog(nil, mugs()), sides: make(map[Role]*side), hostile: map[Role]bool{0: true}}
	for _, by := range all {
		l.hostile[by] = rapid.IntRange(0, 2).Draw(r, "honesty") == 0
		l.sides[by] = &side{by: by}
	}
	first := l.events[0]
	l.takes(Buyer, first)
	if l.send(Buyer, first); rapid.IntRange(0, 4).Draw(r, "first") > 0 {
		l.arrive(true)
	}
	return l
}

func (l *life) step() {
	switch rapid.SampledFrom(deeds).Draw(l.T, "deed") {
	case "act":
		l.act(anyRole.Draw(l.T, "who"))
	case "arrive":
		l.arrive(rapid.Bool().Draw(l.T, "again"))
	case "lose":
		l.pick()
	case "attack":
		l.attack()
	case "sync":
		l.sync(anyRole.Draw(l.T, "one"), anyRole.Draw(l.T, "other"))
	case "wait":
		l.now = l.now.Add(time.Duration(rapid.IntRange(1, 30).Draw(l.T, "days")) * day)
	}
}

// act says something that the side's own state allows.
func (l *life) act(by Role) {
	s := l.sides[by]
	var kinds []event.Kind
	for _, k := range s.told.Allowed(by, l.now) {
		kinds = append(kinds, slices.Repeat([]event.Kind{k}, likely(k))...)
	}
	if len(kinds) == 0 {
		return
	}
	b := l.body(rapid.SampledFrom(kinds).Draw(l.T, "kind"), s.told)
	if s.told.Check(by, b, l.now) != nil {
		return
	}
	e := l.event(named[by], s.told.Parents(), b)
	l.events = append(l.events, e)
	l.takes(by, e)
	l.send(by, e)
	if e.Kind() == event.KindDispute {
		for _, old := range s.here {
			l.post = append(l.post, posted{Moderator, old})
		}
	}
}

// likely makes lives longer: most orders go well for a while.
func likely(k event.Kind) int {
	switch k {
	case event.KindMessage, event.KindNoted, event.KindCancel, event.KindDecline, event.KindFailure, event.KindUnpaid, event.KindDispute:
		return 1
	case event.KindRefund, event.KindDecision:
		return 2
	}
	return 8
}

func (l *life) send(from Role, e event.Event) {
	for _, to := range all {
		if to != from && slices.Contains(l.sides[from].told.Others(from), named[to]) {
			l.post = append(l.post, posted{to, e})
		}
	}
}

func (l *life) pick() (p posted, any bool) {
	if len(l.post) == 0 {
		return p, false
	}
	i := rapid.IntRange(0, len(l.post)-1).Draw(l.T, "which")
	p = l.post[i]
	l.post = slices.Delete(l.post, i, i+1)
	return p, true
}

func (l *life) arrive(again bool) {
	p, any := l.pick()
	if !any {
		return
	}
	if again {
		l.post = append(l.post, p)
	}
	l.takes(p.to, p.e)
}

// attack posts what nobody honest says.
func (l *life) attack() {
	by := rapid.SampledFrom([]Role{0, Buyer, Merchant, Moderator}).Draw(l.T, "attacker")
	if !l.hostile[by] {
		return
	}
	e := l.event(named[by], l.parents(), l.body(rapid.SampledFrom(event.Kinds()[1:]).Draw(l.T, "kind"), l.state()))
	if rapid.IntRange(0, 9).Draw(l.T, "order") == 0 {
		e.Order = event.ID{1}
	}
	for _, to := range all {
		l.post = append(l.post, posted{to, e})
	}
	if e.Order == l.id && by != 0 {
		l.events = append(l.events, e)
	}
}

// parents are any, now and then one that there is not.
func (l *life) parents() (parents []event.Hash) {
	for range rapid.IntRange(1, 3).Draw(l.T, "parents") {
		i := rapid.IntRange(0, len(l.events)).Draw(l.T, "parent")
		if i == len(l.events) {
			parents = append(parents, sha256.Sum256([]byte{byte(len(l.post))}))
			continue
		}
		parents = append(parents, l.events[i].Hash)
	}
	slices.SortFunc(parents, event.Hash.Compare)
	return slices.Compact(parents)
}

// takes is what the service of a side does with an event.
func (l *life) takes(by Role, e event.Event) {
	s := l.sides[by]
	outcome, err := Admit(l.id, s.here, e)
	if known := len(s.here) > 0 && s.told.Stage != Unknown; known && namedAs(e.Author) == 0 && err == nil {
		l.T.Fatalf("a stranger's %s is taken", e.Kind())
	}
	if err != nil || outcome == Known {
		return
	}
	s.here = append(s.here, e)
	before := s.told
	s.told = Fold(l.id, s.here)
	l.check(s)
	l.goesOn(before, s.told)
}

// tells reports whether somebody may have the events of this side.
func (s *side) tells(other Role) bool { return slices.Contains(s.told.Others(s.by), named[other]) }

// sync is what two sides do who compare their digests.
func (l *life) sync(one, other Role) {
	a, b := l.sides[one], l.sides[other]
	if Digest(l.id, a.here) == Digest(l.id, b.here) || other == Moderator && !a.tells(other) || one == Moderator && !b.tells(one) {
		return
	}
	for _, e := range Missing(l.id, a.here, hashes(b.here)) {
		l.takes(other, e)
	}
	for _, e := range Missing(l.id, b.here, hashes(a.here)) {
		l.takes(one, e)
	}
}

func namedAs(id peer.ID) Role { return People{bob, mary, judy}.Role(id) }
