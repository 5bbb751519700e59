package record

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/identity"
)

// Keys that never change, so that the frozen record can be read by all versions.
var (
	alice = strings.Repeat("abandon ", 23) + "art"
	bob   = strings.Repeat("zoo ", 23) + "vote"
)

func key(t testing.TB, words string) *identity.Key {
	t.Helper()
	k, err := identity.FromWords(words)
	must(t, err)
	return k
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func seal(t testing.TB, k *identity.Key, version uint64, payload string) []byte {
	t.Helper()
	b, err := Seal(k, "card", version, []byte(payload))
	must(t, err)
	return b
}

func TestOpenReturnsWhatWasSealed(t *testing.T) {
	k := key(t, alice)
	for _, r := range []Record{
		{Owner: k.ID(), Kind: "card", Version: 1_790_000_000_000, Payload: []byte("hello")},
		{Owner: k.ID(), Kind: strings.Repeat("x", MaxKind), Payload: make([]byte, MaxPayload(strings.Repeat("x", MaxKind)))},
		{Owner: k.ID(), Kind: "a-1", Version: 1, Payload: []byte{}},
	} {
		b, err := Seal(k, r.Kind, r.Version, r.Payload)
		must(t, err)
		got, err := Open(b)
		must(t, err)
		if !reflect.DeepEqual(got, r) {
			t.Errorf("got %+v, want %+v", got, r)
		}
	}
}

func TestWhatCannotBeSealed(t *testing.T) {
	k := key(t, alice)
	for _, kind := range []string{"", "Card", "a/b", "ü", strings.Repeat("x", MaxKind+1)} {
		if _, err := Seal(k, kind, 1, nil); !errors.Is(err, ErrMalformed) {
			t.Errorf("kind %q: %v", kind, err)
		}
	}
	if _, err := Seal(k, "card", 1, make([]byte, MaxPayload("card")+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("large payload: %v", err)
	}
	b, err := Seal(k, "card", 1, make([]byte, MaxPayload("card")))
	if must(t, err); len(b) != MaxSize {
		t.Errorf("the largest record has %d bytes", len(b))
	}
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	b := seal(t, key(t, alice), 5, "hello")
	for i := range b {
		for bit := range 8 {
			bad := bytes.Clone(b)
			bad[i] ^= 1 << bit
			if r, err := Open(bad); !errors.Is(err, ErrForged) && !errors.Is(err, ErrMalformed) {
				t.Fatalf("byte %d: %+v, %v", i, r, err)
			}
		}
	}
	for n := range b {
		if _, err := Open(b[:n]); err == nil {
			t.Fatalf("cut to %d bytes", n)
		}
	}
	if _, err := Open(append(bytes.Clone(b), 0)); !errors.Is(err, ErrMalformed) {
		t.Errorf("one byte more: %v", err)
	}
	if _, err := Open(make([]byte, MaxSize+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestNobodySignsForAnother(t *testing.T) {
	a, b := key(t, alice), key(t, bob)
	unsigned, err := toWire(Record{Owner: a.ID(), Kind: "card", Version: 5, Payload: []byte("x")})
	must(t, err)
	for name, sig := range map[string][]byte{
		"another key":     b.Sign(purpose, unsigned),
		"another purpose": a.Sign("envelope", unsigned),
		"zeros":           make([]byte, 64),
	} {
		if _, err := Open(append(bytes.Clone(unsigned), sig...)); !errors.Is(err, ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVersions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, now := key(t, alice), time.Now()
		ms := uint64(now.UnixMilli())
		for previous, want := range map[uint64]uint64{0: ms, ms - 1: ms, ms: ms + 1, ms + 500: ms + 501} {
			if got := NextVersion(previous, now); got != want {
				t.Errorf("after %d comes %d, want %d", previous, got, want)
			}
		}
		day := uint64(MaxAhead.Milliseconds())
		ahead := seal(t, k, ms+day+1, "x")
		_, err := Open(seal(t, k, ms+day, "x"))
		must(t, err)
		if _, err := Open(ahead); !errors.Is(err, ErrFuture) {
			t.Errorf("more than a day ahead: %v", err)
		}
		if _, err := Open(seal(t, k, 1<<64-1, "x")); !errors.Is(err, ErrFuture) {
			t.Errorf("the largest version: %v", err)
		}
		<-time.After(time.Millisecond)
		_, err = Open(ahead)
		must(t, err)
	})
}

func TestNextVersionBefore1970(t *testing.T) {
	if got := NextVersion(0, time.Unix(-5, 0)); got != 1 {
		t.Errorf("got %d", got)
	}
}

func TestParseTrustsWhatWasChecked(t *testing.T) {
	b := seal(t, key(t, alice), 1<<63, "x") // far ahead: a clock that was set back
	r, err := Parse(b)
	if must(t, err); r.Version != 1<<63 || string(r.Payload) != "x" {
		t.Errorf("%+v", r)
	}
}

func BenchmarkOpen(b *testing.B) {
	raw := seal(b, key(b, alice), 5, strings.Repeat("x", 1500))
	b.ReportAllocs()
	for b.Loop() {
		_, err := Open(raw)
		must(b, err)
	}
}
