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
	heard, err := checkFromWire(in.Body)
	if err != nil {
		return c.refuse(tx, in.Peer, event.Event{}, err)
	}
	answer, err := c.compareAll(tx, in.Peer, heard)
	if err != nil {
		return err
	}
	return c.answer(tx, in.Peer, answer)
}

// compareAll is what to answer.
func (c checker) compareAll(tx *vault.Tx, from peer.ID, heard comparison) (answer comparison, err error) {
	for _, d := range heard.asked {
		same, a, err := c.compareOne(tx, from, d)
		if err != nil {
			return answer, err
		}
		answer.have = append(answer.have, a...)
		if same {
			answer.same = append(answer.same, d)
		}
	}
	for _, d := range heard.same { // or was, when it was asked about
		if _, _, err := c.compareOne(tx, from, d); err != nil {
			return answer, err
		}
	}
	for _, h := range heard.have {
		a, err := c.fill(tx, from, h)
		if err != nil {
			return answer, err
		}
		answer.have = append(answer.have, a...)
	}
	return answer, nil
}

// Changed and ExpiresSoon implement [delivery.Handler]: the next check says it again.
func (checker) Changed(*vault.Tx, delivery.Change) error          { return nil }
func (checker) ExpiresSoon(*vault.Tx, delivery.ExpiresSoon) error { return nil }

// compareOne notes that a digest is that of what is here, or gives what is. Somebody who
// takes no part in an order learns nothing of it, not even whether it is here.
func (c checker) compareOne(tx *vault.Tx, from peer.ID, d digest) (same bool, here []have, err error) {
	l, err := c.readLog(tx, d.id)
	switch {
	case err != nil:
		return false, nil, err
	case l.role == 0:
		return false, []have{{id: d.id, hashes: l.hashes()}}, nil
	case !l.entitled(from):
		return false, nil, nil
	case machine.Digest(l.id, l.events) == d.sum:
		c.changedAfter(tx, d.id)
		return true, nil, tx.Do("noting what is agreed", `INSERT OR REPLACE INTO agreed (of, peer, digest, at) VALUES (?, ?, ?, ?)`,
			d.id[:], from.String(), d.sum[:], time.Now().UnixNano())
	}
	return false, []have{{id: d.id, hashes: l.hashes()}}, nil
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

// answer sends what is here, as much as fits into a message each, and then what is the
// same, so that whoever asked knows it as well.
func (c checker) answer(tx *vault.Tx, to peer.ID, a comparison) error {
	for all := a.have; len(all) > 0; {
		n, size := 1, len(all[0].hashes)
		for n < len(all) && n < maxDigest && size+len(all[n].hashes)+1 <= maxHave {
			size += len(all[n].hashes) + 1
			n++
		}
		if err := c.ask(tx, to, comparison{have: all[:n]}); err != nil {
			return err
		}
		all = all[n:]
	}
	if len(a.same) == 0 {
		return nil
	}
	return c.ask(tx, to, comparison{same: a.same})
}
