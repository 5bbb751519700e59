package pointer

import (
	"encoding/binary"
	"slices"
	"sync"

	"restante/offline/deposit"
)

// sectors are the equal parts of the ring that those who read it divide among
// themselves.
const sectors = 32

// findings are what all holders gave together.
type findings struct {
	report func(Found)

	mu    sync.Mutex
	seen  map[deposit.Key]bool
	ring  [256][]uint64 // prefixes of the keys seen, in order, by their first byte
	taken [sectors]bool // by somebody who reads it
}

func (a *findings) add(f Found) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen[f.Key] {
		return
	}
	a.seen[f.Key] = true
	at := &a.ring[f.Key[0]]
	i, _ := slices.BinarySearch(*at, prefix(f.Key))
	*at = slices.Insert(*at, i, prefix(f.Key))
	a.report(f)
}

// sector takes the next sector that nobody has, from a key on.
func (a *findings) sector(from deposit.Key) (s span, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	const width = 1 << 64 / sectors
	first := prefix(from) / width
	for i := first; i < first+sectors; i++ {
		if n := i % sectors; !a.taken[n] {
			a.taken[n] = true
			return span{after: lastOf(n*width - 1), until: lastOf(n*width + (width - 1))}, true
		}
	}
	return s, false
}

// without leaves out of a span the keys that need not be sent again. If they are
// too many to be named, it ends at the last that is.
func (a *findings) without(s span) span {
	s.skip = a.known(s)
	if n := len(s.skip); n == maxSkip && s.skip[n-1] != prefix(s.until) {
		s.until = lastOf(s.skip[n-1])
	}
	return s
}

// known are prefixes of keys seen in a span, in its order.
func (a *findings) known(s span) (skip []uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	from := prefix(s.after)
	length := prefix(s.until) - from - 1 // modulo 2^64: the whole ring when both ends are the same
	for i := range len(a.ring) + 1 {     // the first byte is the last one too
		for _, p := range a.ring[(int(s.after[0])+i)%len(a.ring)] {
			if p-from-1 > length || i == 0 && p <= from || i == len(a.ring) && p > from {
				continue
			}
			if skip = append(skip, p); len(skip) == maxSkip {
				return skip
			}
		}
	}
	return skip
}

// lastOf is the last key with a prefix.
func lastOf(p uint64) deposit.Key {
	k := last
	binary.BigEndian.PutUint64(k[:], p)
	return k
}
