package order

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// checker handles what others ask.
type checker struct{ *Service }

// Received implements [delivery.Handler].
func (c checker) Received(tx *vault.Tx, in delivery.Incoming) error {
	if in.Request { // strangers have no orders here that could lack anything
		return nil
	}
	ds, hs, err := checkFromWire(in.Body)
	if err != nil {
		return c.refuse(tx, in.Peer, event.Event{}, err)
	}
	var answers []have
	for _, d := range ds {
		a, err := c.compareOne(tx, in.Peer, d)
		if err != nil {
			return err
		}
		answers = append(answers, a...)
	}
	for _, h := range hs {
		a, err := c.fill(tx, in.Peer, h)
		if err != nil {
			return err
		}
		answers = append(answers, a...)
	}
	return c.answer(tx, in.Peer, answers)
}

// Changed and ExpiresSoon implement [delivery.Handler]: the next check says it again.
func (checker) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (checker) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// compareOne answers a digest with what is here, unless it is the same. Somebody who
// takes no part in an order learns nothing of it, not even whether it is here.
func (c checker) compareOne(tx *vault.Tx, from peer.ID, d digest) ([]have, error) {
	l, err := c.readLog(tx, d.id)
	switch {
	case err != nil:
		return nil, err
	case l.role == 0:
		return []have{{id: d.id, hashes: l.hashes()}}, nil
	case !l.entitled(from):
		return nil, nil
	case machine.Digest(l.id, l.events) == d.sum:
		c.changedAfter(tx, d.id)
		return nil, tx.Do("noting what is agreed", `INSERT OR REPLACE INTO agreed (of, peer, digest, at) VALUES (?, ?, ?, ?)`,
			d.id[:], from.String(), d.sum[:], time.Now().UnixNano())
	}
	return []have{{id: d.id, hashes: l.hashes()}}, nil
}

func (l *log) hashes() (all []event.Hash) {
	for _, e := range l.events {
		all = append(all, e.Hash)
	}
	return all
}

// fill sends what somebody lacks, and asks back for what is lacking here.
func (c checker) fill(tx *vault.Tx, from peer.ID, h have) ([]have, error) {
	l, err := c.readLog(tx, h.id)
	if err != nil || l.role == 0 || !l.entitled(from) {
		return nil, err
	}
	var missing []signed
	for _, e := range machine.Missing(l.id, l.events, h.hashes) {
		fresh, err := lately(tx, e.Hash, from)
		if err != nil {
			return nil, err
		}
		if !fresh {
			missing = append(missing, signed{e, l.raw[e.Hash]})
		}
	}
	if err := c.send(tx, from, missing); err != nil {
		return nil, err
	}
	for _, hash := range h.hashes {
		if !l.has(hash) && !h.answer {
			return []have{{id: h.id, hashes: l.hashes(), answer: true}}, nil
		}
	}
	return nil, nil
}

// lately reports whether an event is on its way to somebody, or was sent a moment ago.
func lately(tx *vault.Tx, h event.Hash, to peer.ID) (bool, error) {
	c, found, err := readCopy(tx, h, to)
	return found && (!c.state.Final() || time.Since(c.at) < fillAgain), err
}

// answer sends what is here, as much as fits into a message each.
func (c checker) answer(tx *vault.Tx, to peer.ID, all []have) error {
	for len(all) > 0 {
		n, size := 1, len(all[0].hashes)
		for n < len(all) && n < maxDigest && size+len(all[n].hashes)+1 <= maxHave {
			size += len(all[n].hashes) + 1
			n++
		}
		if err := c.ask(tx, to, nil, all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}
