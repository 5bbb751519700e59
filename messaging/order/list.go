package order

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Query is a window of what a filter chooses.
type Query struct {
	Filter
	After event.ID // the last order of the window before; zero is the beginning
	Limit int      // at most MaxPage; 0 is 50
}

// List gives a window of orders. An order of After that is not here is [ErrNoOrder].
func (s *Service) List(ctx context.Context, q Query) (all []Row, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err = s.list(tx, q)
		return err
	})
	return all, err
}

func (s *Service) list(tx *vault.Tx, q Query) ([]Row, error) {
	by, known := sorts[q.Sort]
	if !known || len(q.Text) > MaxWords {
		return nil, ErrFilter
	}
	w, args := q.where(time.Now())
	if q.After != (event.ID{}) {
		var place, row int64
		found, err := tx.One("finding an order", `SELECT `+by.column+`, row FROM orders WHERE id = ?`, []any{q.After[:]}, &place, &row)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, ErrNoOrder
		}
		w += ` AND (` + by.column + `, row) ` + by.after + ` (?, ?)`
		args = append(args, place, row)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	args = append(args, min(limit, MaxPage))
	window := ` ORDER BY ` + by.column + ` ` + by.direction + `, row ` + by.direction
	rows, err := tx.Query(columns+` WHERE row IN (SELECT row FROM orders WHERE `+w+window+` LIMIT ?)`+window, args...)
	all, err := vault.Collect("reading orders", rows, err, scanRow)
	if err != nil {
		return nil, err
	}
	return all, s.addNames(tx, all)
}

const columns = `SELECT id, role, buyer, merchant, moderator, stage, title, pieces, currency, decimals, total, noted, paid, refunded, owed,
	payment, placed, changed, due, step, unread,
	(SELECT json_group_array(name) FROM (SELECT name FROM order_tag WHERE of = id ORDER BY name)),
	coalesce((SELECT name FROM assignee WHERE of = id), '') FROM orders`

func scanRow(r *sql.Rows) (o Row, err error) {
	var id []byte
	var buyer, merchant, moderator string
	var placed, changed, due int64
	var tags []byte
	err = r.Scan(&id, &o.Role, &buyer, &merchant, &moderator, &o.Stage, &o.Title, &o.Pieces, &o.Currency.Code, &o.Currency.Decimals,
		&o.Total, &o.Noted, &o.Paid, &o.Refunded, &o.Owed, &o.Payment, &placed, &changed, &due, &o.Step, &o.Unread, &tags, &o.Assignee)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(tags, &o.Tags); err != nil {
		return o, err
	}
	o.ID, o.Placed, o.Changed = event.ID(id), time.Unix(0, placed).UTC(), time.Unix(0, changed).UTC()
	if due != never {
		o.Due = time.Unix(0, due).UTC()
	}
	for text, into := range map[string]*peer.ID{buyer: &o.Buyer, merchant: &o.Merchant, moderator: &o.Moderator} {
		if *into, err = readPeer(text); err != nil {
			return o, err
		}
	}
	return o, nil
}

// readPeer is "" for "".
func readPeer(text string) (peer.ID, error) {
	if text == "" {
		return "", nil
	}
	return peer.Decode(text)
}

func scanID(r *sql.Rows) (id event.ID, err error) {
	b, err := vault.Column[[]byte](r)
	copy(id[:], b)
	return id, err
}

// addNames adds those of the people, each of whom is looked up once.
func (s *Service) addNames(tx *vault.Tx, all []Row) (err error) {
	names := make(map[peer.ID]string)
	for i := range all {
		other := all[i].Buyer
		if all[i].Role == machine.Buyer {
			other = all[i].Merchant
		}
		name, known := names[other]
		if !known {
			if name, err = s.Contacts.NameTx(tx, other); err != nil {
				return err
			}
			names[other] = name
		}
		all[i].Name = name
	}
	return nil
}
