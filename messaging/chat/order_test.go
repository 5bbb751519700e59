package chat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"restante/messaging/delivery"
)

const day = 24 * time.Hour

// Whatever the sender's clock says and in whatever order they come, one sender's
// messages stand in the order of their numbers.
func TestSenderOrderIsKept(t *testing.T) {
	for _, off := range []time.Duration{0, day, -day} {
		for seed := range uint64(6) {
			bob, alice := newSide(t), newSide(t).id()
			rnd := rand.New(rand.NewPCG(seed, 7))
			const n = 8
			want := make([]string, n)
			for i := range want {
				want[i] = fmt.Sprint("message ", i+1)
			}
			said := time.Now().Add(off)
			for _, i := range rnd.Perm(n) {
				at := said.Add(time.Duration(i) * time.Second)
				if seed%2 == 1 { // a clock that jumps
					at = said.Add(time.Duration(rnd.IntN(int(2*time.Hour))) - time.Hour)
				}
				bob.told(alice, 1, uint64(i+1), want[i], at)
			}
			bob.wantTexts(alice, want...)
			if c, _ := bob.row(alice); c.LastMessage != want[n-1] || c.Unread != n {
				t.Errorf("clock %v, seed %d: the people list shows %q, %d unread", off, seed, c.LastMessage, c.Unread)
			}
			bob.wantPages(alice, want)
		}
	}
}

// wantPages walks through a conversation by twos, both ways.
func (s *side) wantPages(with interface{ String() string }, want []string) {
	s.T.Helper()
	p := mustPeer(s.T, with.String())
	var back, forth []string
	all, err := s.Messages(s.T.Context(), p, Query{Limit: 2})
	for must(s.T, err); len(all) > 0; must(s.T, err) {
		for _, m := range all {
			back = append(back, m.Text)
		}
		all, err = s.Messages(s.T.Context(), p, Query{Limit: 2, Before: all[len(all)-1].ID})
	}
	slices.Reverse(back)
	oldest, err := s.Messages(s.T.Context(), p, Query{Limit: MaxPage})
	must(s.T, err)
	forth, at := []string{oldest[len(oldest)-1].Text}, oldest[len(oldest)-1].ID
	for {
		page, err := s.Messages(s.T.Context(), p, Query{Limit: 2, After: at})
		must(s.T, err)
		if len(page) == 0 {
			break
		}
		for _, m := range slices.Backward(page) {
			forth = append(forth, m.Text)
		}
		at = page[0].ID
	}
	if !slices.Equal(back, want) || !slices.Equal(forth, want) {
		s.T.Errorf("pages back %q, forth %q, want %q", back, forth, want)
	}
}

// A clock that is ahead puts nothing into the future: what is answered stands
// after what it answers.
func TestClockAheadIsCut(t *testing.T) {
	alice, bob := pair(t)
	bob.told(alice.id(), 1, 1, "from tomorrow", time.Now().Add(day))
	bob.sends(alice, "an answer")
	bob.told(alice.id(), 1, 2, "from tomorrow again", time.Now().Add(day))
	bob.told(alice.id(), 2, 1, "from a device whose clock is right", time.Now())
	bob.wantTexts(alice.id(), "from tomorrow", "an answer", "from tomorrow again", "from a device whose clock is right")
	if c, _ := bob.row(alice.id()); c.Time.After(time.Now()) {
		t.Errorf("the people list is in the future: %v", c.Time)
	}
}

// A late message of a lower number does not move those that stand already.
func TestLateMessageGoesBetween(t *testing.T) {
	alice, bob := pair(t)
	now := time.Now()
	bob.told(alice.id(), 1, 1, "one", now.Add(-3*time.Hour))
	bob.told(alice.id(), 1, 3, "three", now.Add(-time.Hour))
	bob.sends(alice, "mine")
	bob.told(alice.id(), 1, 2, "two", now)
	bob.wantTexts(alice.id(), "one", "two", "three", "mine")
	if c, _ := bob.row(alice.id()); c.LastMessage != "mine" || !c.Outgoing || c.Unread != 3 {
		t.Errorf("%+v", c)
	}
}

// Across devices the claimed time decides, if it is not later than the coming.
func TestTwoDevicesByTime(t *testing.T) {
	alice, bob := pair(t)
	now := time.Now()
	bob.told(alice.id(), 1, 9, "second", now.Add(-2*time.Minute))
	bob.told(alice.id(), 2, 1, "third", now.Add(-time.Minute))
	bob.told(alice.id(), 2, 2, "fourth", now.Add(day))
	bob.told(alice.id(), 1, 1, "first", now.Add(-3*time.Minute))
	bob.wantTexts(alice.id(), "first", "second", "third", "fourth")
}

// Two people are two conversations; the newest is first in the list.
func TestConversationsAreInOrder(t *testing.T) {
	bob, alice, carol := newSide(t), newSide(t), newSide(t)
	bob.adds(alice)
	bob.adds(carol)
	must(t, carol.Contacts.SetName(t.Context(), "Carol"))
	bob.adds(carol)
	if all, err := bob.Conversations(t.Context()); len(all) != 0 || err != nil {
		t.Fatalf("%v, %v", all, err)
	}
	bob.told(alice.id(), 1, 1, "a", time.Now().Add(-time.Hour))
	bob.told(carol.id(), 1, 1, "c", time.Now().Add(-time.Minute))
	all, err := bob.Conversations(t.Context())
	if err != nil || len(all) != 2 || all[0].Peer != carol.id() || all[0].Name != "Carol" || all[1].LastMessage != "a" {
		t.Fatalf("%+v, %v", all, err)
	}
	id := bob.sends(alice, "b")
	all, _ = bob.Conversations(t.Context())
	if c := all[0]; c.Peer != alice.id() || c.State != delivery.Queued || !c.Outgoing || !c.Time.Equal(bob.message(id).Time) {
		t.Errorf("%+v", c)
	}
}
