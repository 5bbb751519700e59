package notify

import (
	"context"
	"errors"
	"slices"
	"testing"

	"restante/gui/guitest"
	"restante/messaging/storefront"
)

// shelf is a desktop, a user who is elsewhere, and a shop in which there are few of some.
type shelf struct {
	*LowWatch
	t    *testing.T
	low  []storefront.Low
	err  error
	said []string
}

func (s *shelf) LowStock(context.Context) ([]storefront.Low, error) { return s.low, s.err }

func (s *shelf) Show(key, title, text string) {
	slug, ok := Listing(key)
	if !ok {
		s.t.Errorf("%q is no key of a listing", key)
	}
	s.said = append(s.said, "+"+slug+" "+title+": "+text)
}

func (s *shelf) Withdraw(key string) {
	slug, _ := Listing(key)
	s.said = append(s.said, "-"+slug)
}

func newShelf(t *testing.T, level Level) *shelf {
	s := &shelf{t: t, low: []storefront.Low{{Slug: "bowl", Title: "Bowl"}, {Slug: "mug", Title: "Blue\nmug", Variant: "s", Free: 2}, {Slug: "mug", Title: "Blue\nmug", Variant: "l", Free: 3}, {Slug: "vase", Title: "Vase", Free: 4}, {Slug: "tray", Title: "Tray", Free: 5}}}
	s.LowWatch = NewLow(LowOptions{Stock: s, Loop: &guitest.Loop{}, Desk: s, Level: func() Level { return level }})
	return s
}

// hears brings what ran low, and wants these notices.
func (s *shelf) hears(ran []any, want ...string) {
	s.t.Helper()
	s.said = nil
	s.Events(append([]any{storefront.Changed{}}, ran...))
	if !slices.Equal(s.said, want) {
		s.t.Errorf("said %q, want %q", s.said, want)
	}
}

func ranLow(slug, variant string) any { return storefront.RanLow{Slug: slug, Variant: variant} }

func TestWhatALevelShowsOfLowStock(t *testing.T) {
	for level, want := range map[Level][]string{
		Off:     nil,
		Nothing: {"+ Restante: 1 listing runs low"},
		Name:    {"+mug Something in your shop runs low: "},
		Text:    {"+mug Something in your shop runs low: Blue mug: 2 left"},
	} {
		s := newShelf(t, level)
		s.hears([]any{ranLow("mug", "s"), ranLow("mug", "l")}, want...)
		s.hears(nil) // what is low still is not told again
	}
}

func TestSoldOutIsTold(t *testing.T) {
	s := newShelf(t, Text)
	s.hears([]any{ranLow("bowl", ""), ranLow("gone", "")}, "+bowl Something in your shop runs low: Bowl: Sold out")
	s.err = errors.New("the disk is full")
	s.hears([]any{ranLow("bowl", "")})
}

func TestManyThatRunLowAreOneNotice(t *testing.T) {
	s := newShelf(t, Text)
	s.hears([]any{ranLow("bowl", ""), ranLow("mug", "l"), ranLow("vase", ""), ranLow("tray", "")}, "+ Restante: 4 listings run low")
}

func TestWhoLooksAtTheWindowIsNotToldOfLowStock(t *testing.T) {
	s := newShelf(t, Name)
	s.hears([]any{ranLow("vase", "")}, "+vase Something in your shop runs low: ")
	s.said = nil
	s.SetLooking(true)
	if !slices.Equal(s.said, []string{"-vase"}) {
		t.Errorf("looking, said %q", s.said)
	}
	s.hears([]any{ranLow("bowl", "")})
	s.SetLooking(false)
	s.hears(nil)
}
