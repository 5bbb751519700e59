package contact

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// named is an identity that is the same in each run.
func named(t testing.TB, b byte) peer.ID {
	t.Helper()
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = b
	id, err := identity.IDOf(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	must(t, err)
	return id
}

// The number of two people never changes: they may have compared it on paper.
func TestSafetyNumberIsFrozen(t *testing.T) {
	a, b := named(t, 1), named(t, 2)
	const want = "878827995791188203235072346098290684861131547213764676609202"
	for _, ids := range [][2]peer.ID{{a, b}, {b, a}} {
		if got, err := SafetyNumber(ids[0], ids[1]); got != want || err != nil {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
	if other, err := SafetyNumber(a, named(t, 3)); other == want || len(other) != 60 || err != nil {
		t.Errorf("another pair has %s, %v", other, err)
	}
	if _, err := SafetyNumber(a, "nobody"); err == nil {
		t.Error("a peer ID without a key has a number")
	}
}

func TestVerifyByCode(t *testing.T) {
	alice, bob, carol := newSide(t), newSide(t), newSide(t)
	alice.learns(bob)
	bob.learns(alice)
	code := func(s, of *side) string {
		a, err := s.Safety(t.Context(), of.id())
		must(t, err)
		return a.Code
	}
	good := code(bob, alice)
	wrong := good[:len(good)-5] + "00000"
	if wrong == good {
		wrong = good[:len(good)-5] + "11111"
	}
	for name, c := range map[string]struct {
		code string
		want error
	}{
		"one's own":       {code(alice, bob), ErrOwnCode},
		"of two others":   {code(bob, carol), ErrOther},
		"another number":  {wrong, ErrNumber},
		"a link":          {"restante:" + bob.id().String(), ErrCode},
		"cut":             {good[:40], ErrCode},
		"more than it is": {good + ":x", ErrCode},
		"without end":     {safetyCode + strings.Repeat("x", 1<<20), ErrCode},
	} {
		if err := alice.Verify(t.Context(), bob.id(), c.code); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if !alice.get(bob.id()).Verified.IsZero() {
			t.Fatalf("%s made a mark", name)
		}
	}
	must(t, alice.Verify(t.Context(), bob.id(), good+"\n"))
	if alice.get(bob.id()).Verified.IsZero() {
		t.Error("no mark")
	}
	must(t, alice.Unverify(t.Context(), bob.id()))
	if !alice.get(bob.id()).Verified.IsZero() {
		t.Error("the mark stays")
	}
	if err := alice.Verify(t.Context(), carol.id(), ""); !errors.Is(err, ErrUnknown) {
		t.Errorf("verifying one without a card: %v", err)
	}
}
