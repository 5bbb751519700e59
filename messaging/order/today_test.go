package order

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
)

// What was done is counted once an order, in the time in which it was done.
func TestWork(t *testing.T) {
	w := newTrade(t)
	m := w.merchant
	one := w.placed(2)
	w.placed(1)
	m.says(one, event.Confirm{})
	m.says(one, event.Paid{Reference: "1", Amount: 5})
	m.says(one, event.Paid{Reference: "2", Amount: m.page(one).Total - 5})
	m.says(one, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	m.says(one, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	now := time.Now()
	if got, err := m.Work(ctx, now.Add(-time.Hour), now.Add(time.Hour)); err != nil || got != (Work{Placed: 2, Paid: 1, Shipped: 1}) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := m.Work(ctx, now.Add(-2*time.Hour), now.Add(-time.Hour)); err != nil || got != (Work{}) {
		t.Errorf("before: %+v, %v", got, err)
	}
	if got, err := w.buyer.Work(ctx, now.Add(-time.Hour), now.Add(time.Hour)); err != nil || got != (Work{}) {
		t.Errorf("of the buyer: %+v, %v", got, err)
	}
}

// What nobody else has is stuck until it goes; what is newer than asked for is not told.
func TestStuck(t *testing.T) {
	w := newTrade(t)
	m := w.merchant
	id := w.placed(1)
	h := m.says(id, event.Confirm{})
	soon := time.Now().Add(time.Hour)
	all, n, err := m.Stuck(ctx, soon, 10)
	if err != nil || n != 1 || len(all) != 1 || all[0].Order != id || all[0].Event != h || all[0].Peer != w.buyer.ID() || all[0].State != delivery.Queued {
		t.Errorf("%+v, %d, %v", all, n, err)
	}
	if _, n, err := m.Stuck(ctx, time.Now().Add(-time.Hour), 10); err != nil || n != 0 {
		t.Errorf("%d were stuck an hour ago, %v", n, err)
	}
	w.settle()
	if _, n, err := m.Stuck(ctx, soon, 10); err != nil || n != 0 {
		t.Errorf("%d are stuck, %v", n, err)
	}
}

// The oldest orders come first where that is asked for.
func TestOldest(t *testing.T) {
	w := newTrade(t)
	ids := []event.ID{w.placed(1), w.placed(1)}
	if got := w.merchant.found(ids, Filter{Sort: Oldest}); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("%v", got)
	}
}

// Kept filters stand as the operator put them, under names that only one of them has.
func TestKeptFiltersInOrder(t *testing.T) {
	m := newSide(t)
	names := func() (all []string) {
		kept, err := m.KeptFilters(ctx)
		must(t, err)
		for _, k := range kept {
			all = append(all, k.Name)
		}
		return all
	}
	for _, name := range []string{"a", "b", "c"} {
		must(t, m.KeepFilter(ctx, name, Filter{Tag: name}))
	}
	must(t, m.OrderFilters(ctx, []string{"c", "a"}))
	must(t, m.KeepFilter(ctx, "c", Filter{Tag: "other"})) // keeps its place
	if got := names(); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Errorf("%v", got)
	}
	if err := m.RenameFilter(ctx, "c", "a"); !errors.Is(err, ErrTaken) {
		t.Error(err)
	}
	must(t, m.RenameFilter(ctx, "c", " first "))
	if got := names(); !slices.Equal(got, []string{"first", "a", "b"}) {
		t.Errorf("%v", got)
	}
	if err := m.RenameFilter(ctx, "a", ""); !errors.Is(err, ErrWords) {
		t.Error(err)
	}
}

// Tags and notes of a customer are theirs, not those of an order.
func TestCustomersDesk(t *testing.T) {
	w := newTrade(t)
	m := w.merchant
	id, who := w.placed(1), w.buyer.ID()
	must(t, m.TagCustomer(ctx, who, []string{"vip", " kind "}))
	must(t, m.NoteCustomer(ctx, who, "Pays late, wants Öko"))
	c, err := m.Customer(ctx, who)
	must(t, err)
	if !slices.Equal(c.Tags, []string{"kind", "vip"}) || len(c.Notes) != 1 || c.Notes[0].Text != "Pays late, wants Öko" {
		t.Errorf("%+v", c)
	}
	if p := m.page(id); len(p.Tags) != 0 || len(p.Notes) != 0 {
		t.Errorf("the order has %v and %v", p.Tags, p.Notes)
	}
	finds(t, m, who, "vip", "VIP", "late pays", "ÖKO", "mug", id.String()[:6])
	finds(t, m, "", "nobody", "vips", `"; DROP`)
	must(t, m.ForgetCustomerNote(ctx, who, c.Notes[0].ID))
	finds(t, m, "", "öko")
	if _, err := m.Customers(ctx, CustomerQuery{Text: strings.Repeat("a", MaxWords+1)}); !errors.Is(err, ErrFilter) {
		t.Error(err)
	}
	if c, err = m.Customer(ctx, who); err != nil || len(c.Notes) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := m.NoteCustomer(ctx, who, " "); !errors.Is(err, ErrWords) {
		t.Error(err)
	}
}

// finds wants a search for each of these words to find somebody, or with "" nobody.
func finds(t *testing.T, s *side, who peer.ID, words ...string) {
	t.Helper()
	for _, w := range words {
		all, err := s.Customers(ctx, CustomerQuery{Text: w, Limit: 10})
		must(t, err)
		if len(all) != min(len(who), 1) || who != "" && all[0].Peer != who {
			t.Errorf("%q finds %+v", w, all)
		}
	}
}
