package storefront

import (
	"errors"
	"testing"
)

// Who saw three pieces does not bring back the two that were ordered meanwhile.
func TestRecountingDoesNotBringBackWhatWasSold(t *testing.T) {
	m := opened(t)
	must(t, m.reserve("one", 2))
	err := m.Recount(t.Context(), "blue-mug", "blue-s", 3, 4)
	var moved *MovedError
	if !errors.As(err, &moved) || *moved != (MovedError{Seen: 3, Free: 1}) || m.pieces() != (Pieces{"blue-s", 1, 2, UsualFew}) {
		t.Errorf("%v, %+v", err, m.pieces())
	}
	must(t, m.Recount(t.Context(), "blue-mug", "blue-s", 1, 4))
	if got := m.pieces(); got.Free != 4 || got.Reserved != 2 {
		t.Errorf("%+v", got)
	}
	if err := m.Recount(t.Context(), "blue-mug", "blue-s", 4, MaxPieces+1); !errors.Is(err, ErrPieces) {
		t.Errorf("%v", err)
	}
	if err := m.Recount(t.Context(), "blue-mug", "green", 0, 1); !errors.Is(err, ErrNoItem) {
		t.Errorf("%v", err)
	}
}

// What is saved with other words keeps its pieces.
func TestSavingLeavesTheStockAlone(t *testing.T) {
	m := opened(t)
	l := m.item("blue-mug").Listing
	must(t, m.reserve("one", 2))
	l.Title = "Blue mug, glazed"
	m.save(l, OnSale)
	if got := m.pieces(); got.Free != 1 || got.Reserved != 2 {
		t.Errorf("%+v", got)
	}
}
