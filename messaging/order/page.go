package order

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/messaging/order/event"
	"restante/node/vault"
)

// Page is all about one order, as of now; [ErrNoOrder] if it is not here.
func (s *Service) Page(ctx context.Context, id event.ID) (p Page, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		p, err = s.page(tx, id)
		return err
	})
	return p, err
}

func (s *Service) page(tx *vault.Tx, id event.ID) (p Page, err error) {
	rows, err := tx.Query(columns+` WHERE id = ?`, id[:])
	found, err := vault.Collect("reading an order", rows, err, scanRow)
	if err != nil {
		return p, err
	}
	if len(found) == 0 {
		return p, ErrNoOrder
	}
	if err := s.addNames(tx, found); err != nil {
		return p, err
	}
	p.Row = found[0]
	l, err := s.knownLog(tx, id)
	if err != nil {
		return p, err
	}
	p.State, p.Allowed = l.state, l.state.Allowed(l.role, time.Now())
	p.Kept = kept(l.state)
	return p, s.addRecords(tx, &p)
}

// addRecords adds what is kept beside the events.
func (s *Service) addRecords(tx *vault.Tx, p *Page) (err error) {
	if p.Copies, err = s.copies(tx, p.ID); err != nil {
		return err
	}
	if p.Came, err = cameAt(tx, p.ID); err != nil {
		return err
	}
	if p.Notes, err = notesOf(tx, p.ID); err != nil {
		return err
	}
	if p.Agreed, err = agreedOf(tx, p.ID); err != nil {
		return err
	}
	if p.Invoice, _, err = invoiceOf(tx, p.ID); err != nil {
		return err
	}
	p.Short, err = tx.One("looking for what is short", `SELECT 1 FROM held WHERE of = ? AND short > 0 LIMIT 1`, []any{p.ID[:]}, new(int))
	return err
}

// copies says how each event gets to the others.
func (s *Service) copies(tx *vault.Tx, id event.ID) (map[event.Hash][]Copy, error) {
	all := make(map[event.Hash][]Copy)
	rows, err := tx.Query(`SELECT c.hash, c.peer, c.message, c.state, c.reason FROM copy c JOIN event e ON e.hash = c.hash WHERE e.of = ? ORDER BY c.peer`, id[:])
	type sending struct {
		Copy
		hash    event.Hash
		message string
	}
	found, err := vault.Collect("reading how events are sent", rows, err, func(r *sql.Rows) (c sending, err error) {
		var hash []byte
		var to string
		if err := r.Scan(&hash, &to, &c.message, &c.State, &c.Reason); err != nil {
			return c, err
		}
		copy(c.hash[:], hash)
		c.Peer, err = peer.Decode(to)
		return c, err
	})
	for _, c := range found {
		if err == nil && !c.State.Final() {
			c.Held, err = s.Delivery.Holders(tx, envelope.KindOrder, c.Peer, c.message)
		}
		all[c.hash] = append(all[c.hash], c.Copy)
	}
	return all, err
}

func cameAt(tx *vault.Tx, id event.ID) (map[event.Hash]time.Time, error) {
	all := make(map[event.Hash]time.Time)
	rows, err := tx.Query(`SELECT hash, came FROM event WHERE of = ?`, id[:])
	_, err = vault.Collect("reading when events came", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var hash []byte
		var at int64
		err = r.Scan(&hash, &at)
		if err == nil {
			all[event.Hash(hash)] = time.Unix(0, at).UTC()
		}
		return none, err
	})
	return all, err
}

func agreedOf(tx *vault.Tx, id event.ID) (map[peer.ID]time.Time, error) {
	all := make(map[peer.ID]time.Time)
	rows, err := tx.Query(`SELECT a.peer, a.at FROM agreed a JOIN orders o ON o.id = a.of AND o.digest = a.digest WHERE a.of = ?`, id[:])
	_, err = vault.Collect("reading who agreed", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var text string
		var at int64
		if err := r.Scan(&text, &at); err != nil {
			return none, err
		}
		p, err := peer.Decode(text)
		all[p] = time.Unix(0, at).UTC()
		return none, err
	})
	return all, err
}

// Raw are the bytes of an order's events as their authors signed them, those that can be
// told, parents first: proof for whoever keeps books.
func (s *Service) Raw(ctx context.Context, id event.ID) (all [][]byte, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		for _, e := range l.story() {
			all = append(all, e.raw)
		}
		return err
	})
	return all, err
}
