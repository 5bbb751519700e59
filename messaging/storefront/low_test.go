package storefront

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// low are the variants of the mug that are low, with how many there are.
func (m *merchant) low() (all []string) {
	m.t.Helper()
	found, err := m.LowStock(m.t.Context())
	must(m.t, err)
	for _, l := range found {
		all = append(all, fmt.Sprint(l.Slug, " ", l.Variant, ": ", l.Free, " of ", l.Threshold))
	}
	return all
}

func (m *merchant) wantLow(want ...string) {
	m.t.Helper()
	if got := m.low(); !slices.Equal(got, want) {
		m.t.Errorf("low are %q, want %q", got, want)
	}
}

// wide has many pieces of all that is counted.
func wide(t *testing.T) *merchant {
	m := opened(t)
	for _, it := range []Item{m.item("blue-mug"), m.item("book-of-clay"), m.item("font")} {
		for _, p := range it.Pieces {
			must(t, m.SetPieces(t.Context(), it.Slug, p.Variant, 100))
		}
	}
	return m
}

func TestTheNearestThresholdCounts(t *testing.T) {
	m := wide(t)
	m.wantLow()
	must(t, m.SetPieces(t.Context(), "blue-mug", "blue-s", UsualFew))
	m.wantLow("blue-mug blue-s: 5 of 5")
	for _, step := range []struct {
		Threshold
		low []string
	}{
		{Threshold{Pieces: 4}, nil},
		{Threshold{Slug: "blue-mug", Pieces: 9}, []string{"blue-mug blue-s: 5 of 9"}},
		{Threshold{Slug: "blue-mug", Variant: "blue-s"}, nil}, // never
		{Threshold{Slug: "blue-mug", Variant: "blue-s", Pieces: 6}, []string{"blue-mug blue-s: 5 of 6"}},
	} {
		must(t, m.SetThreshold(t.Context(), step.Threshold))
		m.wantLow(step.low...)
	}
	must(t, m.DropThreshold(t.Context(), "blue-mug", "blue-s"))
	m.wantLow("blue-mug blue-s: 5 of 9")
	if l, err := m.LowStock(t.Context()); err != nil || l[0].Title != m.item("blue-mug").Title || l[0].SKU == "" {
		t.Errorf("%+v, %v", l, err)
	}
	must(t, m.SetState(t.Context(), Hidden, "blue-mug"))
	m.wantLow() // nobody can buy it
}

func TestThresholdsAreOfSomething(t *testing.T) {
	m := opened(t)
	for _, bad := range []Threshold{{Slug: "nothing"}, {Slug: "blue-mug", Variant: "green"}, {Variant: "blue-s"}} {
		if err := m.SetThreshold(t.Context(), bad); !errors.Is(err, ErrNoItem) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if err := m.SetThreshold(t.Context(), Threshold{Pieces: MaxPieces + 1}); !errors.Is(err, ErrPieces) {
		t.Errorf("%v", err)
	}
	must(t, m.SetThreshold(t.Context(), Threshold{"blue-mug", "blue-s", 2}))
	must(t, m.Delete(t.Context(), "blue-mug"))
	if left, err := m.Thresholds(t.Context()); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// What becomes low is told once, until there is enough again; what an order gives back and
// takes again in one step is nothing new.
func TestRunningLowIsToldOnce(t *testing.T) {
	m := wide(t)
	sub := m.Bus.Subscribe(100)
	defer sub.Close()
	told := func(want int) {
		t.Helper()
		must(t, m.tellLow(t.Context()))
		events, _ := sub.Take()
		got := slices.DeleteFunc(events, func(e any) bool { return e != RanLow{"blue-mug", "blue-s"} })
		if len(got) != want {
			t.Errorf("told %d times, want %d", len(got), want)
		}
	}
	told(0)
	must(t, m.reserve("one", 96))
	told(1)
	told(0)
	must(t, m.do(func(tx *vault.Tx) error {
		return errors.Join(m.Release(tx, "one"), m.Reserve(tx, "one", []Want{{"blue-mug", "blue-s", 97}}))
	}))
	told(0)
	m.Service = New(m.Options) // the next start
	told(0)
	must(t, m.SetState(t.Context(), Hidden, "blue-mug"))
	told(0)
	must(t, m.SetState(t.Context(), OnSale, "blue-mug"))
	told(0)
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "one") }))
	told(0)
	must(t, m.reserve("two", 100))
	told(1)
}

// A listing that says how many there are, and was never given any, is low.
func TestNothingIsLow(t *testing.T) {
	m := wide(t)
	l := listing.Listing{Slug: "bowl", Kind: listing.Service, Title: "Bowl", Variants: []listing.Variant{{Price: 1, Counted: true}}}
	m.save(l, OnSale)
	m.wantLow("bowl : 0 of 5")
	must(t, m.tellLow(t.Context()))
	if got := m.item("bowl").Pieces[0]; got.Free != 0 || !got.Low() {
		t.Errorf("%+v", got)
	}
}
