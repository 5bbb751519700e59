package introduction

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/node/identity"
)

var (
	carol, ada, ben = keyOf(1), keyOf(2), keyOf(3)
	noon            = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// keyOf is the same person each time.
func keyOf(n byte) *identity.Key {
	k, err := identity.FromSeed([32]byte(bytes.Repeat([]byte{n}, 32)))
	if err != nil {
		panic(err)
	}
	return k
}

func word(t testing.TB, by *identity.Key, who, to peer.ID) []byte {
	t.Helper()
	b, err := Make(by, who, to, noon)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A word is for two people, in one direction.
func TestAWordIsForTwo(t *testing.T) {
	b := word(t, carol, ada.ID(), ben.ID())
	if by, err := Check(b, ada.ID(), ben.ID(), noon); err != nil || by != carol.ID() {
		t.Errorf("introduced by %s, %v", by, err)
	}
	for name, who := range map[string][2]peer.ID{
		"another one": {keyOf(4).ID(), ben.ID()}, "to another one": {ada.ID(), keyOf(4).ID()}, "turned": {ben.ID(), ada.ID()},
		"nobody": {"", ben.ID()}, "to nobody": {ada.ID(), "no peer ID"},
	} {
		if _, err := Check(b, who[0], who[1], noon); !errors.Is(err, ErrWord) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever introduces themselves is not introduced.
func TestNobodyIntroducesThemselves(t *testing.T) {
	for _, by := range []*identity.Key{ada, ben} {
		if _, err := Check(word(t, by, ada.ID(), ben.ID()), ada.ID(), ben.ID(), noon); !errors.Is(err, ErrWord) {
			t.Errorf("%v", err)
		}
	}
}

func TestAWordInItsTime(t *testing.T) {
	b := word(t, carol, ada.ID(), ben.ID())
	for after, good := range map[int]bool{-2: false, -1: true, 0: true, Weeks: true, Weeks + 1: false, 5000: false} {
		at := (session.WeekOf(noon) + session.Week(after)).Begins()
		if _, err := Check(b, ada.ID(), ben.ID(), at); errors.Is(err, ErrWord) == good {
			t.Errorf("%d weeks later: %v", after, err)
		}
	}
	for at, good := range map[time.Time]bool{Until(b).Add(-time.Second): true, Until(b): false} {
		if _, err := Check(b, ada.ID(), ben.ID(), at); errors.Is(err, ErrWord) == good {
			t.Errorf("until %s: %v", at, err)
		}
	}
}

// No bit of a word can be another one, nor its length.
func TestBadWords(t *testing.T) {
	b := word(t, carol, ada.ID(), ben.ID())
	bad := [][]byte{nil, {}, b[:Size-1], append(bytes.Clone(b), 0), make([]byte, Size), bytes.Repeat([]byte{255}, Size)}
	for i := range 8 * Size {
		other := bytes.Clone(b)
		other[i/8] ^= 1 << (i % 8)
		bad = append(bad, other)
	}
	for i, b := range bad {
		if _, err := Check(b, ada.ID(), ben.ID(), noon); !errors.Is(err, ErrWord) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if _, err := Make(carol, "nobody", ben.ID(), noon); err == nil {
		t.Error("nobody is introduced")
	}
	if _, err := Make(carol, ada.ID(), "nobody", noon); err == nil {
		t.Error("introduced to nobody")
	}
}

// TestFrozenWord keeps the bytes as they are: words are on their way.
func TestFrozenWord(t *testing.T) {
	sum := sha256.Sum256(word(t, carol, ada.ID(), ben.ID()))
	if got := hex.EncodeToString(sum[:8]); got != "ee62b76fe341640f" {
		t.Errorf("the word's hash is %s", got)
	}
}

// FuzzCheck takes anything for a word.
func FuzzCheck(f *testing.F) {
	f.Add(word(f, carol, ada.ID(), ben.ID()))
	f.Add(word(f, carol, ben.ID(), ada.ID()))
	f.Fuzz(func(t *testing.T, b []byte) {
		by, err := Check(b, ada.ID(), ben.ID(), noon)
		if (err == nil) != (by != "") || err == nil && !bytes.Equal(b, word(t, carol, ada.ID(), ben.ID())) {
			t.Fatalf("%x introduces by %s, %v", b, by, err)
		}
	})
}
