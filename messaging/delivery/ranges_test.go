package delivery

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// model is what a set of numbers has to agree with.
type model map[uint64]bool

func (m model) check(t *testing.T, r ranges, top uint64) {
	t.Helper()
	for n := range top + 2 {
		if r.has(n) != m[n] {
			t.Fatalf("%v: has(%d) = %v, the map says %v", r, n, r.has(n), m[n])
		}
	}
	for i, s := range r {
		if s.first > s.last || i > 0 && s.first <= r[i-1].last+1 {
			t.Fatalf("%v is not in order, or its spans touch", r)
		}
	}
}

func checkForms(t *testing.T, r ranges) {
	t.Helper()
	stored, err := decodeRanges(r.encode())
	if err != nil || !slices.Equal(stored, r) {
		t.Fatalf("%v comes back from the database as %v, %v", r, stored, err)
	}
	if len(r) > maxRanges {
		return
	}
	sent, err := rangesFromPairs(r.pairs())
	if err != nil || !slices.Equal(sent, r) {
		t.Fatalf("%v comes back from the wire as %v, %v", r, sent, err)
	}
}

func TestRangesAgreeWithAMap(t *testing.T) {
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		top := 1 + rnd.Uint64N(60)
		var r ranges
		m := model{}
		for range rnd.IntN(80) {
			n := 1 + rnd.Uint64N(top)
			r, m[n] = r.with(n), true
			m.check(t, r, top)
		}
		checkForms(t, r)
	}
}

func TestNewestRangesAreKept(t *testing.T) {
	r := ranges{}.with(1).with(3).with(5)
	if got := r.newest(2); !slices.Equal(got, ranges{{3, 3}, {5, 5}}) {
		t.Errorf("newest(2) = %v", got)
	}
	if got := r.newest(9); len(got) != 3 {
		t.Errorf("newest(9) = %v", got)
	}
}

func TestBrokenPairsAreRefused(t *testing.T) {
	long := slices.Repeat([]uint64{1, 1}, maxRanges)
	for name, p := range map[string][]uint64{
		"odd":                  {1},
		"too many":             append(slices.Clone(long), 1, 1),
		"an empty span":        {0, 0},
		"touching spans":       {0, 1, 0, 1},
		"a gap out of range":   {maxSeq + 1, 1},
		"a span out of range":  {0, maxSeq + 1},
		"an end out of range":  {1, maxSeq},
		"a sum that overflows": {1, 1, 1<<64 - 1, 1<<64 - 1},
	} {
		if r, err := rangesFromPairs(p); err == nil {
			t.Errorf("%s: %v became %v", name, p, r)
		}
	}
	if r, err := rangesFromPairs(long); err != nil || len(r) != maxRanges {
		t.Errorf("%d spans: %v", maxRanges, err)
	}
	if r, err := rangesFromPairs([]uint64{0, maxSeq}); err != nil || !r.has(maxSeq) || r.has(maxSeq+1) {
		t.Errorf("all numbers: %v, %v", r, err)
	}
}

// What is read as pairs is written as the same pairs, and keeps to the limits.
func FuzzRangesFromPairs(f *testing.F) {
	f.Add([]byte{0, 5, 1, 2})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		stored, err := decodeRanges(b)
		if err != nil {
			return
		}
		p := pairsOf(b)
		r, err := rangesFromPairs(p)
		if err != nil {
			return
		}
		if got := r.pairs(); !slices.Equal(got, p) {
			t.Fatalf("%v became %v", p, got)
		}
		if len(r) > maxRanges || len(r) > 0 && r[len(r)-1].last > maxSeq {
			t.Fatalf("%v is out of bounds", r)
		}
		if !reflect.DeepEqual(stored, r) {
			t.Fatalf("the database reads %v, the wire %v", stored, r)
		}
		checkForms(t, r)
	})
}

func TestLowestGapsAreClosed(t *testing.T) {
	r := ranges{{2, 3}, {5, 5}, {8, 9}, {11, 11}}
	for max, want := range map[int]ranges{
		5: {{2, 3}, {5, 5}, {8, 9}, {11, 11}},
		4: {{2, 3}, {5, 5}, {8, 9}, {11, 11}},
		3: {{2, 5}, {8, 9}, {11, 11}},
		2: {{2, 9}, {11, 11}},
		1: {{2, 11}},
	} {
		if got := slices.Clone(r).closed(max); !slices.Equal(got, want) {
			t.Errorf("closed(%d) = %v, want %v", max, got, want)
		}
	}
	if got := ranges(nil).closed(3); len(got) != 0 {
		t.Errorf("nothing became %v", got)
	}
}
