package session

import (
	"bytes"
	"crypto/ecdh"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/identity"
	"restante/offline/deposit"
)

// person is an identity made of one byte.
func person(t testing.TB, b byte) *identity.Key {
	t.Helper()
	k, err := identity.FromSeed([32]byte{b})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func pairOf(t testing.TB, me *identity.Key, other peer.ID) *Pair {
	t.Helper()
	p, err := NewPair(me, other)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *Pair) box(t testing.TB, w Week, to peer.ID) *Box {
	t.Helper()
	b, err := p.Mailbox(w, to)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Both of a pair come to the same mailbox, each by itself; every week and each way
// has another one, and so has every other pair.
func TestPair(t *testing.T) {
	alice, bob, carol := person(t, 1), person(t, 2), person(t, 3)
	there, here := pairOf(t, alice, bob.ID()), pairOf(t, bob, alice.ID())
	seen := make(map[deposit.Mailbox]bool)
	for w := range Week(20) {
		for _, to := range []peer.ID{alice.ID(), bob.ID()} {
			m := there.box(t, w, to).Mailbox()
			if m != here.box(t, w, to).Mailbox() {
				t.Fatalf("in week %d the two differ", w)
			}
			if seen[m] {
				t.Fatalf("in week %d a mailbox comes again", w)
			}
			seen[m] = true
		}
	}
	third := pairOf(t, carol, alice.ID())
	if seen[third.box(t, 1, alice.ID()).Mailbox()] {
		t.Error("carol has the mailbox of the two")
	}
	if _, err := there.Mailbox(1, carol.ID()); !errors.Is(err, ErrPair) {
		t.Errorf("mail for a third: %v", err)
	}
	if _, err := NewPair(alice, alice.ID()); !errors.Is(err, ErrPair) {
		t.Errorf("alone: %v", err)
	}
	if _, err := NewPair(alice, "nobody"); err == nil {
		t.Error("a pair with what is no peer")
	}
}

// What a device computed once, one that is restored from the same words computes
// again: these are the keys of version 1.
func TestFrozenPair(t *testing.T) {
	alice, bob := person(t, 1), person(t, 2)
	b := pairOf(t, alice, bob.ID()).box(t, 2900, bob.ID())
	m := b.Mailbox()
	const mailbox, key = "0730b147e56c6c3f5af1b927042a42298d790b1faf50500a458bdc82d21469d1", "4385880e605c2736e02c33822c2473119e6540fbe841c4c8bc5f16581de7f218"
	if got := hex.EncodeToString(m[:]); got != mailbox {
		t.Errorf("the mailbox is %s", got)
	}
	if got := hex.EncodeToString(b.key[:]); got != key {
		t.Errorf("the key is %s", got)
	}
}

func TestWeeks(t *testing.T) {
	turn := Week(2900).Begins()
	if turn.Weekday() != time.Thursday || WeekOf(turn) != 2900 || WeekOf(turn.Add(-time.Second)) != 2899 ||
		WeekOf(turn.In(time.FixedZone("", -12*3600))) != 2900 || WeekOf(time.Unix(-5, 0)) != 0 {
		t.Errorf("week 2900 begins at %v", turn)
	}
}

// The owner's signature is what push nodes and holders ask for.
func TestBoxSigns(t *testing.T) {
	alice, bob := person(t, 1), person(t, 2)
	b := pairOf(t, alice, bob.ID()).box(t, 1, bob.ID())
	if err := deposit.VerifyMailbox(b.Mailbox(), []byte("list"), b.Sign([]byte("list"))); err != nil {
		t.Error(err)
	}
}

// A body opens at its own mailbox only, and has the size of every other one.
func TestBoxBodies(t *testing.T) {
	alice, bob := person(t, 1), person(t, 2)
	there, here := pairOf(t, alice, bob.ID()), pairOf(t, bob, alice.ID())
	from, to := there.box(t, 7, bob.ID()), here.box(t, 7, bob.ID())
	for _, n := range []int{0, 1, deposit.BodySize, envelope.MaxBodyPlain} {
		plain := bytes.Repeat([]byte{9}, n)
		sealed, err := from.SealBody(plain)
		if err != nil || len(sealed) != envelope.BodySize || sealed[0] != envelope.Suite {
			t.Fatalf("%d bytes become %d, %v", n, len(sealed), err)
		}
		if got, err := to.OpenBody(sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: %d, %v", n, len(got), err)
		}
		for name, other := range map[string]*Box{
			"the other way": here.box(t, 7, alice.ID()), "last week": here.box(t, 6, bob.ID()),
			"the key of another mailbox": {Signer: here.box(t, 6, bob.ID()), key: to.key},
		} {
			if _, err := other.OpenBody(sealed); !errors.Is(err, ErrUnreadable) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, i := range []int{0, 3, 9, bodyTextAt - 1, bodyTextAt, len(sealed) - 1} {
			bad := bytes.Clone(sealed)
			bad[i]++
			if _, err := to.OpenBody(bad); !errors.Is(err, ErrUnreadable) {
				t.Errorf("with byte %d changed: %v", i, err)
			}
		}
	}
	if _, err := from.SealBody(make([]byte, envelope.MaxBodyPlain+1)); !errors.Is(err, envelope.ErrTooLarge) {
		t.Errorf("too long: %v", err)
	}
}

// Where a stranger's body has an encapsulated key there is one here too: a point of
// P-256, and before it numbers that are as frequent as ML-KEM's compression makes
// them, where random bytes would be even.
func TestBodiesLookAlike(t *testing.T) {
	preimages := make(map[int]int)
	for x := range 3329 {
		preimages[(x*1024+3329/2)/3329%1024]++
	}
	alice, bob := person(t, 1), person(t, 2)
	b := pairOf(t, alice, bob.ID()).box(t, 7, bob.ID())
	frequent, all := 0, 0
	for range 40 {
		sealed, err := b.SealBody(nil)
		if err != nil {
			t.Fatal(err)
		}
		enc := sealed[bodyEncAt:bodyTextAt]
		if _, err := ecdh.P256().NewPublicKey(enc[1088:]); err != nil {
			t.Error(err)
		}
		for bit := 0; bit < 3*256*10; bit += 10 {
			word := int(enc[bit/8]) | int(enc[bit/8+1])<<8
			if preimages[word>>(bit%8)&1023] == 4 {
				frequent++
			}
			all++
		}
	}
	// 257 of the 1,024 numbers have four preimages of 3,329, the others three
	if share := float64(frequent) / float64(all); share < 0.295 || share > 0.323 {
		t.Errorf("the frequent numbers are %.3f of all, ML-KEM's are 0.309 and random ones 0.251", share)
	}
}

func FuzzOpenBody(f *testing.F) {
	alice, bob := person(f, 1), person(f, 2)
	b := pairOf(f, alice, bob.ID()).box(f, 7, bob.ID())
	sealed, err := b.SealBody([]byte("where it lies"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte{envelope.Suite})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if plain, err := b.OpenBody(sealed); err != nil && !errors.Is(err, ErrUnreadable) || len(plain) > envelope.MaxBodyPlain {
			t.Fatalf("%d bytes, %v", len(plain), err)
		}
	})
}

func BenchmarkPair(b *testing.B) {
	alice, bob := person(b, 1), person(b, 2)
	for b.Loop() {
		pairOf(b, alice, bob.ID()).box(b, 7, alice.ID())
	}
}

func BenchmarkBox(b *testing.B) {
	alice, bob := person(b, 1), person(b, 2)
	p := pairOf(b, alice, bob.ID())
	for b.Loop() {
		p.box(b, 7, alice.ID())
	}
}
