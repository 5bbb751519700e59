package messaging

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/offline/push"
)

// counter gets tickets of other people's shops at their owners' push nodes.
type counter struct{ sites *sites }

var _ order.Counter = counter{}

// Take implements [order.Counter]. The push nodes are asked one after the other, so that
// no more is taken than is needed, in an order of chance; one that is slow is passed over.
func (c counter) Take(ctx context.Context, merchant peer.ID, slug, variant string, n int) (got []event.Ticket) {
	nodes := c.sites.holdersOf(ctx, merchant)
	for _, i := range rand.Perm(len(nodes)) {
		if nodes[i].ID != merchant && len(got) < n && ctx.Err() == nil {
			got = append(got, c.takeAt(ctx, nodes[i], merchant, slug, variant, n-len(got))...)
		}
	}
	return got
}

// takeAt takes the newest ones first: the merchant may be away for weeks.
func (c counter) takeAt(ctx context.Context, node peer.AddrInfo, merchant peer.ID, slug, variant string, n int) (got []event.Ticket) {
	ctx, cancel := context.WithTimeout(ctx, ticketLimit)
	defer cancel()
	now := time.Now()
	for expires := lastTicket(now); expires.After(now) && len(got) < n && ctx.Err() == nil; expires = expires.Add(-ticketWeek) {
		ts, err := c.sites.push.Take(ctx, node, merchant, order.Pool(slug, variant, expires), n-len(got), push.NewAsk())
		if err != nil {
			continue
		}
		for _, t := range ts {
			got = append(got, event.Ticket{Token: t.Token, Claim: t.Claim})
		}
	}
	return got
}
