package session

import "testing"

// text is as long as what fills a small envelope.
var text = make([]byte, 4<<10)

// BenchmarkChain seals and opens one message of a chain.
func BenchmarkChain(b *testing.B) {
	alice, bob := talking(b)
	for b.Loop() {
		exchange(b, alice, bob)
	}
}

// BenchmarkTurn does it with a key agreement each time.
func BenchmarkTurn(b *testing.B) {
	alice, bob := talking(b)
	for b.Loop() {
		exchange(b, alice, bob)
		alice, bob = bob, alice
	}
}

// BenchmarkStored reads the state, seals, and gives the state back, as a program
// does that keeps no session in memory.
func BenchmarkStored(b *testing.B) {
	alice, _ := talking(b)
	raw, err := alice.Bytes()
	for b.Loop() {
		s, e := Parse(raw)
		if e != nil {
			b.Fatal(e)
		}
		if _, e := s.Seal(newBind(), text); e != nil {
			b.Fatal(e)
		}
		raw, err = s.Bytes()
	}
	if err != nil {
		b.Fatal(err)
	}
}

func exchange(b *testing.B, from, to end) {
	l := letter{bind: newBind()}
	var err error
	if l.sealed, err = from.Seal(l.bind, text); err != nil {
		b.Fatal(err)
	}
	if _, err := to.open(l); err != nil {
		b.Fatal(err)
	}
}
