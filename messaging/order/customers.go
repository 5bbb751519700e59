package order

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/order/event"
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

// CustomerQuery chooses a window of customers; its zero value is the first ones.
type CustomerQuery struct {
	Text  string  // the beginnings of words of one of their orders, or what their tags and notes have
	After peer.ID // the last one of the window before
	Limit int     // at most MaxPage
}

// Customers are those who ordered, who ordered last first.
func (s *Service) Customers(ctx context.Context, q CustomerQuery) (all []Customer, err error) {
	if len(q.Text) > MaxWords {
		return nil, ErrFilter
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		found, args, err := foundBuyers(tx, strings.TrimSpace(q.Text))
		if err != nil {
			return err
		}
		all, err = s.customers(tx, found, `HAVING ?1 = '' OR (max(placed), buyer) < ((SELECT max(placed) FROM orders WHERE role = 2 AND buyer = ?1), ?1)`,
			text(q.After), q.Limit, args...)
		return err
	})
	return all, err
}

// foundBuyers is the condition on buyers that a search makes.
func foundBuyers(tx *vault.Tx, words string) (condition string, args []any, err error) {
	if words == "" {
		return "", nil, nil
	}
	ids, err := keptOf(tx, words)
	if err != nil {
		return "", nil, err
	}
	list, err := json.Marshal(ids)
	return `AND (buyer IN (SELECT buyer FROM orders WHERE role = 2 AND row IN (SELECT rowid FROM find WHERE find MATCH ?3)) OR buyer IN (SELECT value FROM json_each(?4)))`,
		[]any{match(words), string(list)}, err
}

// keptOf finds customers by their tags and notes. Those are in no index: there are few.
func keptOf(tx *vault.Tx, words string) (ids []string, err error) {
	type kept struct{ of, text string }
	rows, err := tx.Query(`SELECT of, name FROM order_tag WHERE length(of) > ?1 UNION ALL SELECT of, text FROM note WHERE length(of) > ?1`, len(event.ID{}))
	all, err := vault.Collect("finding customers", rows, err, func(r *sql.Rows) (k kept, err error) {
		var of []byte
		err = r.Scan(&of, &k.text)
		k.of = peer.ID(of).String()
		return k, err
	})
	for _, k := range all {
		text := strings.ToLower(k.text)
		if !slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool { return !strings.Contains(text, w) }) {
			ids = append(ids, k.of)
		}
	}
	return ids, err
}

// Customer is one of them; without an order it has none.
func (s *Service) Customer(ctx context.Context, p peer.ID) (c Customer, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err := s.customers(tx, "", `HAVING buyer = ?1`, text(p), 1)
		if c = (Customer{Peer: p}); len(all) > 0 {
			c = all[0]
		}
		return err
	})
	return c, err
}

func (s *Service) customers(tx *vault.Tx, found, having, arg string, limit int, args ...any) ([]Customer, error) {
	rows, err := tx.Query(`SELECT buyer, count(*), sum(over = 0), min(placed), max(placed) FROM orders WHERE role = 2 `+found+`
		GROUP BY buyer `+having+` ORDER BY max(placed) DESC, buyer DESC LIMIT ?2`, append([]any{arg, min(max(limit, 1), MaxPage)}, args...)...)
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
