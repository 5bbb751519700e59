package offline

import (
	"context"
	"time"

	"restante/node/identity"
	"restante/node/ipns"
	"restante/node/record"
	"restante/offline/push"
)

// How often a keeper puts its users' cards, and the names of their sites, into the DHT
// again: those near a key come and go. While it knows nobody there it tries sooner.
const (
	cardsEvery = 12 * time.Hour
	cardsRetry = time.Minute
)

// keepCards puts all cards and names of registered users, now and then and when one
// is new.
func (k *Keeper) keepCards(ctx context.Context) {
	put := make(map[string]time.Time) // when each, by its bytes, was put
	for ctx.Err() == nil {
		wait := cardsEvery
		failed := 0
		err := k.each(ctx, func(u push.User) {
			if !k.putCard(ctx, u.Card, put) {
				failed++
			}
			if !k.putName(ctx, u, put) {
				failed++
			}
		})
		if err != nil || failed > 0 {
			wait = cardsRetry
			k.node.Log.Debug("cards or names are not in the DHT", "records", failed, "err", err)
		}
		forget(put)
		select {
		case <-ctx.Done():
		case <-k.cards:
		case <-time.After(wait):
		}
	}
}

// putCard reports whether the card lies in the DHT, or never can.
func (k *Keeper) putCard(ctx context.Context, raw []byte, put map[string]time.Time) bool {
	if lately(put, raw) {
		return true
	}
	r, err := record.Open(raw)
	return err != nil || k.put(ctx, record.DHTKey(r.Kind, r.Owner), raw, put)
}

// putName does the same for the name of a user's site.
func (k *Keeper) putName(ctx context.Context, u push.User, put map[string]time.Time) bool {
	owner, err := identity.IDOf(u.Mailbox[:])
	if err != nil || u.Site == nil || lately(put, u.Site) {
		return true
	}
	_, err = ipns.Open(owner, u.Site)
	return err != nil || k.put(ctx, ipns.DHTKey(owner), u.Site, put)
}

func (k *Keeper) put(ctx context.Context, key string, raw []byte, put map[string]time.Time) bool {
	if k.node.Host.PutRecord(ctx, key, raw) != nil {
		return false
	}
	put[string(raw)] = time.Now()
	return true
}

func lately(put map[string]time.Time, raw []byte) bool {
	return time.Since(put[string(raw)]) < cardsEvery
}

func forget(put map[string]time.Time) {
	for raw := range put {
		if !lately(put, []byte(raw)) {
			delete(put, raw)
		}
	}
}
