package pointer

import (
	"crypto/rand"
	"slices"
	"testing"

	"restante/offline/deposit"
)

// What is asked for has nothing in it that came before, wherever on the ring it
// begins, and the parts together are the whole ring.
func TestNothingIsAskedForTwice(t *testing.T) {
	all := &findings{report: func(Found) {}, seen: make(map[deposit.Key]bool)}
	for range 2*maxSkip + 500 {
		var k deposit.Key
		rand.Read(k[:])
		all.add(Found{Key: k})
	}
	var start deposit.Key
	rand.Read(start[:])
	parts := 0
	for s := (span{after: start, until: start}); parts == 0 || s.after != s.until; parts++ {
		part := all.without(s)
		if len(part.skip) > maxSkip {
			t.Fatalf("%d keys are named", len(part.skip))
		}
		for k := range all.seen {
			if part.holds(k) && !slices.Contains(part.skip, prefix(k)) {
				t.Fatalf("part %d would bring a key that is here", parts)
			}
		}
		s.after = part.until
	}
	if parts != 3 {
		t.Errorf("the ring was read in %d parts", parts)
	}
}
