package inbox

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/deposit"
)

// named is the n-th further mailbox.
func named(n int) (m deposit.Mailbox) {
	binary.BigEndian.PutUint32(m[:], uint32(n)+1)
	m[31] = 1
	return m
}

// further are so many mailboxes of a season, from a number on.
func further(from, n int, s Season) (all []Mailbox) {
	for i := range n {
		all = append(all, Mailbox{signer(named(from + i)), s})
	}
	return all
}

// What lies in any of the mailboxes comes in by one list, and is handed up with the
// mailbox it lay in.
func TestManyMailboxes(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		w.Watch(further(0, 90, Now))
		w.after(time.Second)
		lists := len(n.called("list"))
		for i := range 90 {
			n.box = named(i)
			n.leaves(fmt.Sprint("to ", i))
		}
		n.box = deposit.Mailbox{1}
		n.leaves("to the public one")
		n.notices()
		w.after(time.Second)
		if len(w.got.came()) != 91 || n.left() != 0 {
			t.Fatalf("%d came, %d are left", len(w.got.came()), n.left())
		}
		for i := range 90 {
			if w.got.from[fmt.Sprint("to ", i)] != named(i) {
				t.Fatalf("%d came from another mailbox", i)
			}
		}
		if lists = len(n.called("list")) - lists; lists > 2 { // what is there, and by the poll
			t.Errorf("%d lists", lists)
		}
		if windows := 2 + 91/window; len(w.got.batches) > windows {
			t.Errorf("%d commits for %d windows", len(w.got.batches), windows)
		}
	})
}

// A push node is told of each mailbox once, whatever becomes of the session.
func TestEnrol(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.enrolled[named(1000)] = true // of old
		w.after(time.Minute)
		if len(n.enrolled) != 1 || len(n.called("enrolled")) != 0 {
			t.Error("mailboxes were dropped before any were named")
		}
		w.Watch(further(0, 50, Now))
		w.after(time.Second)
		if len(n.enrolled) != 50 || n.signed != 50 || len(n.called("enrolled")) != 1 {
			t.Errorf("%d enrolled, %d signed, %d times asked", len(n.enrolled), n.signed, len(n.called("enrolled")))
		}
		w.Watch(append(further(0, 49, Near), further(60, 1, Now)...))
		w.after(time.Second)
		if len(n.enrolled) != 50 || n.enrolled[named(49)] || !n.enrolled[named(60)] || n.signed != 51 {
			t.Errorf("%d enrolled, %d signed", len(n.enrolled), n.signed)
		}
		for range 3 {
			n.end <- errAway
			w.after(time.Hour)
		}
		if n.signed != 51 || len(n.called("enrolled")) != 1 {
			t.Errorf("again %d signed, %d times asked", n.signed, len(n.called("enrolled")))
		}
		clear(n.enrolled) // it lost its memory
		n.terms.Enrolled = deposit.Fingerprint{}
		n.end <- errAway
		w.after(time.Hour)
		if len(n.enrolled) != 50 {
			t.Errorf("%d enrolled", len(n.enrolled))
		}
	})
}

// What could not be enrolled is tried again, and people see that it could not; what
// lies there comes in all the same.
func TestEnrolFails(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.set("enrol", away)
		w.Watch(further(0, 50, Now))
		n.leaves("hello")
		n.notices()
		w.after(time.Second)
		if w.wantCame("hello"); w.health(n).LastError == "" {
			t.Error("nobody learns of it")
		}
		n.set("enrol", nil)
		w.after(2 * pollEvery)
		if len(n.enrolled) != 50 || w.health(n).LastError != "" {
			t.Errorf("%d enrolled, %q", len(n.enrolled), w.health(n).LastError)
		}
	})
}

// What somebody else has enrolled is left to him; what does not fit is left out, from
// the end.
func TestTakenAndTooMany(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.others[named(3)] = true
		n.terms.MaxMailboxes = 20
		n.end <- errAway
		w.after(time.Minute)
		w.Watch(further(0, 50, Now))
		w.after(time.Hour)
		if len(n.enrolled) != 19 || !n.enrolled[named(19)] || len(n.called("enrol")) != 1 || w.health(n).LastError != "" {
			t.Errorf("%d enrolled by %d calls, %q", len(n.enrolled), len(n.called("enrol")), w.health(n).LastError)
		}
	})
}

// band is many topics.
type band struct {
	on map[string]func(context.Context, []byte)
}

func (b *band) Subscribe(topic string, f func(context.Context, []byte)) (stop func(), err error) {
	b.on[topic] = f
	return func() { delete(b.on, topic) }, nil
}

// Listened for are the first of those in use; the push node passes their topics on.
func TestTopicsOfMailboxes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, b := newWorld(t), &band{make(map[string]func(context.Context, []byte))}
		o := w.Options
		o.Topics = b
		w.Inbox = New(o)
		n := w.push.node(t)
		w.use(n)
		w.Watch(slices.Concat(further(0, 5, Near), further(10, heardMax+5, Now)))
		w.start()
		hears := func(i int) bool { return b.on[named(i).Topic()] != nil }
		if len(b.on) != 1+heardMax || hears(0) || !hears(10) || !hears(10+heardMax-1) || len(n.relay) != heardMax {
			t.Errorf("%d topics, %d relayed", len(b.on), len(n.relay))
		}
		b.on[named(10).Topic()](t.Context(), []byte("heard"))
		if w.wantCame("heard"); w.got.from["heard"] != named(10) {
			t.Error("it came from another mailbox")
		}
		sessions := len(n.called("register card"))
		w.Watch(further(11, 3, Now))
		w.after(time.Second)
		if len(b.on) != 4 || hears(10) || !hears(11) || !slices.Equal(n.relay, []deposit.Mailbox{named(11), named(12), named(13)}) {
			t.Errorf("%d topics, relayed are %v", len(b.on), n.relay)
		}
		if len(n.called("register card")) != sessions || w.health(n).LastError != "" {
			t.Error("to listen for others took a new session")
		}
		w.Close()
		if len(b.on) != 0 {
			t.Errorf("%d topics are on", len(b.on))
		}
	})
}
