package push

import (
	"errors"
	"testing"
	"time"

	"restante/node/record"
)

func TestCards(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t)
	card := func(u *user, version uint64, text string) []byte {
		t.Helper()
		b, err := record.Seal(u.key, "card", version, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	get := func() string {
		t.Helper()
		b, err := alice.Card(t.Context(), n.info, bob.host.ID())
		if errors.Is(err, ErrNoCard) {
			return ""
		}
		r, err2 := record.Open(b)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return string(r.Payload)
	}
	put := func(b []byte) error { return alice.PutCard(t.Context(), n.info, b) }

	if c := code(t, put(card(bob, 2, "early"))); c != CodeNotRegistered {
		t.Errorf("before Register: code %d", c)
	}
	if _, err := bob.Register(t.Context(), n.info, bob, card(bob, 2, "two")); err != nil || get() != "two" {
		t.Errorf("Register(): %v, card %q", err, get())
	}
	if err := put(card(bob, 3, "three")); err != nil || get() != "three" {
		t.Errorf("newer: %v, card %q", err, get())
	}
	if err := put(card(bob, 1, "one")); err != nil || get() != "three" {
		t.Errorf("older: %v, card %q", err, get())
	}
	forged := card(bob, 4, "four")
	forged[len(forged)-1]++
	for name, b := range map[string][]byte{
		"forged": forged, "empty": nil, "large": make([]byte, maxCard+1),
		"future": card(bob, uint64(time.Now().Add(48*time.Hour).UnixMilli()), "future"),
	} {
		if c := code(t, put(b)); c != CodeBadCard {
			t.Errorf("%s: code %d", name, c)
		}
	}
	_, err := bob.Register(t.Context(), n.info, bob, card(alice, 9, "not mine"))
	if c := code(t, err); c != CodeBadCard {
		t.Errorf("registering another one's card: code %d", c)
	}
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil || get() != "" {
		t.Errorf("Unregister(): %v, card %q", err, get())
	}
}
