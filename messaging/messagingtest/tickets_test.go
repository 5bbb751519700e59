package messagingtest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// counts opens a shop that has so many hours to give, and waits until it has so many
// tickets at its push nodes.
func (u *User) counts(pieces uint32, tickets int) (slug string) {
	u.w.t.Helper()
	slug = u.gives(pieces)
	u.Until("the tickets to be there", func() bool { unused, ahead := u.tickets(); return unused == tickets && ahead == 0 })
	return slug
}

// gives opens a shop that has so many hours to give.
func (u *User) gives(pieces uint32) (slug string) {
	u.w.t.Helper()
	ctx, shop := context.Background(), u.core.Shop
	u.must("opening a shop", shop.SaveShop(ctx, listing.Shop{Name: "Kiln & Co", Currency: money.Currency{Code: "EUR", Decimals: 2}}))
	slug, err := shop.Save(ctx, listing.Listing{Kind: listing.Service, Title: "An hour at the wheel",
		Variants: []listing.Variant{{Price: 3000, Counted: true}}}, storefront.OnSale)
	u.must("putting a listing on sale", err)
	u.must("counting", shop.SetPieces(ctx, slug, "", pieces))
	u.Until("the shop to be published", func() bool {
		p, err := shop.Publication(ctx)
		u.must("looking at one's own shop", err)
		return !p.Pending
	})
	return slug
}

// tickets counts those that are not used, and those of them that are not at a push node.
func (u *User) tickets() (unused, ahead int) {
	u.w.t.Helper()
	lots, err := u.core.Orders.Lots(context.Background())
	u.must("counting tickets", err)
	for _, l := range lots {
		unused += l.Unused
		ahead += len(l.Ahead)
	}
	return unused, ahead
}

// orders places an order for one piece of the only listing, and reports whether a ticket
// keeps it.
func (u *User) orders(of string) (id event.ID, kept bool) {
	u.w.t.Helper()
	ctx, owner := context.Background(), u.w.As(of).id
	front := u.visits(of, 1)
	page, err := u.core.Shop.Page(ctx, owner, 0)
	u.must("turning to the first page", err)
	card := page.Cards[0]
	l, err := u.core.Shop.Listing(ctx, owner, card.Hash)
	u.must("looking at a listing", err)
	t, err := terms.Quote(front.Shop, map[terms.Hash]listing.Listing{card.Hash: l},
		terms.Cart{Shop: front.Hash, Lines: []terms.CartLine{{Listing: card.Hash, Quantity: 1}}}, time.Now().UTC().Truncate(time.Millisecond))
	u.must("adding up", err)
	id, err = u.core.Orders.Place(ctx, event.Order{Merchant: owner, Terms: t}, "")
	u.must("ordering", err)
	for _, k := range u.order(id).Kept {
		kept = kept || k.Pieces == 1 && k.Until.After(time.Now().Add(14*day-time.Minute))
	}
	return id, kept
}

func (u *User) order(id event.ID) order.Page {
	u.w.t.Helper()
	p, err := u.core.Orders.Page(context.Background(), id)
	u.must("looking at an order", err)
	return p
}

// has waits until an order is here.
func (u *User) has(id event.ID) {
	u.w.t.Helper()
	u.Until("an order to come", func() bool {
		_, err := u.core.Orders.Page(context.Background(), id)
		return err == nil
	})
}

