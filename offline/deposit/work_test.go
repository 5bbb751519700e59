package deposit

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"testing"
)

func TestStamp(t *testing.T) {
	for _, bits := range []int{0, 1, 7, 8, 9, 12} {
		r, err := Stamp(t.Context(), sample(), bits)
		if err != nil || r.Work() < bits {
			t.Fatalf("Stamp(%d): %d bits, %v", bits, r.Work(), err)
		}
		b, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(append([]byte("restante/stamp/1"), b...))
		if zeros := 256 - new(big.Int).SetBytes(sum[:]).BitLen(); zeros != r.Work() || zeros != WorkOf(b) {
			t.Errorf("%x has %d bits of work, Work() = %d, WorkOf() = %d", sum, zeros, r.Work(), WorkOf(b))
		}
		again, err := Stamp(t.Context(), r, bits)
		if err != nil || again.Stamp != r.Stamp {
			t.Errorf("stamped again: %v", err)
		}
		r.Stamp = sample().Stamp
		if key, _ := r.Key(); fmt.Sprint(key) != fmt.Sprint(mustKey(t, sample())) {
			t.Error("Stamp changed more than the stamp")
		}
	}
}

func mustKey(t testing.TB, r Record) Key {
	t.Helper()
	k, err := r.Key()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Work is bound to all of the record.
func TestWorkIsNotMoved(t *testing.T) {
	r, err := Stamp(t.Context(), sample(), 14)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Record){
		"mailbox": func(r *Record) { r.Mailbox[0]++ }, "expiry": func(r *Record) { r.Expires = r.Expires.Add(1e9) },
		"cancel hash": func(r *Record) { r.CancelHash[0]++ }, "body": func(r *Record) { r.Body = []byte("another") },
	} {
		other := r
		change(&other)
		if other.Work() >= 14 {
			t.Errorf("with another %s it is still worth %d bits", name, other.Work())
		}
	}
}

func TestStampEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Stamp(ctx, sample(), MaxWork); !errors.Is(err, context.Canceled) {
		t.Errorf("Stamp() = %v", err)
	}
	if _, err := Stamp(t.Context(), sample(), MaxWork+1); !errors.Is(err, ErrTooMuchWork) {
		t.Errorf("Stamp() = %v", err)
	}
	bad := sample()
	bad.Body = make([]byte, MaxBody+1)
	if _, err := Stamp(t.Context(), bad, 1); !errors.Is(err, ErrTooLarge) || bad.Work() != 0 {
		t.Errorf("a record that does not encode: %v, %d bits", err, bad.Work())
	}
}

func BenchmarkStamp(b *testing.B) {
	for _, bits := range []int{8, 16} {
		b.Run(fmt.Sprintf("bits-%d", bits), func(b *testing.B) {
			for range b.N {
				r := sample()
				r.Mailbox = Mailbox(NewPreimage())
				if _, err := Stamp(b.Context(), r, bits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
