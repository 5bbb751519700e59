package order

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// Lot is the tickets for one variant that lie at one push node and expire together.
type Lot struct {
	Node          peer.ID
	Slug, Variant string
	Expires       time.Time
}

// Lots says of each lot that has unused tickets how many, and which tokens are not at the
// push node yet.
type Lots map[Lot]struct {
	Unused int
	Ahead  [][]byte
	Back   bool // its pool was taken back: nobody gets one any more
}

// Where a ticket is.
const (
	ahead = iota
	laid
	back
)

// Lots are those of tickets that have not expired.
func (s *Service) Lots(ctx context.Context) (all Lots, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all = make(Lots)
		rows, err := tx.Query(`SELECT serial, slug, variant, expires, node, place FROM ticket WHERE of IS NULL AND expires > ?`, time.Now().UnixNano())
		_, err = vault.Collect("reading lots of tickets", rows, err, func(r *sql.Rows) (none struct{}, err error) {
			return none, s.count(all, r)
		})
		return err
	})
	return all, err
}

// count adds one ticket. Its token is made again: the same bytes get the same signature.
func (s *Service) count(all Lots, r *sql.Rows) error {
	var t Ticket
	var serial []byte
	var node string
	var expires, place int64
	if err := r.Scan(&serial, &t.Slug, &t.Variant, &expires, &node, &place); err != nil {
		return err
	}
	copy(t.Serial[:], serial)
	t.Expires = time.Unix(0, expires).UTC()
	id, err := peer.Decode(node)
	if err != nil {
		return err
	}
	lot := Lot{id, t.Slug, t.Variant, t.Expires}
	l := all[lot]
	l.Unused++
	l.Back = l.Back || place == back
	if place == ahead {
		token, err := t.sign(s.Key)
		if err != nil {
			return err
		}
		l.Ahead = append(l.Ahead, token)
	}
	all[lot] = l
	return nil
}

// Laid notes that all tickets of a lot are at its push node.
func (s *Service) Laid(ctx context.Context, lot Lot) error {
	return s.Vault.Update(ctx, "tickets laid", func(tx *vault.Tx) error {
		return tx.Do("noting where tickets are", `UPDATE ticket SET place = ? WHERE place = ? AND `+ofLot, append([]any{laid, ahead}, lot.args()...)...)
	})
}

// TakenBack gives the pieces of a lot back to the stock, after the push node has said to
// hand out no more. Those of tokens that it has handed out stay where they are.
func (s *Service) TakenBack(ctx context.Context, lot Lot, handed [][]byte) error {
	var gone [][16]byte
	for _, token := range handed {
		if t, err := OpenTicket(s.Key.ID(), token); err == nil {
			gone = append(gone, t.Serial)
		}
	}
	return s.Vault.Update(ctx, "tickets back", func(tx *vault.Tx) error {
		all, err := readTickets(tx, `WHERE of IS NULL AND `+ofLot, lot.args()...)
		for _, t := range all {
			if err != nil {
				return err
			}
			if !slices.Contains(gone, t.Serial) {
				err = s.drop(tx, t)
			}
		}
		if err != nil {
			return err
		}
		return tx.Do("noting where tickets are", `UPDATE ticket SET place = ? WHERE `+ofLot, append([]any{back}, lot.args()...)...)
	})
}

func (s *Service) drop(tx *vault.Tx, t Ticket) error {
	if err := s.Shop.Release(tx, ticketHolder(t.Serial[:])); err != nil {
		return err
	}
	return tx.Do("dropping a ticket", `DELETE FROM ticket WHERE serial = ?`, t.Serial[:])
}

const ofLot = `node = ? AND slug = ? AND variant = ? AND expires = ?`

func (l Lot) args() []any {
	return []any{l.Node.String(), l.Slug, l.Variant, l.Expires.UnixNano()}
}
