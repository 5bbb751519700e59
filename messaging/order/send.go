package order

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/order/event"
	"restante/node/vault"
)

// send has events brought to somebody, several in a message.
func (s *Service) send(tx *vault.Tx, to peer.ID, events []signed) error {
	for len(events) > 0 {
		n, size := 1, len(events[0].raw)
		for n < len(events) && n < maxBundle && size+len(events[n].raw) <= bundle {
			size += len(events[n].raw)
			n++
		}
		if err := s.sendOne(tx, to, events[:n]); err != nil {
			return err
		}
		events = events[n:]
	}
	return nil
}

func (s *Service) sendOne(tx *vault.Tx, to peer.ID, events []signed) error {
	var raws [][]byte
	for _, e := range events {
		raws = append(raws, e.raw)
	}
	body, err := eventsToWire(raws)
	if err != nil {
		return err
	}
	now := time.Now()
	message := fmt.Sprintf("%s-%d", events[0].Hash, now.UnixNano())
	state, err := s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindOrder, ID: message, At: now, Body: body})
	if err != nil {
		return err
	}
	for _, e := range events {
		err := tx.Do("noting to whom an event goes", `INSERT OR REPLACE INTO copy (hash, peer, message, state, at) VALUES (?, ?, ?, ?, ?)`,
			e.Hash[:], to.String(), message, string(state), now.UnixNano())
		if err != nil {
			return err
		}
	}
	return nil
}

// Changed implements [delivery.Handler].
func (s *Service) Changed(tx *vault.Tx, c delivery.Change) error {
	err := tx.Do("storing an event's way", `UPDATE copy SET state = ?, reason = ? WHERE peer = ? AND message = ?`,
		string(c.State), c.Reason, c.Peer.String(), c.ID)
	if err != nil {
		return err
	}
	var of []byte
	found, err := tx.One("finding an order", `SELECT e.of FROM copy c JOIN event e ON e.hash = c.hash WHERE c.peer = ? AND c.message = ? LIMIT 1`,
		[]any{c.Peer.String(), c.ID}, &of)
	if found {
		s.changedAfter(tx, event.ID(of))
	}
	return err
}

// ExpiresSoon implements [delivery.Handler]. The page of the order shows it.
func (s *Service) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// Lost implements [delivery.Loser]: what the peer agreed to may be gone.
func (s *Service) Lost(tx *vault.Tx, p peer.ID) error {
	return tx.Do("forgetting what was agreed", `DELETE FROM agreed WHERE peer = ?`, p.String())
}

func (s *Service) changedAfter(tx *vault.Tx, id event.ID) {
	tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
}

// SendAgain brings an event to somebody once more whom it did not reach: it expired, or
// was refused. One that is under way or has arrived is [ErrUnderWay].
func (s *Service) SendAgain(ctx context.Context, id event.ID, h event.Hash, to peer.ID) error {
	return s.Vault.Update(ctx, "order again", func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		e, here := l.find(h)
		if !here || !l.entitled(to) {
			return ErrNoEvent
		}
		c, found, err := readCopy(tx, h, to)
		if err != nil {
			return err
		}
		if found && c.state != delivery.Failed && c.state != delivery.Expired {
			return ErrUnderWay
		}
		s.changedAfter(tx, id)
		return s.send(tx, to, []signed{e})
	})
}

// sent is when and how an event went to somebody last.
type sent struct {
	state delivery.State
	at    time.Time
}

func readCopy(tx *vault.Tx, h event.Hash, to peer.ID) (c sent, found bool, err error) {
	var at int64
	found, err = tx.One("looking how an event was sent", `SELECT state, at FROM copy WHERE hash = ? AND peer = ?`,
		[]any{h[:], to.String()}, &c.state, &at)
	c.at = time.Unix(0, at)
	return c, found, err
}
