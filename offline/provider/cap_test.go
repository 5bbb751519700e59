package provider

import (
	"errors"
	"sync"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
)

const block = 8 << 10

func put(t *testing.T, d depot.Depot) depot.Ref {
	t.Helper()
	r, b := newBlock()
	if _, err := d.Put(t.Context(), r, b); err != nil {
		t.Fatal(err)
	}
	return r
}

// full fails the test unless the depot takes nothing more, without asking anybody.
func full(t *testing.T, d depot.Depot, s *shelf) {
	t.Helper()
	r, b := newBlock()
	before := s.calls
	if _, err := d.Put(t.Context(), r, b); !errors.Is(err, depot.ErrQuota) || s.calls != before {
		t.Errorf("%v after %d calls, want ErrQuota", err, s.calls-before)
	}
}

func TestCap(t *testing.T) {
	s := newShelf()
	d := Capped(s, 3*block)
	first, second := put(t, d), put(t, d)
	put(t, d)
	full(t, d, s)
	for _, r := range []depot.Ref{first, second} {
		if err := d.Delete(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		put(t, d)
		full(t, d, s)
	}
}

func TestNoCap(t *testing.T) {
	if s := newShelf(); Capped(s, 0) != depot.Depot(s) {
		t.Error("something is around a depot without a limit")
	}
}

// TestCapCountsWhatIsThere: a program that starts again, or another one, put it there;
// whichever name the listing knows.
func TestCapCountsWhatIsThere(t *testing.T) {
	for name, known := range map[string]func(depot.Ref) depot.Ref{
		"both": func(r depot.Ref) depot.Ref { return r },
		"name": func(r depot.Ref) depot.Ref { return depot.Ref{Name: r.Name} },
		"CID":  func(r depot.Ref) depot.Ref { return depot.Ref{CID: r.CID} },
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf()
			s.nameOf = known
			var refs []depot.Ref
			for range 5 {
				refs = append(refs, put(t, s))
			}
			d := Capped(s, 6*block)
			put(t, d)
			full(t, d, s)
			if err := d.Delete(t.Context(), refs[3]); err != nil {
				t.Fatal(err)
			}
			put(t, d)
			full(t, d, s)
		})
	}
}

// TestCapOfUnknownSizes: what the provider does not say is not taken for nothing.
func TestCapOfUnknownSizes(t *testing.T) {
	s := newShelf()
	s.blocks["x"] = depot.Entry{Ref: depot.Ref{Name: "x", CID: cid.Undef}}
	d := Capped(s, depot.MaxBlock+block)
	put(t, d)
	full(t, d, s)
}

// TestCapCountsOnce: what is put again, or perhaps lies there, is counted once.
func TestCapCountsOnce(t *testing.T) {
	s := newShelf(nil, errLost)
	d := Capped(s, 2*block)
	r, b := newBlock()
	for _, fails := range []bool{true, false, false} {
		if _, err := d.Put(t.Context(), r, b); (err != nil) != fails {
			t.Fatal(err)
		}
	}
	put(t, d)
	full(t, d, s)
}

// TestCapCountsWhatIsPutAgain: a block that lies there takes room even if putting it
// again is refused, and one that was deleted and put again does too.
func TestCapCountsWhatIsPutAgain(t *testing.T) {
	s := newShelf(nil, nil, depot.ErrAuth)
	d := Capped(s, block)
	r, b := newBlock()
	for _, want := range []error{nil, depot.ErrAuth} {
		if _, err := d.Put(t.Context(), r, b); !errors.Is(err, want) {
			t.Fatal(err)
		}
	}
	full(t, d, s)
	if err := d.Delete(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Put(t.Context(), r, b); err != nil {
		t.Fatal(err)
	}
	full(t, d, s)
}

// TestCapForgetsWhatWasRefused: what the provider did not take takes no room.
func TestCapForgetsWhatWasRefused(t *testing.T) {
	for err, taken := range map[error]bool{
		depot.ErrAuth: false, depot.ErrQuota: false, depot.ErrPermanent: false,
		errLost: true, &depot.Pending{}: true,
	} {
		s := newShelf(nil, err)
		d := Capped(s, block)
		r, b := newBlock()
		if _, got := d.Put(t.Context(), r, b); !errors.Is(got, err) {
			t.Fatal(got)
		}
		if taken {
			full(t, d, s)
		} else {
			put(t, d)
		}
	}
}

// TestCapWaitsForTheCount: as long as nobody knows what lies there, nothing is put.
func TestCapWaitsForTheCount(t *testing.T) {
	s := newShelf(errLost)
	d := Capped(s, block)
	r, b := newBlock()
	if _, err := d.Put(t.Context(), r, b); !errors.Is(err, errLost) || len(s.blocks) > 0 {
		t.Errorf("%v, %d blocks", err, len(s.blocks))
	}
	put(t, d)
	full(t, d, s)
}

func TestCapInParallel(t *testing.T) {
	s := newShelf()
	d := Capped(s, 7*block)
	var writers sync.WaitGroup
	for range 20 {
		writers.Go(func() {
			r, b := newBlock()
			if _, err := d.Put(t.Context(), r, b); err != nil && !errors.Is(err, depot.ErrQuota) {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	if len(s.blocks) != 7 {
		t.Errorf("%d blocks, want 7", len(s.blocks))
	}
}

// TestCapUsage: the limit that is reached first is told.
func TestCapUsage(t *testing.T) {
	for quota, want := range map[int64]depot.Usage{
		0:          {Used: block, Quota: 3 * block},
		10 * block: {Used: block, Quota: 3 * block},
		2 * block:  {Used: block, Quota: 2 * block},
	} {
		s := newShelf()
		s.quota = quota
		d := Capped(s, 3*block)
		put(t, d)
		if u, err := d.Usage(t.Context()); err != nil || u != want {
			t.Errorf("quota %d: %+v, %v; want %+v", quota, u, err, want)
		}
	}
}
