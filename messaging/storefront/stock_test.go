package storefront

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

func (m *merchant) reserve(order string, pieces uint32) error {
	m.t.Helper()
	return m.do(func(tx *vault.Tx) error { return m.Reserve(tx, order, []Want{{"blue-mug", "blue-s", pieces}}) })
}

func (m *merchant) pieces() Pieces {
	m.t.Helper()
	return m.item("blue-mug").Pieces[0]
}

func TestReservedPiecesAreNotSoldTwice(t *testing.T) {
	m := opened(t)
	must(t, m.reserve("one", 2))
	must(t, m.reserve("one", 2)) // the same order again
	if got := m.pieces(); got.Free != 1 || got.Reserved != 2 {
		t.Errorf("%+v", got)
	}
	if err := m.reserve("two", 2); !errors.Is(err, ErrSoldOut) {
		t.Errorf("%v", err)
	}
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "one") }))
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "one") }))
	must(t, m.reserve("two", 2))
	must(t, m.do(func(tx *vault.Tx) error { return m.Take(tx, "two") }))
	if got := m.pieces(); got.Free != 1 || got.Reserved != 0 {
		t.Errorf("%+v", got)
	}
	must(t, m.Restock(t.Context(), "blue-mug", "blue-s", 4))
	if got := m.pieces(); got.Free != 5 {
		t.Errorf("%+v", got)
	}
}

// An order of several things gets all of them or none.
func TestReserveIsAllOrNothing(t *testing.T) {
	m := opened(t)
	err := m.do(func(tx *vault.Tx) error {
		return m.Reserve(tx, "one", []Want{{"blue-mug", "blue-s", 1}, {"font", "", 100}, {"book-of-clay", "", 1}})
	})
	if !errors.Is(err, ErrSoldOut) || m.pieces().Free != 3 {
		t.Errorf("%v, %+v", err, m.pieces())
	}
	must(t, m.do(func(tx *vault.Tx) error { return m.Reserve(tx, "two", []Want{{"font", "", 100}}) })) // not counted
	for _, w := range []Want{{"nothing", "", 1}, {"font", "bold", 1}} {
		if err := m.do(func(tx *vault.Tx) error { return m.Reserve(tx, "three", []Want{w}) }); !errors.Is(err, ErrNoItem) {
			t.Errorf("%v: %v", w, err)
		}
	}
	if err := m.SetPieces(t.Context(), "blue-mug", "blue-s", MaxPieces+1); !errors.Is(err, ErrPieces) {
		t.Errorf("%v", err)
	}
}

// Whatever orders do in whatever order, no piece is lost or sold twice.
func TestStockIsConserved(t *testing.T) {
	m := opened(t)
	rapid.Check(t, func(r *rapid.T) {
		must(t, m.SetPieces(t.Context(), "blue-mug", "blue-s", 10))
		held, taken := map[string]uint32{}, uint32(0)
		for i := range rapid.IntRange(1, 12).Draw(r, "steps") {
			order := fmt.Sprint("order ", rapid.IntRange(1, 4).Draw(r, "order"))
			switch rapid.IntRange(0, 2).Draw(r, "what") {
			case 0:
				n := rapid.Uint32Range(1, 6).Draw(r, "pieces")
				if err := m.reserve(order, n); err == nil && held[order] == 0 {
					held[order] = n
				}
			case 1:
				must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, order) }))
				delete(held, order)
			case 2:
				must(t, m.do(func(tx *vault.Tx) error { return m.Take(tx, order) }))
				taken += held[order]
				delete(held, order)
			}
			sum := taken
			for _, n := range held {
				sum += n
			}
			if got := m.pieces(); got.Free+sum != 10 || got.Reserved != sum-taken {
				r.Fatalf("step %d: %+v, held %v, taken %d", i, got, held, taken)
			}
		}
		for order := range held {
			must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, order) }))
		}
	})
}

func TestKeysAreHandedOutOnce(t *testing.T) {
	m := opened(t)
	added, err := m.AddKeys(t.Context(), "font", []string{"A-1", " A-2 ", "A-1", "A-3"})
	must(t, err)
	if added != 3 {
		t.Errorf("%d added", added)
	}
	take := func(order string, n int) (texts []string, err error) {
		err = m.do(func(tx *vault.Tx) (err error) {
			texts, err = m.TakeKeys(tx, order, "font", n)
			return err
		})
		return texts, err
	}
	one, err := take("one", 2)
	must(t, err)
	again, err := take("one", 2)
	must(t, err)
	if !slices.Equal(one, []string{"A-1", "A-2"}) || !slices.Equal(again, one) {
		t.Errorf("%q, then %q", one, again)
	}
	if _, err := take("two", 2); !errors.Is(err, ErrNoKeys) {
		t.Errorf("%v", err)
	}
	for _, kept := range []string{"A-1", "A-9"} { // somebody has it, and there is none
		if err := m.RemoveKey(t.Context(), "font", kept); !errors.Is(err, ErrNoKey) {
			t.Errorf("%s: %v", kept, err)
		}
	}
	_, err = m.AddKeys(t.Context(), "font", []string{"A-4"})
	must(t, err)
	must(t, m.RemoveKey(t.Context(), "font", " A-4 "))
	two, err := take("two", 1)
	must(t, err)
	left, taken, err := m.Keys(t.Context(), "font")
	must(t, err)
	if two[0] != "A-3" || left != 0 || taken != 3 {
		t.Errorf("%q, %d left, %d taken", two, left, taken)
	}
	if added, err := m.AddKeys(t.Context(), "font", []string{"A-2"}); err != nil || added != 0 {
		t.Errorf("a key that is taken came back: %d, %v", added, err)
	}
	for _, bad := range []string{"", "a\x00", "a\nb", strings.Repeat("x", listing.MaxKey+1)} {
		if _, err := m.AddKeys(t.Context(), "font", []string{bad}); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := m.AddKeys(t.Context(), "nothing", []string{"x"}); !errors.Is(err, ErrNoItem) {
		t.Errorf("%v", err)
	}
}

// What an order had goes back whatever the stock is said to be meanwhile.
func TestPiecesAlwaysGoBack(t *testing.T) {
	m := opened(t)
	must(t, m.reserve("one", 2))
	must(t, m.reserve("two", 1))
	must(t, m.do(func(tx *vault.Tx) error { return m.Take(tx, "two") }))
	must(t, m.SetPieces(t.Context(), "blue-mug", "blue-s", MaxPieces))
	must(t, m.do(func(tx *vault.Tx) error { return m.Release(tx, "one") }))
	must(t, m.do(func(tx *vault.Tx) error { return m.TakeBack(tx, "blue-mug", "blue-s", 1) }))
	if got := m.pieces(); got.Free != MaxPieces || got.Reserved != 0 {
		t.Errorf("%+v", got)
	}
	if err := m.Restock(t.Context(), "blue-mug", "blue-s", 1); !errors.Is(err, ErrPieces) {
		t.Errorf("adding more: %v", err)
	}
}
