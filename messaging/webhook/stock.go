package webhook

import (
	"context"
	"database/sql"
	"time"

	"restante/node/vault"
)

// Stock implements [storefront.Watcher]. It is told after the transaction, if it is so
// then: the last piece may have gone back and forth.
func (s *Service) Stock(tx *vault.Tx, slug, variant string, free uint32, soldOut bool) error {
	tx.AfterCommit(s.wake)
	return tx.Do("noting the stock", `INSERT INTO hook_stock (slug, variant, was, pieces, soldout, at) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM hook)
		ON CONFLICT (slug, variant) DO UPDATE SET pieces = excluded.pieces, soldout = excluded.soldout, at = excluded.at`,
		slug, variant, free == 0, free, soldOut, time.Now().UnixNano())
}

// stock is a variant that may be another than was told last.
type stock struct {
	stockData
	was bool
	at  int64
}

func readStock(tx *vault.Tx) ([]stock, error) {
	rows, err := tx.Query(`SELECT slug, variant, was, pieces, soldout, at FROM hook_stock ORDER BY at`)
	return vault.Collect("reading the stock", rows, err, func(r *sql.Rows) (x stock, err error) {
		err = r.Scan(&x.Slug, &x.Variant, &x.was, &x.Quantity, &x.SoldOut, &x.at)
		return x, err
	})
}

// tellStock tells of what was sold out and what came back.
func (s *Service) tellStock(ctx context.Context) error {
	var some bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		some, err = tx.One("looking at the stock", `SELECT 1 FROM hook_stock LIMIT 1`, nil, new(int))
		return err
	})
	if err != nil || !some {
		return err
	}
	return s.Vault.Update(ctx, "webhook stock", func(tx *vault.Tx) error {
		all, err := readStock(tx)
		for _, x := range all {
			if err == nil && x.was == (x.Quantity == 0) {
				err = s.tellOne(tx, x)
			}
		}
		if err != nil {
			return err
		}
		return tx.Do("noting that the stock was told", `DELETE FROM hook_stock`)
	})
}

func (s *Service) tellOne(tx *vault.Tx, x stock) error {
	kind := StockIn
	if x.Quantity == 0 {
		kind = StockOut
	}
	return s.tell(tx, news{kind: kind, subject: x.Slug, lane: "listing " + x.Slug, at: moment(x.at), data: x.stockData})
}
