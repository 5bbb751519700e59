package order

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Work is what was done for one's shop in a time, each order counted once.
type Work struct {
	Placed  int // orders that came
	Paid    int // of which a payment was confirmed
	Shipped int // of which something was sent
}

// Work counts what was done from one time until another, by this computer's clock.
func (s *Service) Work(ctx context.Context, from, until time.Time) (w Work, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		w = Work{}
		for k, into := range map[event.Kind]*int{event.KindOrder: &w.Placed, event.KindPaid: &w.Paid, event.KindShip: &w.Shipped} {
			_, err := tx.One("counting what was done", `SELECT count(DISTINCT e.of) FROM event e JOIN orders o ON o.id = e.of
				WHERE e.kind = ? AND e.came >= ? AND e.came < ? AND o.role = ?`, []any{int(k), from.UnixNano(), until.UnixNano(), int(machine.Merchant)}, into)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return w, err
}

// Stuck is an event of one's own that lies on this computer alone: it waits for keys, for
// a way out, or was given up.
type Stuck struct {
	Order event.ID
	Event event.Hash
	Peer  peer.ID
	State delivery.State
	Since time.Time
}

// stuckStates are those of what nobody else has or holds.
var stuckStates = []any{delivery.Failed, delivery.Expired, delivery.Waiting, delivery.Queued}

// Stuck are those that were stuck before a time, the oldest first, at most n of them; and
// how many there are.
func (s *Service) Stuck(ctx context.Context, before time.Time, n int) (all []Stuck, count int, err error) {
	where := ` FROM copy c JOIN event e ON e.hash = c.hash WHERE c.state IN (?` + strings.Repeat(`, ?`, len(stuckStates)-1) + `) AND c.at < ?`
	args := append(append([]any{}, stuckStates...), before.UnixNano())
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		if _, err := tx.One("counting what is stuck", `SELECT count(*)`+where, args, &count); err != nil {
			return err
		}
		rows, err := tx.Query(`SELECT e.of, e.hash, c.peer, c.state, c.at`+where+` ORDER BY c.at LIMIT ?`, append(args, min(n, MaxPage))...)
		all, err = vault.Collect("reading what is stuck", rows, err, scanStuck)
		return err
	})
	return all, count, err
}

func scanStuck(r *sql.Rows) (x Stuck, err error) {
	var of, hash []byte
	var to string
	var at int64
	if err := r.Scan(&of, &hash, &to, &x.State, &at); err != nil {
		return x, err
	}
	x.Order, x.Event, x.Since = event.ID(of), event.Hash(hash), time.Unix(0, at).UTC()
	x.Peer, err = peer.Decode(to)
	return x, err
}
