package envelope

import "testing"

func BenchmarkSeal(b *testing.B) {
	alice, bob := newUser(b), newUser(b)
	m, prekey := sample("a line of chat"), bob.prekey()
	b.ReportAllocs()
	for b.Loop() {
		_, _, err := Seal(alice.Key, bob.ID(), prekey, m)
		must(b, err)
	}
}

func BenchmarkOpen(b *testing.B) {
	alice, bob := newUser(b), newUser(b)
	sealed, _ := seal(b, alice, bob, sample("a line of chat"))
	b.ReportAllocs()
	for b.Loop() {
		_, _, err := Open(bob.ID(), bob.own, sealed)
		must(b, err)
	}
}

// BenchmarkOpenForeign is the price of a block that is for somebody else.
func BenchmarkOpenForeign(b *testing.B) {
	alice, bob, carol := newUser(b), newUser(b), newUser(b)
	sealed, _ := seal(b, alice, bob, sample("a line of chat"))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Open(carol.ID(), carol.own, sealed); err == nil {
			b.Fatal("a stranger opened it")
		}
	}
}

func BenchmarkSealBody(b *testing.B) {
	bob := newUser(b)
	plain, prekey := make([]byte, MaxBodyPlain), bob.prekey()
	b.ReportAllocs()
	for b.Loop() {
		_, err := SealBody(bob.ID(), prekey, plain)
		must(b, err)
	}
}
