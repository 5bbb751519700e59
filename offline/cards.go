package offline

import (
	"context"
	"time"

	"restante/node/record"
	"restante/offline/push"
)

// How often a keeper puts its users' cards into the DHT again: those near a
// key come and go. While it knows nobody there it tries sooner.
const (
	cardsEvery = 12 * time.Hour
	cardsRetry = time.Minute
)

// keepCards puts all cards of registered users, now and then and when one is new.
func (k *Keeper) keepCards(ctx context.Context) {
	put := make(map[string]time.Time) // when each card, by its bytes, was put
	for ctx.Err() == nil {
		wait := cardsEvery
		failed := 0
		err := k.each(ctx, func(u push.User) {
			if !k.putCard(ctx, u.Card, put) {
				failed++
			}
		})
		if err != nil || failed > 0 {
			wait = cardsRetry
			k.node.Log.Debug("cards are not in the DHT", "cards", failed, "err", err)
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
	r, err := record.Open(raw)
	if err != nil || time.Since(put[string(raw)]) < cardsEvery {
		return true
	}
	if k.node.Host.PutRecord(ctx, record.DHTKey(r.Kind, r.Owner), raw) != nil {
		return false
	}
	put[string(raw)] = time.Now()
	return true
}

func forget(put map[string]time.Time) {
	for raw, at := range put {
		if time.Since(at) >= cardsEvery {
			delete(put, raw)
		}
	}
}
