package stamp

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/node/identity"
)

// cheap is enough work that no other stamp has it by luck, in a hundred thousand.
const cheap = 17

var (
	alice = idOf(1)
	bob   = idOf(2)
	carol = idOf(3)
	noon  = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// idOf is the same person each time.
func idOf(n byte) peer.ID {
	id, err := identity.IDOf(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		panic(err)
	}
	return id
}

func stampFor(t testing.TB, from, to peer.ID, at time.Time, price int) Stamp {
	t.Helper()
	s, err := Make(t.Context(), from, to, session.WeekOf(at), price)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A stamp is good between its two people only, and from its sender to its recipient.
func TestStampBetweenTwo(t *testing.T) {
	b := stampFor(t, alice, bob, noon, cheap).Bytes()
	if err := Check(b, alice, bob, noon, cheap); err != nil {
		t.Error(err)
	}
	for name, who := range map[string][2]peer.ID{
		"another sender": {carol, bob}, "another recipient": {alice, carol}, "the other way": {bob, alice},
		"nobody": {"", bob}, "to nobody": {alice, "no peer ID"},
	} {
		if err := Check(b, who[0], who[1], noon, cheap); !errors.Is(err, ErrStamp) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A stamp is good for as long as what it lies beside may be under way.
func TestStampInItsTime(t *testing.T) {
	week := session.WeekOf(noon)
	b := stampFor(t, alice, bob, noon, cheap).Bytes()
	for after, good := range map[int]bool{-2: false, -1: true, 0: true, 1: true, 5: true, 6: true, 7: false, 500: false} {
		at := (week + session.Week(after)).Begins()
		if err := Check(b, alice, bob, at, cheap); errors.Is(err, ErrStamp) == good {
			t.Errorf("%d weeks later: %v", after, err)
		}
	}
	sealed := (week + 1).Begins().Add(-time.Second) // at the last moment of the week
	if err := Check(b, alice, bob, sealed.Add(30*24*time.Hour+7*24*time.Hour), cheap); err != nil {
		t.Errorf("a message that was under way for 30 days, by a clock that is a week ahead: %v", err)
	}
}

// What was not paid in full, or is no stamp, is not good, whatever it is.
func TestBadStamps(t *testing.T) {
	good := stampFor(t, alice, bob, noon, cheap)
	b := good.Bytes()
	bad := map[string][]byte{
		"none": nil, "empty": {}, "short": b[:Size-1], "long": append(bytes.Clone(b), 0), "zeros": make([]byte, Size),
		"of this week and zeros": Stamp{Week: good.Week}.Bytes(), "another nonce": Stamp{good.Week, good.Nonce + 1}.Bytes(),
		"moved to the next week": Stamp{good.Week + 1, good.Nonce}.Bytes(), "ones": bytes.Repeat([]byte{255}, Size),
	}
	for name, b := range bad {
		if err := Check(b, alice, bob, noon, cheap); !errors.Is(err, ErrStamp) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Check(b, alice, bob, noon, MaxBits); !errors.Is(err, ErrStamp) {
		t.Errorf("one that cost less: %v", err)
	}
}

// The work ends with its context, and is not begun at a price that nobody asks for.
func TestMakeEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Make(ctx, alice, bob, 1, MaxBits); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := Make(t.Context(), alice, bob, 1, MaxBits+1); !errors.Is(err, ErrDear) {
		t.Error(err)
	}
	if _, err := Make(t.Context(), alice, "no peer ID", 1, 0); err == nil {
		t.Error("a stamp for nobody")
	}
}

// The frozen stamp was paid in full at the price of today.
func TestFrozenStamp(t *testing.T) {
	const frozen = "00000b98 62373f0fefdfbf21"
	b, err := hex.DecodeString(strings.ReplaceAll(frozen, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(b, alice, bob, noon, Bits); err != nil {
		t.Error(err)
	}
}

// FuzzParse: what is a stamp has one form, and nothing else costs a crash.
func FuzzParse(f *testing.F) {
	f.Add(Stamp{Week: 2970, Nonce: 7}.Bytes())
	f.Add(make([]byte, Size))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Parse(b)
		if err != nil {
			if !errors.Is(err, ErrStamp) || len(b) == Size {
				t.Fatalf("%x: %v", b, err)
			}
		} else if !bytes.Equal(s.Bytes(), b) {
			t.Fatalf("%x became %x", b, s.Bytes())
		}
		if err := Check(b, alice, bob, noon, Bits); err != nil && !errors.Is(err, ErrStamp) {
			t.Fatal(err)
		}
	})
}

// BenchmarkHash is one try; a stamp takes 2^[Bits] of them.
func BenchmarkHash(b *testing.B) {
	m, err := newMint(alice, bob, 1)
	if err != nil {
		b.Fatal(err)
	}
	n := uint64(0)
	for b.Loop() {
		m.work(n)
		n++
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(n)*(1<<Bits)*1000, "stamp-ms")
}

// BenchmarkCheck is what a stranger's stamp costs its recipient.
func BenchmarkCheck(b *testing.B) {
	s := stampFor(b, alice, bob, noon, cheap).Bytes()
	for b.Loop() {
		if err := Check(s, alice, bob, noon, cheap); err != nil {
			b.Fatal(err)
		}
	}
}
