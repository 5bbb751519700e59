package chat

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/identity"
	"restante/offline/inbox"
)

// The ID by hand: printf '%s' "Hi 🎈greeting2026-11-21T11:00:00.12345Z" | sha256sum,
// 12 20 before it, in base58. The time loses its zeros at the end and is in UTC.
func TestMessageIDIsFrozen(t *testing.T) {
	at := time.Date(2026, 11, 21, 12, 0, 0, 123450000, time.FixedZone("CET", 3600))
	for _, c := range []struct{ text, subject, want string }{
		{"Hi 🎈", "greeting", "QmbmhCjCi5vaMA3fNuuhG3rsPqD57mqZQVnT8VN6R2SwTz"},
		{"Hi 🎈greeting", "", "QmbmhCjCi5vaMA3fNuuhG3rsPqD57mqZQVnT8VN6R2SwTz"}, // the rule does not part text and subject
		{"x", "", "QmWNYAGgh1xMnHYwLW6sKVsmw9Zc8eizWLrYu915bjCBvr"},
	} {
		if got := idOf(c.text, c.subject, at); got != c.want {
			t.Errorf("idOf(%q, %q) = %s, want %s", c.text, c.subject, got, c.want)
		}
	}
}

func TestLimits(t *testing.T) {
	alice, bob := pair(t)
	balloon := "🎈" // 4 bytes
	for _, c := range []struct {
		name, subject, text string
		want                error
	}{
		{"at the limits", strings.Repeat("s", MaxSubject), strings.Repeat("t", MaxText), nil},
		{"at the limits, in balloons", strings.Repeat(balloon, MaxSubject/4), strings.Repeat(balloon, MaxText/4), nil},
		{"subject over", strings.Repeat("s", MaxSubject+1), "t", ErrSubjectTooLong},
		{"subject over in bytes only", strings.Repeat(balloon, MaxSubject/4) + "é", "t", ErrSubjectTooLong},
		{"text over", "", strings.Repeat("t", MaxText+1), ErrTooLong},
		{"text over in bytes only", "", strings.Repeat("t", MaxText-1) + "é", ErrTooLong},
		{"broken subject", "\xff", "t", ErrNotUTF8},
		{"broken text", "", "half a balloon: \xf0\x9f", ErrNotUTF8},
		{"one byte", "", "\x00", nil},
	} {
		id, err := alice.Send(t.Context(), bob.id(), c.subject, c.text, "")
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		out := alice.carry(bob)
		if c.want != nil {
			if id != "" || len(out) != 0 {
				t.Errorf("%s: was accepted", c.name)
			}
			continue
		}
		if !slices.Equal(out, []inbox.Outcome{inbox.Done}) {
			t.Fatalf("%s: outcomes %v", c.name, out)
		}
		if m := bob.message(id); m.Text != c.text || m.Subject != c.subject || !m.Time.Equal(alice.message(id).Time) {
			t.Errorf("%s: another message arrived", c.name)
		}
	}
}

// With one's own card inside it is the largest of all.
func TestLargestFirstMessageArrives(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	must(t, alice.Contacts.SetName(t.Context(), strings.Repeat("n", 64)))
	alice.adds(bob)
	_, err := alice.Send(t.Context(), bob.id(), strings.Repeat("s", MaxSubject), strings.Repeat("t", MaxText), "")
	must(t, err)
	if out := alice.carry(bob); len(out) != 1 || out[0] != inbox.Done {
		t.Errorf("outcomes %v", out)
	}
}

func TestNobodyToSendTo(t *testing.T) {
	alice := newSide(t)
	if _, err := alice.Send(t.Context(), alice.id(), "", "me", ""); !errors.Is(err, ErrSelf) {
		t.Errorf("to oneself: %v", err)
	}
	for _, p := range []peer.ID{"", "nobody"} {
		if _, err := alice.Send(t.Context(), p, "", "hello", ""); !errors.Is(err, identity.ErrPeerID) {
			t.Errorf("to %q: %v", string(p), err)
		}
	}
	if len(alice.Out.Take()) != 0 {
		t.Error("something is under way")
	}
}

