package order

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// open is an order that is compared.
type open struct {
	digest
	people [3]peer.ID
}

// others are those who take part besides oneself.
func (o open) others(self peer.ID) (ids []peer.ID) {
	for _, p := range o.people {
		if p != "" && p != self {
			ids = append(ids, p)
		}
	}
	return ids
}

// toCheck leaves out a moderator who was not called.
func toCheck(tx *vault.Tx, now time.Time) ([]open, error) {
	rows, err := tx.Query(`SELECT id, digest, buyer, merchant, iif(called, moderator, '') FROM orders WHERE over = 0 OR changed > ?`, now.Add(-checkFor).UnixNano())
	return vault.Collect("looking for open orders", rows, err, func(r *sql.Rows) (o open, err error) {
		var id, sum []byte
		var people [3]string
		if err := r.Scan(&id, &sum, &people[0], &people[1], &people[2]); err != nil {
			return o, err
		}
		o.id, o.sum = event.ID(id), [32]byte(sum)
		for i, p := range people {
			if o.people[i], err = readPeer(p); err != nil {
				return o, err
			}
		}
		return o, nil
	})
}

func agreed(tx *vault.Tx, d digest, with peer.ID, now time.Time) (bool, error) {
	return tx.One("looking for what was agreed", `SELECT 1 FROM agreed WHERE of = ? AND peer = ? AND digest = ? AND at > ?`,
		[]any{d.id[:], with.String(), d.sum[:], now.Add(-checkAgain).UnixNano()}, new(int))
}
