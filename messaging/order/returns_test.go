package order

import (
	"context"
	"errors"
	"testing"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

func partOf(line, n uint32) []event.Part { return []event.Part{{Line: line, Quantity: n}} }

// shippedMugs is an order of mugs that were confirmed, paid and sent.
func (w *trade) shippedMugs(n uint32) event.ID {
	w.Helper()
	id := w.placed(n)
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
	w.merchant.says(id, event.Ship{Parts: partOf(0, n)})
	w.settle()
	return id
}

// A return goes to the merchant and back, its pieces come into the stock once, and what
// was broken does not.
func TestAReturnComesIntoTheStockOnce(t *testing.T) {
	w := newTrade(t)
	id := w.shippedMugs(3)
	w.wantFree(0)
	back := w.buyer.says(id, event.Return{Parts: partOf(0, 3), Reason: "chipped"})
	w.settle()
	p := w.merchant.page(id)
	if p.Step != ToAnswer || !p.Due.Equal(p.State.Returns[0].At.Add(machine.UsualConfirm)) {
		t.Errorf("step %d, due %s", p.Step, p.Due)
	}
	w.merchant.says(id, event.Allow{Return: back, Text: "to the workshop"})
	w.merchant.says(id, event.Receive{Return: back, Parts: partOf(0, 1)}) // broken
	w.wantFree(0)
	w.merchant.says(id, event.Receive{Return: back, Parts: partOf(0, 2), Restock: true})
	w.wantFree(2)
	w.merchant.says(id, event.Message{Text: "thank you"})
	w.merchant.restart()
	w.merchant.says(id, event.Refund{Amount: 100})
	w.wantFree(2)
	w.settle()
	w.buyer.wants(id, machine.Shipped)
	if r := w.buyer.page(id).State.Returns[0]; r.Open() || r.Text != "to the workshop" {
		t.Errorf("%+v", r)
	}
}

// What is not counted any more, or gone from the shop, comes back into nothing.
func TestAReturnOfWhatIsGone(t *testing.T) {
	w := newTrade(t)
	id := w.shippedMugs(1)
	back := w.buyer.says(id, event.Return{Parts: partOf(0, 1), Reason: "chipped"})
	w.settle()
	must(t, w.merchant.shop.Delete(t.Context(), "blue-mug"))
	w.merchant.says(id, event.Allow{Return: back})
	w.merchant.says(id, event.Receive{Return: back, Parts: partOf(0, 1), Restock: true})
}

// An order has the time to return that its shop states, and no other.
func TestTheTimeToReturnIsTheShops(t *testing.T) {
	w := newTrade(t)
	shop, err := w.merchant.shop.Shop(t.Context())
	must(t, err)
	shop.ReturnDays = 14
	must(t, w.merchant.shop.SaveShop(t.Context(), shop))
	must(t, w.merchant.shop.Publish(t.Context()))
	for _, hours := range []uint32{0, 14 * 24, 15 * 24} {
		o := w.wish(w.merchant.mugs(1))
		o.Times = event.Times{Return: hours}
		id, err := w.buyer.Place(context.Background(), o, "")
		must(t, err)
		w.settle()
		want := machine.Failed
		if o.Times == TimesOf(shop) {
			want = machine.Placed
		}
		w.merchant.wants(id, want)
	}
}

func TestTermsOfAShop(t *testing.T) {
	if got := TimesOf(listing.Shop{ReturnDays: listing.MaxDays}); got.Return > event.MaxHours {
		t.Errorf("%+v", got)
	}
	if storefront.MaxFile > event.MaxField || storefront.MaxFiles > event.MaxFiles {
		t.Error("a file of a shop does not fit a delivery")
	}
}

func TestPatienceHasLimits(t *testing.T) {
	s := newSide(t)
	for _, bad := range []time.Duration{-1, LeastPatience - 1, MostPatience + 1} {
		if err := s.SetPatience(t.Context(), bad); !errors.Is(err, ErrPolicy) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