// Five pieces, a merchant who has left, and eight strangers without a stamp. As many as
// there are tickets know at once that one is kept for them; when the merchant is back
// those come in by themselves. Of the rest nobody gets a piece that somebody else has.
func TestTicketsKeepWhatIsSold(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		w.PushNode("paris")
		alice := w.User("alice", "oslo", "paris")
		slug := alice.counts(5, 3)
		w.Stop("alice")
		kept, rest := make(map[*User]event.ID), make(map[*User]event.ID)
		for i := range 8 {
			u := w.User(fmt.Sprint("stranger", i), "oslo")
			u.cheats("alice")
			began := time.Now()
			id, ok := u.orders("alice")
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("ordering took %v", took)
			}
			if ok {
				kept[u] = id
			} else {
				rest[u] = id
			}
			u.Until("the order to be stored", func() bool { return len(u.UnderWay("alice")) == 1 && u.UnderWay("alice")[0].State == "stored" })
		}
		if len(kept) != 3 {
			t.Fatalf("%d pieces are kept by 3 tickets", len(kept))
		}
		w.Start("alice")
		for u, id := range kept {
			alice.has(id)
			if p := alice.order(id); p.Stage != machine.Placed {
				t.Errorf("%s with a ticket: %s", u.Name, p.Stage)
			}
			_, err := alice.core.Orders.Act(context.Background(), id, event.Confirm{}, "")
			alice.must("confirming", err)
		}
		taken := len(kept)
		for u, id := range rest {
			if _, err := alice.core.Orders.Page(context.Background(), id); err == nil {
				t.Error("a stranger without anything came in")
			}
			alice.Adds(u.Link())
			alice.has(id)
			u.Until("an answer", func() bool { return len(u.UnderWay("alice")) == 0 })
			if alice.order(id).Stage == machine.Placed {
				taken++
				continue
			}
			u.Until("a reason", func() bool { return u.order(id).State.Ended != nil })
			if end := u.order(id).State.Ended; end.Code != event.CodeStock {
				t.Errorf("refused as %s", end.Code)
			}
		}
		it, err := alice.core.Shop.Item(context.Background(), slug)
		alice.must("counting", err)
		unused, _ := alice.tickets()
		if free := int(it.Pieces[0].Free); taken+unused+free != 5 || taken < 4 {
			t.Errorf("of 5 pieces %d are sold, %d kept and %d free", taken, unused, free)
		}
		for u, id := range kept {
			u.Until("what was kept to be confirmed", func() bool { return u.order(id).Stage == machine.Confirmed })
		}
	})
}

// Fifteen hours, ordered by three strangers while nobody was there. All come in, though
// two of each wait until the merchant has answered the others, which takes her longer
// than tickets take to be made.
func TestTicketsAreMadeWhenAllIsCalm(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, ctx := w.User("alice", "oslo"), context.Background()
		alice.gives(15)
		w.Stop("alice")
		var all [][]event.ID
		for i := range 3 {
			u := w.User(fmt.Sprint("stranger", i), "oslo")
			var ids []event.ID
			for range 5 {
				id, _ := u.orders("alice")
				ids = append(ids, id)
			}
			u.Until("the orders to be stored", func() bool {
				return !slices.ContainsFunc(u.UnderWay("alice"), func(p delivery.Pending) bool { return p.State != delivery.Stored })
			})
			all = append(all, ids)
		}
		w.Start("alice")
		for _, ids := range all {
			alice.has(ids[0])
			_, err := alice.core.Orders.Act(ctx, ids[0], event.Confirm{}, "")
			alice.must("confirming", err)
			for _, id := range ids[1:] {
				alice.has(id)
				if p := alice.order(id); p.Stage != machine.Placed {
					t.Errorf("it is %s: %+v", p.Stage, p.State.Ended)
				}
			}
			pass(20 * time.Second)
		}
	})
}

// Tickets for what is not on sale any more, or at a push node that was left, are taken
// back; what somebody has got stays kept.
func TestTicketsAreTakenBack(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		w.PushNode("paris")
		alice := w.User("alice", "oslo", "paris")
		slug := alice.counts(5, 3)
		bob := w.User("bob", "oslo")
		bob.visits("alice", 1)
		if got := bob.core.Orders.Counter.Take(context.Background(), alice.id, slug, "", 1); len(got) != 1 {
			t.Errorf("%d tickets", len(got))
		}
		alice.Leaves("paris")
		alice.Until("the tickets to lie at one push node", func() bool {
			lots, err := alice.core.Orders.Lots(context.Background())
			alice.must("counting tickets", err)
			for lot, l := range lots {
				if !l.Back && lot.Node != w.Node("oslo").node.Key.ID() || len(l.Ahead) > 0 {
					return false
				}
			}
			return len(lots) > 0
		})
		it, err := alice.core.Shop.Item(context.Background(), slug)
		alice.must("looking at a listing", err)
		_, err = alice.core.Shop.Save(context.Background(), it.Listing, storefront.Hidden)
		alice.must("hiding a listing", err)
		began := time.Now()
		alice.Until("the tickets to be taken back", func() bool { unused, _ := alice.tickets(); return unused == 1 })
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it took %v", took)
		}
		if it, err = alice.core.Shop.Item(context.Background(), slug); err != nil || it.Pieces[0].Free != 4 {
			t.Errorf("%+v, %v", it.Pieces, err)
		}
	})
}
