package order

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/node/vault"
)

// Customer is somebody who ordered in one's shop.
type Customer struct {
	Peer   peer.ID
	Name   string
	Orders int
	Open   int // of them, not over
	First  time.Time
	Last   time.Time
	Spent  []Sum // paid and not paid back, by currency
	Tags   []string
	Notes  []Note
}

// Sum is an amount of a currency.
type Sum struct {
	Currency money.Currency
	Amount   money.Amount
}

// Customers are those who ordered, who ordered last first; at most [MaxPage] after one.
func (s *Service) Customers(ctx context.Context, after peer.ID, limit int) (all []Customer, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err = s.customers(tx, `HAVING ?1 = '' OR (max(placed), buyer) < ((SELECT max(placed) FROM orders WHERE role = 2 AND buyer = ?1), ?1)`, text(after), limit)
		return err
	})
	return all, err
}

// Customer is one of them; without an order it has none.
func (s *Service) Customer(ctx context.Context, p peer.ID) (c Customer, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err := s.customers(tx, `HAVING buyer = ?1`, text(p), 1)
		if c = (Customer{Peer: p}); len(all) > 0 {
			c = all[0]
		}
		return err
	})
	return c, err
}

func (s *Service) customers(tx *vault.Tx, having, arg string, limit int) ([]Customer, error) {
	rows, err := tx.Query(`SELECT buyer, count(*), sum(over = 0), min(placed), max(placed) FROM orders WHERE role = 2
		GROUP BY buyer `+having+` ORDER BY max(placed) DESC, buyer DESC LIMIT ?2`, arg, min(max(limit, 1), MaxPage))
	all, err := vault.Collect("reading customers", rows, err, func(r *sql.Rows) (c Customer, err error) {
		var p string
		var first, last int64
		if err := r.Scan(&p, &c.Orders, &c.Open, &first, &last); err != nil {
			return c, err
		}
		c.First, c.Last = time.Unix(0, first).UTC(), time.Unix(0, last).UTC()
		c.Peer, err = peer.Decode(p)
		return c, err
	})
	for i := range all {
		c := &all[i]
		if err == nil {
			c.Name, err = s.Contacts.NameTx(tx, c.Peer)
		}
		if err == nil {
			c.Spent, err = spentBy(tx, c.Peer)
		}
		if err == nil {
			err = c.addDesk(tx)
		}
	}
	return all, err
}

func spentBy(tx *vault.Tx, p peer.ID) ([]Sum, error) {
	rows, err := tx.Query(`SELECT currency, decimals, sum(paid - refunded) FROM orders WHERE role = 2 AND buyer = ?
		GROUP BY currency, decimals ORDER BY currency`, p.String())
	return vault.Collect("reading what somebody spent", rows, err, func(r *sql.Rows) (x Sum, err error) {
		err = r.Scan(&x.Currency.Code, &x.Currency.Decimals, &x.Amount)
		return x, err
	})
}
