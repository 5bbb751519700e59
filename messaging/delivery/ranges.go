package delivery

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// span is the numbers from first to last, both included.
type span struct{ first, last uint64 }

// ranges is a set of sequence numbers: spans in order that do not touch.
type ranges []span

func (r ranges) has(n uint64) bool {
	i, exact := r.find(n)
	return exact || i > 0 && r[i-1].last >= n
}

// find gives the first span that does not begin before n.
func (r ranges) find(n uint64) (i int, exact bool) {
	return slices.BinarySearchFunc(r, n, func(s span, n uint64) int {
		switch {
		case s.first < n:
			return -1
		case s.first > n:
			return 1
		}
		return 0
	})
}

// with adds one number.
func (r ranges) with(n uint64) ranges {
	if r.has(n) {
		return r
	}
	i, _ := r.find(n)
	left := i > 0 && r[i-1].last+1 == n
	right := i < len(r) && r[i].first == n+1
	switch {
	case left && right:
		r[i-1].last = r[i].last
		return slices.Delete(r, i, i+1)
	case left:
		r[i-1].last = n
	case right:
		r[i].first = n
	default:
		return slices.Insert(r, i, span{n, n})
	}
	return r
}

// bounds are the lowest and the highest number; 1 and 0 when there is none.
func (r ranges) bounds() (first, last uint64) {
	if len(r) == 0 {
		return 1, 0
	}
	return r[0].first, r[len(r)-1].last
}

// newest drops the oldest spans until at most max are left.
func (r ranges) newest(max int) ranges { return r[len(r)-min(max, len(r)):] }

// closed fills the lowest gaps until at most max spans are left.
func (r ranges) closed(max int) ranges {
	if extra := len(r) - max; extra > 0 {
		r[extra].first = r[0].first
		r = r[extra:]
	}
	return r
}

// pairs is the form of pb.DeviceRanges: numbers left out, numbers in, and so on.
func (r ranges) pairs() []uint64 {
	var out []uint64
	var end uint64
	for _, s := range r {
		out = append(out, s.first-end-1, s.last-s.first+1)
		end = s.last
	}
	return out
}

func rangesFromPairs(p []uint64) (ranges, error) {
	if len(p)%2 != 0 || len(p) > 2*maxRanges {
		return nil, fmt.Errorf("%w: a broken set of numbers", ErrInvalid)
	}
	var r ranges
	var end uint64
	for ; len(p) > 0; p = p[2:] {
		s := span{first: end + p[0] + 1, last: end + p[0] + p[1]}
		touches := len(r) > 0 && p[0] == 0
		if p[0] > maxSeq || p[1] > maxSeq || p[1] == 0 || s.last > maxSeq || touches {
			return nil, fmt.Errorf("%w: a broken set of numbers", ErrInvalid)
		}
		r, end = append(r, s), s.last
	}
	return r, nil
}

// maxSeq keeps sums of sequence numbers inside 64 bits and SQLite's integers.
const maxSeq = 1 << 60

// encode is the form in the database.
func (r ranges) encode() []byte {
	b := []byte{}
	for _, n := range r.pairs() {
		b = binary.AppendUvarint(b, n)
	}
	return b
}

func decodeRanges(b []byte) (ranges, error) {
	var p []uint64
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			return nil, fmt.Errorf("%w: a broken set of numbers", ErrInvalid)
		}
		p, b = append(p, n), b[size:]
	}
	return rangesFromStored(p)
}

// rangesFromStored has no limit on the number of spans: they are one's own.
func rangesFromStored(p []uint64) (ranges, error) {
	var all ranges
	var end uint64
	for ; len(p) >= 2; p = p[2:] {
		s := span{first: end + p[0] + 1, last: end + p[0] + p[1]}
		all, end = append(all, s), s.last
	}
	return all, nil
}