func TestRepeatedCallIsTheSameMessage(t *testing.T) {
	alice, bob := pair(t)
	send := func(text, key string) string {
		id, err := alice.Send(t.Context(), bob.id(), "", text, key)
		must(t, err)
		return id
	}
	first := send("hello", "k1")
	if again := send("hello", "k1"); again != first {
		t.Errorf("%s became %s", first, again)
	}
	if other := send("hello", "k2"); other == first {
		t.Error("another key is the same message")
	}
	if a, b := send("hello", ""), send("hello", ""); a == b {
		t.Error("calls without a key are one message")
	}
	alice.wantTexts(bob.id(), "hello", "hello", "hello", "hello")
	if n := len(alice.Out.Take()); n != 4 {
		t.Errorf("%d parcels, want 4", n)
	}
}

func TestOldCallsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		for _, key := range []string{"k1", "k2"} {
			_, err := alice.Send(t.Context(), bob.id(), "", "hello", key)
			must(t, err)
			<-time.After(keepCalls + time.Second)
		}
		id, err := alice.Send(t.Context(), bob.id(), "", "hello", "k1")
		must(t, err)
		if all, _ := alice.Messages(t.Context(), bob.id(), Query{}); len(all) != 3 || all[0].ID != id {
			t.Errorf("%d messages", len(all))
		}
	})
}

func TestWritingMakesAContact(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	id := alice.sends(bob, "hello")
	if all, _ := alice.Contacts.List(t.Context()); len(all) != 1 || all[0].Peer != bob.id() {
		t.Errorf("contacts %v", all)
	}
	if m := alice.message(id); m.State != delivery.Waiting || m.Expires.IsZero() {
		t.Errorf("without a card: %+v", m)
	}
	alice.adds(bob)
	if m := alice.message(id); m.State != delivery.Queued {
		t.Errorf("with the card: %s", m.State)
	}
	if out := alice.carry(bob); len(out) != 1 || out[0] != inbox.Done {
		t.Errorf("outcomes %v", out)
	}
}

// An empty message says "is typing": no ID, no row, one hint.
func TestTyping(t *testing.T) {
	alice, bob := pair(t)
	id, err := alice.Send(t.Context(), bob.id(), "", "", "key")
	if id != "" || err != nil {
		t.Fatalf("%q, %v", id, err)
	}
	alice.wantTexts(bob.id())
	before := time.Now()
	bob.events.Take()
	bob.Delivery.Hint(context.Background(), alice.id(), <-alice.Hints)
	events, _ := bob.events.Take()
	if len(events) != 1 {
		t.Fatalf("events %v", events)
	}
	e, ok := events[0].(Typing)
	if !ok || e.Peer != alice.id() || e.Until.Before(before.Add(typingFor)) || e.Until.After(time.Now().Add(typingFor)) {
		t.Errorf("event %+v", events[0])
	}
	if len(alice.Out.Take()) != 0 {
		t.Error("a hint became a parcel")
	}
}

func TestSendAgainOnlyAfterTheEnd(t *testing.T) {
	alice, bob := pair(t)
	id := alice.sends(bob, "hello")
	if err := alice.SendAgain(t.Context(), id); !errors.Is(err, ErrNotAgain) {
		t.Errorf("a message under way: %v", err)
	}
	if err := alice.SendAgain(t.Context(), "unknown"); !errors.Is(err, ErrNoMessage) {
		t.Errorf("no message: %v", err)
	}
	p := alice.Out.Take()[0]
	alice.refused(p, "too large")
	if m := alice.message(id); m.State != delivery.Failed || m.Reason != "too large" {
		t.Errorf("%+v", m)
	}
	must(t, alice.SendAgain(t.Context(), id))
	if m := alice.message(id); m.State != delivery.Queued || m.Reason != "" {
		t.Errorf("%+v", m)
	}
	alice.carry(bob)
	if m := bob.message(id); m.Text != "hello" {
		t.Errorf("%+v", m)
	}
}
