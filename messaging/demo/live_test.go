package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

// What somebody with a window sees, within a minute of opening it.
func TestLive(t *testing.T) {
	virtually(t, func(t *testing.T, w *World, told *lines) {
		you, began := moveIn(t, w), time.Now()
		you.gets(w.ada, adaHello)
		you.gets(w.ben, "held it for you, sealed")
		you.sees(w.ada, "to be there", func(c contact.Contact) bool { return c.Online })
		you.sees(w.ben, "to be away", func(c contact.Contact) bool { return !c.Online })

		id := you.writes(w.ben, "I write while you are away")
		if _, err := you.held(t.Context(), id, 2); err != nil {
			t.Fatal(err)
		}
		you.gets(w.ben, "your message is here. It waited ")
		if err := you.becomes(t.Context(), id, delivery.Read); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it takes %s to see an offline delivery", took)
		}
		told.wantInOrder(t, "Two push nodes are up", "Ben has gone.", "hold something sealed for Ben", "Ben is back. ", "1 message of yours")

		you.sees(w.ben, "to be there", func(c contact.Contact) bool { return c.Online })
		you.writes(w.ben, "And now you are there")
		you.gets(w.ben, benDirect)
		you.writes(w.ada, "What does a tray cost?")
		you.gets(w.ada, adaSays("cost"))
		you.gets(w.ben, "I am off.")
		you.sees(w.ben, "to be away again", func(c contact.Contact) bool { return !c.Online })
	})
}

// Ben finds all that was written meanwhile, and counts it.
func TestBenFindsMany(t *testing.T) {
	virtually(t, func(t *testing.T, w *World, told *lines) {
		you := moveIn(t, w)
		for i := range 3 {
			you.writes(w.ben, fmt.Sprint(i))
		}
		you.gets(w.ben, "your 3 messages are here")
		told.wantInOrder(t, "Ben is back. ", "3 messages of yours")
	})
}

// Who only looks on is told twice how it goes, and then left in peace.
func TestBenDoesNotNag(t *testing.T) {
	virtually(t, func(t *testing.T, w *World, told *lines) {
		you := moveIn(t, w)
		<-time.After(8 * time.Minute)
		if n := len(you.texts(w.ben)); n != 4 { // hello; back, off; back
			t.Errorf("Ben wrote %d times: %q", n, you.texts(w.ben))
		}
		if n := strings.Count(told.String(), "Ben is back."); n < 6 {
			t.Errorf("Ben came back %d times", n)
		}
		you.writes(w.ben, "Are you still there?")
		you.gets(w.ben, "Soon I am off again", "your message is here")
	})
}

// A window can be closed at any moment.
func TestCloseAtAnyTime(t *testing.T) {
	for _, d := range []time.Duration{0, Human.Away + 100*time.Millisecond, Human.Away + Human.Stay + 2*time.Second} {
		t.Run(d.String(), func(t *testing.T) {
			virtually(t, func(t *testing.T, w *World, _ *lines) {
				moveIn(t, w)
				<-time.After(d)
			})
		})
	}
}

// Whoever interrupts the start leaves nothing behind that runs.
func TestOpenInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if w, err := Open(ctx, Options{Dir: t.TempDir(), Log: logger(), Place: onLinks(t)}); err == nil {
			t.Error("it opened", w.Close())
		}
	})
}

// resident is the user at the node that main opens beside the world.
type resident struct {
	*person
	t *testing.T
}

func moveIn(t *testing.T, w *World) resident {
	t.Helper()
	you, err := w.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := *w.you
	p.dir, p.hub = you.Dir, you.Bootstrap
	if err := p.comes(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.goes(); err != nil {
			t.Error(err)
		}
	})
	return resident{&p, t}
}

func (r resident) writes(to *person, text string) (id string) {
	r.t.Helper()
	id, err := r.write(r.t.Context(), to, text)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// texts are what somebody wrote, oldest first.
func (r resident) texts(from *person) (all []string) {
	r.t.Helper()
	ms, err := r.core.Chats.Messages(r.t.Context(), from.id, chat.Query{})
	if err != nil {
		r.t.Fatal(err)
	}
	for _, m := range slices.Backward(ms) {
		if !m.Outgoing {
			all = append(all, m.Text)
		}
	}
	return all
}

// gets waits until somebody has written a message with one of these parts.
func (r resident) gets(from *person, parts ...string) {
	r.t.Helper()
	within := func(text string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(text, p) })
	}
	r.waits(parts[0], func() bool { return slices.ContainsFunc(r.texts(from), within) })
}

func (r resident) sees(who *person, what string, ok func(contact.Contact) bool) {
	r.t.Helper()
	r.waits(who.name+" "+what, func() bool {
		c, err := r.core.Contacts.Get(r.t.Context(), who.id)
		return err == nil && ok(c)
	})
}

// waits is as patient as somebody who waits for Ben.
func (r resident) waits(what string, ok func() bool) {
	r.t.Helper()
	for end := time.Now().Add(2 * Human.Away); ; {
		err := r.until(r.t.Context(), what, func() (bool, error) { return ok(), nil })
		if err == nil {
			return
		}
		if time.Now().After(end) {
			r.t.Fatal(err)
		}
	}
}
