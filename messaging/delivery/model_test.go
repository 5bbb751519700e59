package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// life is a random life of a conversation: messages and receipts that are lost,
// doubled and overtaken, sessions that are lost or put back from a copy, prekeys that
// are replaced, blocks on which a stranger writes a name, days in which nothing happens.
// In the end the network works for a while, and then everything that was accepted is
// there, once, and its sender knows; and each answer agrees on new keys, so that thieves
// who took all keys of a side on the way read nothing any more.
type life struct {
	*testing.T
	sides  [2]*modelled
	robbed [2]*side
	post   []posted
	number int
	days   int
}

// maxDays is less than a message lives.
const maxDays = 10

func newLife(t *testing.T) *life {
	a, b := pair(t)
	return &life{T: t, sides: [2]*modelled{{side: a, under: map[string][]byte{}}, {side: b, under: map[string][]byte{}}}}
}

// step is one thing that happens; which and long mean something to some of them.
type step struct {
	what  string
	who   int
	which int
	long  time.Duration
}

// deeds are all things that happen, those more often that stand here twice.
var deeds = []string{"send", "send", "arrive", "arrive", "arrive", "lose", "work", "work", "retry", "forget", "copy", "put back", "rotate", "forge", "rob", "wait", "day"}

var anyStep = rapid.Custom(func(r *rapid.T) step {
	return step{
		what: rapid.SampledFrom(deeds).Draw(r, "what"), who: rapid.IntRange(0, 1).Draw(r, "who"),
		which: rapid.IntRange(0, 1000).Draw(r, "which"), long: time.Duration(rapid.IntRange(1, 180).Draw(r, "minutes")) * time.Minute,
	}
})

// modelled is a side with what it has under way.
type modelled struct {
	*side
	under  map[string][]byte // the bytes that each parcel has now
	wrote  []string
	copied []dumped
}

// posted is a sealed parcel on its way.
type posted struct {
	to    int
	bytes []byte
}

func (l *life) do(st step) {
	s := l.sides[st.who]
	switch st.what {
	case "send":
		l.send(st.who)
	case "arrive":
		l.arrive(st.which)
	case "lose":
		l.take(st.which)
	case "work":
		l.work(st.who)
	case "retry":
		l.retry(st.who)
	case "forget":
		s.update(session.Restored)
	case "copy":
		s.copied = s.dump("session", "skipped_key")
	case "put back": // somebody's copy of a data folder from some time ago
		if s.copied != nil {
			s.restore(s.copied)
		}
	case "rotate":
		s.rotates()
		l.sides[1-st.who].meets(s.side)
		l.collect(1 - st.who)
	case "forge": // anybody who has the card can
		s.takes(forgedFor(l.sides[1-st.who].side, s.side))
	case "rob":
		if l.robbed[st.who] == nil {
			l.robbed[st.who] = s.thief()
		}
	case "wait":
		<-time.After(st.long)
	case "day":
		l.day()
	}
}

// collect takes what a side handed to its outbox.
func (l *life) collect(from int) {
	s := l.sides[from]
	for _, p := range s.out.take() {
		s.under[p.Ref] = p.Sealed
		l.post = append(l.post, posted{1 - from, p.Sealed})
	}
}

func (l *life) send(from int) {
	s, to := l.sides[from], l.sides[1-from].side
	l.number++
	id := fmt.Sprint("m", l.number)
	s.update(func(tx *vault.Tx) error {
		_, err := s.Send(tx, Outgoing{Peer: to.id(), Kind: 1, ID: id, At: time.Now(), Body: []byte(id)})
		return err
	})
	s.wrote = append(s.wrote, id)
	l.collect(from)
}

// take takes one parcel out of what is under way.
func (l *life) take(which int) (p posted, found bool) {
	if len(l.post) == 0 {
		return p, false
	}
	i := which % len(l.post)
	p = l.post[i]
	l.post = slices.Delete(l.post, i, i+1)
	return p, true
}

// arrive gives one parcel to its recipient, who may get it again later.
func (l *life) arrive(which int) {
	p, found := l.take(which)
	if !found {
		return
	}
	if which%2 == 0 {
		l.post = append(l.post, p)
	}
	l.sides[p.to].takes(p.bytes)
}

