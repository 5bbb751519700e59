package order

import (
	"context"
	"database/sql"
	"time"

	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Count is how many orders a filter chooses.
func (s *Service) Count(ctx context.Context, f Filter) (n int, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		w, args := f.where(time.Now())
		_, err := tx.One("counting orders", `SELECT count(*) FROM orders WHERE `+w, args, &n)
		return err
	})
	return n, err
}

// Counts are how many orders of a role there are by stage, how many are overdue, and how
// many have news.
type Counts struct {
	Stages          map[machine.Stage]int
	Overdue, Unread int
}

// Counts counts one's orders in a role.
func (s *Service) Counts(ctx context.Context, role machine.Role) (c Counts, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		c = Counts{Stages: make(map[machine.Stage]int)}
		rows, err := tx.Query(`SELECT stage, count(*), sum(due < ?), sum(unread > 0) FROM orders
			WHERE role = ? AND (role < ? OR called = 1) GROUP BY stage`, time.Now().UnixNano(), int(role), int(machine.Moderator))
		_, err = vault.Collect("counting orders", rows, err, func(r *sql.Rows) (none struct{}, err error) {
			var stage machine.Stage
			var n, overdue, unread int
			err = r.Scan(&stage, &n, &overdue, &unread)
			c.Stages[stage] = n
			c.Overdue, c.Unread = c.Overdue+overdue, c.Unread+unread
			return none, err
		})
		return err
	})
	return c, err
}
