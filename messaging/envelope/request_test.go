package envelope

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"restante/node/identity"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// request is one from alice to bob.
func request(t testing.TB, alice, bob user) []byte {
	t.Helper()
	sealed, err := SealRequest(alice.Key, bob.ID(), noon, []byte("alice's card"), []byte("beside it"))
	must(t, err)
	return sealed
}

func TestRequestRoundTrip(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed := request(t, alice, bob)
	if len(sealed) != Small || !IsRequest(sealed) {
		t.Errorf("%d bytes, a request: %v", len(sealed), IsRequest(sealed))
	}
	m, err := OpenRequest(bob.Key, sealed)
	must(t, err)
	if m.Sender != alice.ID() || !m.SentAt.Equal(noon) || string(m.Body) != "alice's card" || string(m.Aside) != "beside it" {
		t.Errorf("%+v", m)
	}
	if again := request(t, alice, bob); bytes.Equal(again[encAt:], sealed[encAt:]) {
		t.Error("two requests are the same")
	}
}

// Only the recipient reads a request, and a changed bit anywhere spoils it, be it in
// what is only there to fill the place of a longer key.
func TestRequestIsForOneAndWhole(t *testing.T) {
	alice, bob, carol := newUser(t), newUser(t), newUser(t)
	sealed := request(t, alice, bob)
	refused := func(what string, key *identity.Key, b []byte) {
		t.Helper()
		if _, err := OpenRequest(key, b); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("somebody else", carol.Key, sealed)
	for _, n := range []int{0, 1, Small - 1, Small + 1, Large} {
		refused("another size", bob.Key, make([]byte, n))
	}
	for i := 0; i < Small; i += 1 + i/headerSize*16 { // all of the header, some of the rest
		b := slices.Clone(sealed)
		b[i] ^= 0x10
		if i == encAt+pointSize-1 {
			b[i] ^= 0x10 ^ 0x80 // the bit that X25519 does not look at
		}
		refused("a flipped bit", bob.Key, b)
	}
	if _, _, err := Open(bob.ID(), bob.own, sealed); !errors.Is(err, ErrUnreadable) {
		t.Errorf("as suite 1: %v", err)
	}
	if IsRequest(make([]byte, Small)) || IsRequest(nil) {
		t.Error("any block is a request")
	}
}

// Nothing a person wrote travels in suite 2: a sender who tries is not heard.
func TestRequestsCarryNothingElse(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	for name, m := range map[string]Message{
		"chat":        {Kind: KindChat, SentAt: noon, Body: []byte("hi")},
		"numbered":    {Kind: KindRequest, SentAt: noon, Body: []byte("card"), Seq: 1},
		"without one": {Kind: KindRequest, SentAt: noon},
		"too much":    {Kind: KindRequest, SentAt: noon, Body: make([]byte, MaxRequest+1)},
	} {
		sealed, _, err := sealBy(signer{alice.Key}, bob.ID(), m, func() (*sealer, error) { return newRequestSealer(bob.ID(), infoRequest) })
		must(t, err)
		if _, err := OpenRequest(bob.Key, sealed); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, n := range []int{0, MaxRequest + 1} {
		if _, err := SealRequest(alice.Key, bob.ID(), noon, make([]byte, n), nil); !errors.Is(err, ErrTooLarge) {
			t.Errorf("a card of %d bytes: %v", n, err)
		}
	}
	largest, err := SealRequest(alice.Key, bob.ID(), noon, make([]byte, MaxRequest), make([]byte, MaxAside))
	if err != nil || len(largest) != Small {
		t.Errorf("the largest has %d bytes: %v", len(largest), err)
	}
	if _, err := SealRequest(alice.Key, "nobody", noon, []byte("card"), nil); err == nil {
		t.Error("sealed for a peer ID without a key")
	}
}

func TestRequestBody(t *testing.T) {
	bob, carol := newUser(t), newUser(t)
	for _, n := range []int{0, 1, MaxBodyPlain} {
		plain := bytes.Repeat([]byte{7}, n)
		sealed, err := SealRequestBody(bob.ID(), plain)
		must(t, err)
		got, err := OpenRequestBody(bob.Key, sealed)
		if !bytes.Equal(got, plain) || len(sealed) != BodySize || err != nil {
			t.Errorf("%d bytes came back as %d in %d, %v", n, len(got), len(sealed), err)
		}
		for what, open := range map[string]func() ([]byte, error){
			"somebody else": func() ([]byte, error) { return OpenRequestBody(carol.Key, sealed) },
			"as suite 1":    func() ([]byte, error) { return OpenBody(bob.ID(), bob.own, sealed) },
			"cut":           func() ([]byte, error) { return OpenRequestBody(bob.Key, sealed[1:]) },
		} {
			if _, err := open(); !errors.Is(err, ErrUnreadable) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	if _, err := SealRequestBody(bob.ID(), make([]byte, MaxBodyPlain+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too much: %v", err)
	}
}

// frozenAsker is an identity that anybody can make.
func frozenAsker(t testing.TB) *identity.Key {
	t.Helper()
	k, err := identity.FromWords(strings.Repeat("abandon ", 23) + "art")
	must(t, err)
	return k
}

// A request that was sealed once opens for ever: it may lie somewhere for a month.
func TestFrozenRequest(t *testing.T) {
	k := frozenAsker(t)
	m, err := OpenRequest(k, testdata(t, "request.hex"))
	must(t, err)
	if m.Sender != k.ID() || !m.SentAt.Equal(noon) || string(m.Body) != "a card" {
		t.Errorf("%+v", m)
	}
}

func FuzzOpenRequest(f *testing.F) {
	k := frozenAsker(f)
	sealed := testdata(f, "request.hex")
	f.Add(sealed)
	f.Add(sealed[:BodySize])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := OpenRequest(k, b); err == nil && (m.Kind != KindRequest || len(m.Body) > MaxRequest) {
			t.Errorf("%+v", m)
		} else if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Errorf("another error: %v", err)
		}
		if _, err := OpenRequestBody(k, b); err != nil && !errors.Is(err, ErrUnreadable) {
			t.Errorf("another error: %v", err)
		}
	})
}