// takes is what the inbox does, which fetches nothing twice that is marked.
func (s *modelled) takes(b []byte) {
	var seen inbox.Outcome
	s.view(func(tx *vault.Tx) (err error) { seen, err = inbox.Seen(tx, sealed(b).Digest); return err })
	if seen == 0 || seen == inbox.Done || seen == inbox.Duplicate {
		s.gets(b)
	}
}

// work is what the goroutine of a side does.
func (l *life) work(who int) {
	s := l.sides[who]
	_, err := s.renew(context.Background())
	must(l, errors.Join(err, s.MakeStamps(context.Background()), s.flush(context.Background())))
	l.collect(who)
}

// retry sends again what the outbox still has.
func (l *life) retry(who int) {
	s := l.sides[who]
	s.view(func(tx *vault.Tx) error {
		rows, err := outbox.List(tx)
		for _, r := range rows {
			l.post = append(l.post, posted{1 - who, s.under[r.Ref]})
		}
		return err
	})
}

// day passes, and in its end the hourly tidying.
func (l *life) day() {
	if l.days++; l.days > maxDays {
		return
	}
	<-time.After(askAgain)
	for _, s := range l.sides {
		must(l, s.tidyNow(context.Background(), time.Now()))
	}
}

// settle lets the network work.
func (l *life) settle() {
	for range 12 {
		<-time.After(2 * time.Hour)
		l.exchange()
	}
}

// exchange brings everything to where it goes.
func (l *life) exchange() {
	for who, s := range l.sides {
		must(l, s.tidyNow(context.Background(), time.Now()))
		l.work(who)
		l.retry(who)
	}
	for _, p := range l.post {
		l.sides[p.to].takes(p.bytes)
	}
	l.post = nil
}

// settled tells what is not as it should be.
func (l *life) settled() error {
	for who, s := range l.sides {
		got := slices.Sorted(slices.Values(l.sides[1-who].got()))
		want := slices.Sorted(slices.Values(s.wrote))
		if !slices.Equal(got, want) {
			return fmt.Errorf("%q came, %q were sent", got, want)
		}
		for _, id := range s.wrote {
			if st := s.state(l.sides[1-who].side, id); st != Delivered {
				return fmt.Errorf("%s is %s", id, st)
			}
		}
	}
	return l.heals()
}

// heals has them talk: in a session, and each answer agrees on new keys. The first round
// may go on with a turn that the other side has not heard of; in the third the thieves,
// who followed until then, are left behind.
func (l *life) heals() error {
	for round := range 3 {
		for who, s := range l.sides {
			to, id := l.sides[1-who], fmt.Sprint("after all ", round, who)
			if _, p := s.send(to.side, id); !to.locked(p.Sealed) || to.gets(p.Sealed) != inbox.Done {
				return errors.New("they do not talk in a session any more")
			} else if l.stolen(p.Sealed) && round > 1 {
				return errors.New("a thief reads what is said after they answered each other")
			}
			if n := s.healed(to.side, id); round > 0 && n != 1 {
				return fmt.Errorf("side %d agreed on keys %d messages ago, though it was answered", who, n)
			}
		}
	}
	return nil
}

// stolen shows an envelope to the thieves.
func (l *life) stolen(b []byte) (read bool) {
	for _, thief := range l.robbed {
		read = thief != nil && thief.readsIt(b) || read
	}
	return read
}

// healed is how many messages ago the keys of one that was sent were agreed on anew.
func (s *side) healed(to *side, id string) (n uint32) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) (err error) {
		_, n, err = s.Facts(tx, envelope.KindChat, to.id(), id)
		return err
	})
	return n
}

// TestModel holds for as many schedules as -rapid.checks says.
func TestModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		steps := rapid.SliceOfN(anyStep, 1, 60).Draw(r, "steps")
		var err error
		synctest.Test(t, func(t *testing.T) {
			l := newLife(t)
			for _, st := range steps {
				l.do(st)
			}
			l.settle()
			l.send(0) // which shows whether a session is broken that nobody has used since
			l.send(1)
			l.settle()
			err = l.settled()
		})
		if err != nil {
			r.Fatal(err)
		}
	})
}
