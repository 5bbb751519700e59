package machine

import (
	"iter"
	"math/bits"
)

// set is some of the events of a graph, by their places in it.
type set []uint64

const wordBits = 64

// newSets makes n empty sets for places below n, at once.
func newSets(n int) []set {
	words := (n + wordBits - 1) / wordBits
	all, sets := make(set, n*words), make([]set, n)
	for i := range sets {
		sets[i] = all[i*words : (i+1)*words : (i+1)*words]
	}
	return sets
}

func (s set) has(i int) bool { return s[i/wordBits]&(1<<(i%wordBits)) != 0 }

func (s set) add(i int) { s[i/wordBits] |= 1 << (i % wordBits) }

func (s set) remove(i int) { s[i/wordBits] &^= 1 << (i % wordBits) }

// first is the lowest place in the set.
func (s set) first() (i int, any bool) {
	for w, word := range s {
		if word != 0 {
			return w*wordBits + bits.TrailingZeros64(word), true
		}
	}
	return 0, false
}

func (s set) addAll(o set) {
	for i := range s {
		s[i] |= o[i]
	}
}

// meets reports whether two sets have something in common.
func (s set) meets(o set) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// covers reports whether all of o is in s.
func (s set) covers(o set) bool {
	for i := range s {
		if o[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

// without gives what is in s and not in o, in ascending order.
func (s set) without(o set) iter.Seq[int] {
	return func(yield func(int) bool) {
		for w := range s {
			for word := s[w] &^ o[w]; word != 0; word &= word - 1 {
				if !yield(w*wordBits + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
