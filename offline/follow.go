package offline

import (
	"context"
	"slices"

	"restante/offline/deposit"
	"restante/offline/push"
)

// follow relays the topics of those who are registered, and for those of them who
// listen at the moment some of their further mailboxes' as well.
func (k *Keeper) follow(ctx context.Context) {
	defer k.changed.Close()
	var users []deposit.Mailbox
	for c := (change{users: true}); ; {
		err := k.relayAll(ctx, &users, c)
		if err != nil && ctx.Err() == nil {
			k.node.Log.Error("topics are not relayed", "err", err)
		}
		if c = k.next(ctx); ctx.Err() != nil {
			return
		}
		if c.users {
			signal(k.cards)
		}
	}
}

// change is what happened while nobody looked.
type change struct{ users, relays bool }

// next waits for a change.
func (k *Keeper) next(ctx context.Context) (c change) {
	for c == (change{}) {
		select {
		case <-ctx.Done():
			return c
		case <-k.changed.Ready:
		}
		events, lost := k.changed.Take()
		c.users = lost
		for _, e := range events {
			switch e.(type) {
			case push.UserChanged:
				c.users = true
			case push.RelaysChanged:
				c.relays = true
			}
		}
	}
	return c
}

// relayAll reads the users again if they have changed, whoever listens in any case.
func (k *Keeper) relayAll(ctx context.Context, users *[]deposit.Mailbox, c change) error {
	if c.users {
		*users = nil
		if err := k.each(ctx, func(u push.User) { *users = append(*users, u.Mailbox) }); err != nil {
			return err
		}
	}
	listening, err := k.Relays(ctx)
	if err != nil {
		return err
	}
	now := make(map[deposit.Mailbox]bool)
	for _, m := range slices.Concat(*users, listening) {
		now[m] = true
	}
	return k.relays.set(now)
}
