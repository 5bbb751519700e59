package messaging

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/storefront"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/inbox"
	"restante/offline/push"
)

// Tickets live two to three weeks, and those made in one week expire together: a pool
// then never hands out one that has expired. How many lie where, see [plan].
const (
	ticketWeek  = 7 * 24 * time.Hour
	ticketWeeks = 3
	ticketsAt   = 20  // tickets of a variant at one push node that are not used
	ticketKinds = 300 // variants that have tickets: a push node keeps 1,000 pools of a user

	stockEvery  = 10 * time.Minute // looked at, whatever happens
	stockAfter  = 30 * time.Second // an event, and the last order: those that waited get what is left first
	nodeLimit   = 10 * time.Second // for one call to a push node
	refusedFor  = time.Hour        // a push node that took no tickets is left alone
	ticketLimit = time.Second      // for one push node, before another one is asked
)

// tickets keeps some of one's stock as tickets at one's push nodes, each at exactly one.
// They are made in the database first and brought there then, so a crash between the two
// keeps a piece from being sold until the next start, and never sells it twice. Those that
// nobody got go back to the stock when their listing goes off sale, a week later when
// there are newer ones, and when the push node is left; those that somebody got keep
// their piece until they are used or expire.
type tickets struct {
	vault   *vault.Vault
	bus     *event.Bus
	log     *slog.Logger
	push    *push.Client
	owner   deposit.Signer
	shop    *storefront.Service
	orders  *order.Service
	refused map[peer.ID]time.Time
	wg      sync.WaitGroup
}

func (t *tickets) start(ctx context.Context) {
	sub := t.bus.Subscribe(1024)
	t.wg.Go(func() {
		defer sub.Close()
		t.run(ctx, sub)
	})
}

// close waits until run, whose context has ended, returns.
func (t *tickets) close() { t.wg.Wait() }

func (t *tickets) run(ctx context.Context, sub *event.Subscription) {
	wait := time.NewTimer(stockAfter)
	defer wait.Stop()
	soon, latest := true, time.Now().Add(stockEvery)
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.Ready:
			all, lost := sub.Take()
			some, orders := t.moves(all)
			if orders || (some || lost) && !soon {
				soon = true
				wait.Reset(min(stockAfter, time.Until(latest)))
			}
		case <-wait.C:
			if err := t.round(ctx); err != nil && ctx.Err() == nil {
				t.log.Debug("tickets are not where they belong", "err", err)
			}
			soon, latest = false, time.Now().Add(stockEvery)
			wait.Reset(stockEvery)
		}
	}
}

// moves reports whether something happened that the tickets depend on, and whether it was
// in orders: while these come in, tickets are put off. A push node may take tickets once
// it has changed.
func (t *tickets) moves(all []any) (some, orders bool) {
	for _, e := range all {
		switch e.(type) {
		case inbox.NodesChanged:
			clear(t.refused)
			some = true
		case storefront.Changed:
			some = true
		case order.Changed:
			orders = true
		}
	}
	return some, orders
}

// round brings everything to where it belongs, as far as push nodes answer.
func (t *tickets) round(ctx context.Context) error {
	lots, err := t.orders.Lots(ctx)
	if err != nil {
		return err
	}
	items, err := t.shop.Items(ctx)
	if err != nil || len(items) == 0 && len(lots) == 0 {
		return err
	}
	var own []peer.AddrInfo
	err = t.vault.View(ctx, func(tx *vault.Tx) error {
		own, err = inbox.Own(tx)
		return err
	})
	if err != nil {
		return err
	}
	expires := lastTicket(time.Now())
	p := plan(items, lots, own, expires)
	failed := t.takeAllBack(ctx, p.back)
	for _, n := range own {
		failed = errors.Join(failed, t.supply(ctx, n, p.wants[n.ID], lots, expires))
	}
	return failed
}

// lastTicket is when tickets expire that are made now.
func lastTicket(now time.Time) time.Time {
	return now.UTC().Truncate(ticketWeek).Add(ticketWeeks * ticketWeek)
}

// takeAllBack leaves the rest of a push node that does not answer for the next round.
func (t *tickets) takeAllBack(ctx context.Context, lots []order.Lot) (failed error) {
	silent := make(map[peer.ID]bool)
	for _, lot := range lots {
		if silent[lot.Node] {
			continue
		}
		if err := t.takeBack(ctx, lot); err != nil {
			silent[lot.Node] = true
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// takeBack asks a push node to hand out no more, and gives the pieces back that nobody
// has got.
func (t *tickets) takeBack(ctx context.Context, lot order.Lot) error {
	ctx, cancel := context.WithTimeout(ctx, nodeLimit)
	defer cancel()
	handed, err := t.push.Withdraw(ctx, peer.AddrInfo{ID: lot.Node}, t.owner, order.Pool(lot.Slug, lot.Variant, lot.Expires))
	if err != nil {
		return err
	}
	var tokens [][]byte
	for _, h := range handed {
		tokens = append(tokens, h.Token)
	}
	return t.orders.TakenBack(ctx, lot, tokens)
}

// supply brings one push node what belongs there. One that does not answer gets no more
// tickets, and one that takes none gives those back that were for it.
func (t *tickets) supply(ctx context.Context, n peer.AddrInfo, wants map[order.Lot]int, lots order.Lots, expires time.Time) error {
	if time.Now().Before(t.refused[n.ID]) {
		return nil
	}
	some := len(wants) > 0
	for lot, l := range lots {
		some = some || lot.Node == n.ID && len(l.Ahead) > 0
	}
	if !some {
		return nil
	}
	closed, err := t.closed(ctx, n)
	if err != nil {
		return err
	}
	for lot, count := range wants {
		if closed[order.Pool(lot.Slug, lot.Variant, lot.Expires)] {
			continue
		}
		if _, err := t.orders.IssueTickets(ctx, lot, count); err != nil && !errors.Is(err, storefront.ErrSoldOut) {
			return err
		}
	}
	return t.lay(ctx, n)
}

// closed are the pools that were taken back: they get no more tickets.
func (t *tickets) closed(ctx context.Context, n peer.AddrInfo) (map[deposit.PoolName]bool, error) {
	ctx, cancel := context.WithTimeout(ctx, nodeLimit)
	defer cancel()
	pools, err := t.push.Pools(ctx, n, t.owner)
	closed := make(map[deposit.PoolName]bool)
	for _, p := range pools {
		closed[p.Name] = p.Closed
	}
	return closed, err
}

// lay brings a push node all tickets that are for it. It may be repeated.
func (t *tickets) lay(ctx context.Context, n peer.AddrInfo) error {
	lots, err := t.orders.Lots(ctx)
	for lot, l := range lots {
		if err != nil {
			return err
		}
		if lot.Node == n.ID && len(l.Ahead) > 0 {
			err = t.fill(ctx, n, lot, l.Ahead)
		}
	}
	return err
}

func (t *tickets) fill(ctx context.Context, n peer.AddrInfo, lot order.Lot, tokens [][]byte) error {
	within, cancel := context.WithTimeout(ctx, nodeLimit)
	defer cancel()
	err := t.push.Fill(within, n, t.owner, order.Pool(lot.Slug, lot.Variant, lot.Expires), lot.Expires, tokens)
	var refusal *push.Refusal
	switch {
	case err == nil:
		return t.orders.Laid(ctx, lot)
	case errors.As(err, &refusal):
		t.refused[n.ID] = time.Now().Add(refusedFor)
		return errors.Join(err, t.takeBack(ctx, lot))
	}
	return err
}
