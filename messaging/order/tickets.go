package order

import (
	"errors"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
	"restante/offline/deposit"
)

// tickets gives those of an order that are good, each for one piece of its line, and the
// lines that have one which is not: a ticket that is not good is none. Nothing is used
// up by looking.
func (s *Service) tickets(tx *vault.Tx, buyer peer.ID, o event.Order) (good []Ticket, bad map[int]bool, err error) {
	bad = make(map[int]bool)
	if len(o.Tickets) == 0 {
		return nil, bad, nil
	}
	left := make(map[int]uint32)
	for i, l := range o.Terms.Lines {
		left[i] = l.Quantity
	}
	for _, one := range o.Tickets {
		line := int(one.Line)
		t, node, ok := openTicket(buyer, o, one)
		if ok && left[line] > 0 && !slices.Contains(good, t) {
			if ok, err = unused(tx, t, node); err != nil {
				return nil, nil, err
			}
		}
		if !ok || left[line] == 0 || slices.Contains(good, t) {
			bad[line] = true
			continue
		}
		left[line]--
		good = append(good, t)
	}
	return good, bad, nil
}

// openTicket reads a ticket of an order that has not expired, and that a push node says to
// have given to the buyer. Whether it is the node at which it lay, only the merchant knows.
func openTicket(buyer peer.ID, o event.Order, one event.Ticket) (t Ticket, node peer.ID, ok bool) {
	if int(one.Line) >= len(o.Terms.Lines) {
		return t, "", false
	}
	t, err := OpenTicket(o.Merchant, one.Token)
	if err != nil || !time.Now().Before(t.Expires) {
		return t, "", false
	}
	c, err := deposit.OpenClaim(one.Claim)
	if err != nil {
		return t, "", false
	}
	l := o.Terms.Lines[one.Line]
	return t, c.Node, c.Owner == o.Merchant && c.Pool == Pool(t.Slug, t.Variant, t.Expires) && c.Asker == buyer && c.Covers(one.Token) && t.Slug == l.Slug && t.Variant == l.Variant
}

// useTicket gives its piece back, so that the order can have it in the same transaction.
func (s *Service) useTicket(tx *vault.Tx, t Ticket, id event.ID) error {
	err := tx.Do("using a ticket", `UPDATE ticket SET of = ? WHERE serial = ?`, id[:], t.Serial[:])
	return errors.Join(err, s.Shop.Release(tx, ticketHolder(t.Serial[:])))
}

// spendTickets uses up the tickets of an order that is not taken: their pieces go back to
// the stock. Kept for a buyer who can place no order with them again, they would be sold
// to nobody until the tickets expire.
func (s *Service) spendTickets(tx *vault.Tx, l *log) error {
	good, _, err := s.tickets(tx, l.state.People.Buyer, l.state.Placed)
	for _, t := range good {
		if err == nil {
			err = s.useTicket(tx, t, l.id)
		}
	}
	return err
}

// endTickets gives back what is kept for tickets that nobody used in time.
func (s *Service) endTickets(tx *vault.Tx, now time.Time) error {
	all, err := readTickets(tx, `WHERE of IS NULL AND expires <= ?`, now.UnixNano())
	for _, t := range all {
		if err == nil {
			err = s.Shop.Release(tx, ticketHolder(t.Serial[:]))
		}
	}
	return errors.Join(err, tx.Do("forgetting old tickets", `DELETE FROM ticket WHERE expires <= ?`, now.UnixNano()))
}
