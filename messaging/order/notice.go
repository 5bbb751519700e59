package order

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// MarkSeen notes that the person has seen all of an order.
func (s *Service) MarkSeen(ctx context.Context, id event.ID) error {
	return s.Vault.Update(ctx, "order seen", func(tx *vault.Tx) error {
		some, err := tx.One("looking for news", `SELECT 1 FROM orders WHERE id = ? AND unread > 0`, []any{id[:]}, new(int))
		if err != nil || !some {
			return err
		}
		s.changedAfter(tx, id)
		if err := tx.Do("marking events as seen", `UPDATE event SET unseen = 0 WHERE of = ?`, id[:]); err != nil {
			return err
		}
		return tx.Do("marking an order as seen", `UPDATE orders SET unread = 0 WHERE id = ?`, id[:])
	})
}

// Notices hands out what came in since the last call: each event once, over restarts
// too. Whoever shows notices on the desktop asks at the start and on each [Arrived].
func (s *Service) Notices(ctx context.Context) (all []Notice, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err = readNotices(tx)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	err = s.Vault.Update(ctx, "order notices", func(tx *vault.Tx) error {
		if all, err = readNotices(tx); err != nil {
			return err
		}
		return tx.Do("noting that notices were given", `UPDATE event SET notice = 0 WHERE notice = 1`)
	})
	return all, err
}

func readNotices(tx *vault.Tx) ([]Notice, error) {
	rows, err := tx.Query(`SELECT of, hash, kind, author FROM event WHERE notice = 1 ORDER BY row`)
	return vault.Collect("reading notices", rows, err, func(r *sql.Rows) (n Notice, err error) {
		var of, hash []byte
		var from string
		if err := r.Scan(&of, &hash, &n.Kind, &from); err != nil {
			return n, err
		}
		n.Order, n.Event = event.ID(of), event.Hash(hash)
		n.From, err = peer.Decode(from)
		return n, err
	})
}

// Refusals are the newest lines of the operator's log, at most n.
func (s *Service) Refusals(ctx context.Context, n int) (all []Refusal, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT at, peer, of, kind, why FROM refused ORDER BY row DESC LIMIT ?`, min(n, MaxPage))
		all, err = vault.Collect("reading refusals", rows, err, scanRefusal)
		return err
	})
	return all, err
}

func scanRefusal(r *sql.Rows) (f Refusal, err error) {
	var at int64
	var from string
	var of []byte
	if err := r.Scan(&at, &from, &of, &f.Kind, &f.Why); err != nil {
		return f, err
	}
	f.At = time.Unix(0, at).UTC()
	copy(f.Order[:], of)
	f.From, err = readPeer(from)
	return f, err
}
