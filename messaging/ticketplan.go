package messaging

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/storefront"
)

// supplies is what has to happen so that tickets are where they belong.
type supplies struct {
	wants map[peer.ID]map[order.Lot]int // to make, for each push node
	back  []order.Lot                   // to take back
}

// plan divides the stock among one's push nodes. A quarter of the pieces, and one at
// least, is never set aside: so whoever gets no ticket can still order, and a listing is
// not called sold out for its tickets. At one node there are at most 20 for a variant, be
// they handed out or not: who takes tickets and orders nothing keeps no more pieces from
// being sold than that, for three weeks at most.
func plan(items []storefront.Item, lots order.Lots, own []peer.AddrInfo, expires time.Time) supplies {
	p := supplies{wants: make(map[peer.ID]map[order.Lot]int)}
	in := make(map[peer.ID]bool)
	for _, n := range own {
		p.wants[n.ID], in[n.ID] = make(map[order.Lot]int), true
	}
	kinds := onSale(items)
	for lot, l := range lots {
		_, sold := kinds[kind{lot.Slug, lot.Variant}]
		if !l.Back && (!in[lot.Node] || !sold || !lot.Expires.Equal(expires)) {
			p.back = append(p.back, lot)
		}
	}
	for k, free := range kinds {
		p.share(k, int(free), lots, own, expires)
	}
	return p
}

// kind is what a ticket is for one of.
type kind struct{ slug, variant string }

// onSale are the counted variants that visitors can order, the newest first up to the
// limit, and how many pieces are free.
func onSale(items []storefront.Item) map[kind]uint32 {
	all := make(map[kind]uint32)
	for _, it := range items {
		if it.State != storefront.OnSale {
			continue
		}
		for _, p := range it.Pieces {
			if len(all) < ticketKinds {
				all[kind{it.Slug, p.Variant}] = p.Free
			}
		}
	}
	return all
}

// share adds what is missing of one variant.
func (p supplies) share(k kind, free int, lots order.Lots, own []peer.AddrInfo, expires time.Time) {
	out := 0
	at := make(map[peer.ID]int)
	for lot, l := range lots {
		if lot.Slug == k.slug && lot.Variant == k.variant {
			out += l.Unused
			at[lot.Node] += l.Unused
		}
	}
	all := free + out
	left := all - max(1, (all+3)/4)
	missing := left - out
	for i, n := range own {
		part := (left + len(own) - 1 - i) / len(own)
		if more := min(min(part, ticketsAt)-at[n.ID], missing); more > 0 {
			p.wants[n.ID][order.Lot{Node: n.ID, Slug: k.slug, Variant: k.variant, Expires: expires}] = more
			missing -= more
		}
	}
}
