package order

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// refuse writes into the operator's log.
func (s *Service) refuse(tx *vault.Tx, from peer.ID, e event.Event, why error) error {
	var of []byte
	var kind event.Kind
	if e.Body != nil {
		of, kind = e.Order[:], e.Kind()
	}
	s.Log.Info("an event of an order was refused", "peer", from, "err", why)
	tx.AfterCommit(func() { s.Bus.Publish(Refused{}) })
	err := tx.Do("noting a refusal", `INSERT INTO refused (at, peer, of, kind, why) VALUES (?, ?, ?, ?, ?)`,
		time.Now().UnixNano(), from.String(), of, int(kind), why.Error())
	return errors.Join(err, tx.Do("forgetting old refusals", `DELETE FROM refused WHERE row <= (SELECT max(row) FROM refused) - ?`, MaxRefused))
}

func countUnknown(tx *vault.Tx, from peer.ID) (n int, err error) {
	_, err = tx.One("counting what waits", `SELECT count(*) FROM event e WHERE told = 0 AND sender = ?
		AND NOT EXISTS (SELECT 1 FROM orders WHERE id = e.of)`, []any{from.String()}, &n)
	return n, err
}
