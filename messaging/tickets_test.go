package messaging

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// hats are so many unused tickets for hats at each of some push nodes.
func hats(expires time.Time, at map[peer.ID]int) order.Lots {
	lots := make(order.Lots)
	for n, unused := range at {
		lot := order.Lot{Node: n, Slug: "hat", Expires: expires}
		l := lots[lot]
		l.Unused = unused
		lots[lot] = l
	}
	return lots
}

// Each push node gets its part, never more than there is to share, and a quarter stays.
func TestStockIsDivided(t *testing.T) {
	expires := lastTicket(time.Now())
	for name, c := range map[string]struct {
		free       uint32
		at         map[peer.ID]int // tickets that are out
		oslo, rome int             // and that are to be made
	}{
		"nothing":          {0, nil, 0, 0},
		"one":              {1, nil, 0, 0},
		"two":              {2, nil, 1, 0},
		"five":             {5, nil, 2, 1},
		"some are out":     {3, map[peer.ID]int{"oslo": 2}, 0, 1},
		"all are at one":   {2, map[peer.ID]int{"oslo": 3}, 0, 0},
		"a node was left":  {2, map[peer.ID]int{"paris": 3}, 0, 0},
		"one was used":     {2, map[peer.ID]int{"oslo": 1, "rome": 1}, 1, 0},
		"more than enough": {1000, map[peer.ID]int{"oslo": 19}, 1, 20},
	} {
		items := []storefront.Item{{Listing: listing.Listing{Slug: "hat"}, State: storefront.OnSale, Pieces: []storefront.Pieces{{Free: c.free}}}}
		p := plan(items, hats(expires, c.at), []peer.AddrInfo{{ID: "oslo"}, {ID: "rome"}}, expires)
		oslo, rome := p.wants["oslo"][order.Lot{Node: "oslo", Slug: "hat", Expires: expires}], p.wants["rome"][order.Lot{Node: "rome", Slug: "hat", Expires: expires}]
		if oslo != c.oslo || rome != c.rome {
			t.Errorf("%s: %d and %d, want %d and %d", name, oslo, rome, c.oslo, c.rome)
		}
	}
}

// What is hidden, of another week or at a node that was left is taken back, once.
func TestWhatIsTakenBack(t *testing.T) {
	now := lastTicket(time.Now())
	on := []storefront.Item{{Listing: listing.Listing{Slug: "hat"}, State: storefront.OnSale, Pieces: []storefront.Pieces{{Free: 9}}}}
	hidden := []storefront.Item{{Listing: listing.Listing{Slug: "hat"}, State: storefront.Hidden, Pieces: []storefront.Pieces{{Free: 9}}}}
	own := []peer.AddrInfo{{ID: "oslo"}}
	one := map[peer.ID]int{"oslo": 1}
	for name, c := range map[string]struct {
		items []storefront.Item
		lots  order.Lots
		want  int
	}{
		"on sale": {on, hats(now, one), 0}, "hidden": {hidden, hats(now, one), 1}, "gone": {nil, hats(now, one), 1},
		"old":  {on, hats(now.Add(-ticketWeek), one), 1},
		"left": {on, hats(now, map[peer.ID]int{"rome": 1}), 1},
	} {
		if p := plan(c.items, c.lots, own, now); len(p.back) != c.want {
			t.Errorf("%s: %+v", name, p.back)
		}
		for lot, l := range c.lots {
			l.Back = true
			c.lots[lot] = l
		}
		if p := plan(c.items, c.lots, own, now); len(p.back) != 0 {
			t.Errorf("%s again: %+v", name, p.back)
		}
	}
}

// A ticket lives two weeks at least, and a buyer three weeks later looks into its pool.
func TestTicketsOutliveTheirWeek(t *testing.T) {
	for h := range 24 * 21 {
		now := time.Date(2026, 11, 22, h, 0, 0, 0, time.UTC)
		left := lastTicket(now).Sub(now)
		if left <= 2*ticketWeek || left > 3*ticketWeek {
			t.Errorf("at %v: %v", now, left)
		}
	}
}
