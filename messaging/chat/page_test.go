package chat

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
	"restante/offline/outbox"
)

func mustPeer(t testing.TB, s string) peer.ID {
	t.Helper()
	id, err := peer.Decode(s)
	must(t, err)
	return id
}

func wantInvalid(t *testing.T, name string, err error) {
	t.Helper()
	if !errors.Is(err, delivery.ErrInvalid) {
		t.Errorf("%s: %v", name, err)
	}
}

// refused ends a parcel as a recipient's refusal does.
func (s *side) refused(p outbox.Parcel, why string) {
	s.T.Helper()
	s.Update(func(tx *vault.Tx) error {
		return errors.Join(s.Out.Done(tx, p.Ref), s.Delivery.Changed(tx, p.Ref, outbox.Failed, why))
	})
}

func TestPages(t *testing.T) {
	bob, alice := newSide(t), newSide(t).id()
	var ids []string
	for i := range 9 {
		ids = append(ids, bob.told(alice, 1, uint64(i+1), fmt.Sprint(i), time.Now().Add(time.Duration(i-100)*time.Second)))
	}
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{}, "876543210"},
		{Query{Limit: 3}, "876"},
		{Query{Limit: -1}, "876543210"},
		{Query{Limit: MaxPage + 1}, "876543210"},
		{Query{Limit: 3, Before: ids[6]}, "543"},
		{Query{Before: ids[0]}, ""},
		{Query{Limit: 3, After: ids[2]}, "543"}, // the nearest, newest first
		{Query{After: ids[8]}, ""},
		{Query{After: ids[2], Before: ids[6]}, "543"},
		{Query{Limit: 2, After: ids[2], Before: ids[6]}, "54"},
	} {
		ms, err := bob.Messages(t.Context(), alice, c.q)
		must(t, err)
		got := ""
		for _, m := range ms {
			got += m.Text
		}
		if got != c.want {
			t.Errorf("%+v gives %s, want %s", c.q, got, c.want)
		}
	}
	for _, q := range []Query{{Before: "unknown"}, {After: "unknown"}} {
		if _, err := bob.Messages(t.Context(), alice, q); !errors.Is(err, ErrNoMessage) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	if ms, err := bob.Messages(t.Context(), bob.id(), Query{}); len(ms) != 0 || err != nil {
		t.Errorf("somebody unknown: %v, %v", ms, err)
	}
}

func TestSubjects(t *testing.T) {
	alice, bob := pair(t)
	for _, s := range []string{"", "order 1", "order 1", "order 10"} {
		_, err := alice.Send(t.Context(), bob.id(), s, "about "+s, "")
		must(t, err)
	}
	for subject, want := range map[string]int{"": 1, "order 1": 2, "order 10": 1, "order": 0} {
		ms, err := alice.Messages(t.Context(), bob.id(), Query{Subject: &subject})
		if err != nil || len(ms) != want {
			t.Errorf("%q: %d messages, want %d (%v)", subject, len(ms), want, err)
		}
	}
	if ms, _ := alice.Messages(t.Context(), bob.id(), Query{}); len(ms) != 4 {
		t.Errorf("any subject: %d messages", len(ms))
	}
}

// unread checks the count, and the messages behind it.
func (s *side) unread(from peer.ID, want int) {
	s.T.Helper()
	n := 0
	ms, err := s.Messages(context.Background(), from, Query{})
	must(s.T, err)
	for _, m := range ms {
		if !m.Read {
			n++
		}
	}
	if c, _ := s.row(from); c.Unread != want || n != want {
		s.T.Errorf("%d unread in the list, %d in the conversation, want %d", c.Unread, n, want)
	}
}

func TestUnreadAndMarkRead(t *testing.T) {
	alice, bob := pair(t)
	var ids []string
	for i := range 3 {
		ids = append(ids, alice.sends(bob, fmt.Sprint(i)))
	}
	alice.carry(bob)
	bob.unread(alice.id(), 3)
	must(t, bob.Delete(t.Context(), ids[0]))
	bob.unread(alice.id(), 2)
	must(t, bob.MarkRead(t.Context(), alice.id()))
	bob.unread(alice.id(), 0)
	bob.events.Take()
	must(t, bob.MarkRead(t.Context(), alice.id()))
	if events, _ := bob.events.Take(); len(events) != 0 {
		t.Errorf("nothing was unread, and yet %v", events)
	}
	bob.sends(alice, "mine")
	bob.unread(alice.id(), 0)
	bob.Delivery.Start(context.Background())
	bob.Delivery.Close() // writes the receipt
	bob.carry(alice)
	for i, want := range []delivery.State{delivery.Delivered, delivery.Read, delivery.Read} { // the first was never seen
		if m := alice.message(ids[i]); m.State != want {
			t.Errorf("%s is %s, want %s", m.Text, m.State, want)
		}
	}
}

// What comes late is read only when it was seen; then all of it is.
func TestMarkReadAfterALateMessage(t *testing.T) {
	alice, bob := pair(t)
	late, second := alice.sends(bob, "late"), alice.sends(bob, "second")
	ps := alice.Out.Take()
	alice.carry(bob, ps[1:]...)
	must(t, bob.MarkRead(t.Context(), alice.id()))
	alice.carry(bob, ps[:1]...)
	bob.unread(alice.id(), 1)
	must(t, bob.MarkRead(t.Context(), alice.id()))
	bob.Delivery.Start(context.Background())
	bob.Delivery.Close()
	bob.carry(alice)
	for _, id := range []string{late, second} {
		if m := alice.message(id); m.State != delivery.Read {
			t.Errorf("%s is %s", m.Text, m.State)
		}
	}
}
