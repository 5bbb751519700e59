package delivery

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

// How soon a duplicate is answered with a receipt again.
const (
	firstRepeat = 5 * time.Second
	lastRepeat  = time.Hour
)

// cardRoom is how long a receipt may be that one's card travels with: together they
// still fit the small envelope.
const cardRoom = 2 << 10

// receiptBatch is how many peers get their receipts in one transaction.
const receiptBatch = 16

// due notes that a peer is owed a receipt.
func (s *Service) due(tx *vault.Tx, p peer.ID) error {
	_, err := tx.Exec(`INSERT INTO receipt (peer, due) VALUES (?, ?)
		ON CONFLICT (peer) DO UPDATE SET due = CASE WHEN due > 0 THEN due ELSE excluded.due END, repeats = 0`,
		p.String(), time.Now().UnixNano())
	tx.AfterCommit(s.wake)
	return vault.While("noting a due receipt", err)
}

// repeated answers a duplicate: its sender has not seen the receipt. A direct one
// is answered at once, others less and less often.
func (s *Service) repeated(tx *vault.Tx, m opened, direct bool) error {
	if m.Seq == 0 { // a receipt
		return nil
	}
	var sentAt, repeats int64
	err := tx.QueryRow(`SELECT sent_at, repeats FROM receipt WHERE peer = ?`, m.Sender.String()).Scan(&sentAt, &repeats)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return vault.While("reading a receipt", err)
	}
	pause := min(firstRepeat<<min(repeats, 12), lastRepeat)
	if !direct && time.Since(time.Unix(0, sentAt)) < pause {
		return nil
	}
	_, err = tx.Exec(`INSERT INTO receipt (peer, due, repeats) VALUES (?, ?, 1)
		ON CONFLICT (peer) DO UPDATE SET due = excluded.due, repeats = repeats + 1`, m.Sender.String(), time.Now().UnixNano())
	tx.AfterCommit(s.wake)
	return vault.While("repeating a receipt", err)
}

// flush seals all due receipts and resets of peers whose card is known.
func (s *Service) flush(ctx context.Context) (failed error) {
	failed = s.sealResets(ctx)
	for after := ""; ; {
		var ps []string
		err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			ps, err = duePeers(tx, after)
			return err
		})
		if err != nil || len(ps) == 0 {
			return errors.Join(failed, err)
		}
		after = ps[len(ps)-1]
		if err := s.sealBatch(ctx, ps); err != nil {
			for _, p := range ps { // the one at fault holds up no other
				failed = errors.Join(failed, s.sealBatch(ctx, []string{p}))
			}
		}
	}
}

func (s *Service) sealBatch(ctx context.Context, ps []string) error {
	return s.Vault.Update(ctx, "receipt seal", func(tx *vault.Tx) error { return s.sealReceipts(tx, ps) })
}

func duePeers(tx *vault.Tx, after string) ([]string, error) {
	rows, err := tx.Query(`SELECT peer FROM receipt WHERE due > 0 AND peer > ? ORDER BY peer LIMIT ?`, after, receiptBatch)
	if err != nil {
		return nil, vault.While("reading due receipts", err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var p string
		if err := rows.Scan(&p); err != nil {
			return nil, vault.While("reading due receipts", err)
		}
		all = append(all, p)
	}
	return all, vault.While("reading due receipts", rows.Err())
}

func (s *Service) sealReceipts(tx *vault.Tx, ps []string) error {
	for _, t := range ps {
		p, err := peer.Decode(t)
		if err != nil {
			return vault.While("reading due receipts", err)
		}
		to, found, err := s.correspondent(tx, p)
		if err != nil {
			return err
		}
		if !found { // it stays due; Learn wakes us
			if _, err := s.await(tx, p); err != nil {
				return err
			}
			continue
		}
		m, err := s.receiptFor(tx, to.Card)
		if err != nil {
			return err
		}
		g, err := s.parcel(tx, to, m)
		if err != nil {
			return err
		}
		g.Ref, g.Class = receiptRef(p), outbox.Receipt
		if err := s.Outbox.Replace(tx, g.Parcel); err != nil {
			return err
		}
	}
	return nil
}

// receiptRef names the receipt for a peer in the outbox.
func receiptRef(p peer.ID) string { return "receipt/" + p.String() }

// receiptFor is the next receipt for a peer; with it nothing is due any more.
func (s *Service) receiptFor(tx *vault.Tx, to card.Card) (m envelope.Message, err error) {
	r := receipt{arrived: map[envelope.Device]ranges{}, read: map[envelope.Device]ranges{}}
	now, key := time.Now(), keyOf(to)
	err = tx.QueryRow(`UPDATE receipt SET due = 0, sent_at = ?, sealed_to = ?, version = max(version + 1, ?) WHERE peer = ?
		RETURNING version, (SELECT born FROM birth)`, now.UnixNano(), key[:], now.UnixMilli(), to.Peer.String()).Scan(&r.version, &r.born)
	if err != nil {
		return m, vault.While("numbering a receipt", err)
	}
	devices, err := newestCame(tx, to.Peer)
	if err != nil {
		return m, err
	}
	for d, c := range devices {
		r.arrived[d] = c.set.newest(maxRanges / len(devices))
		if len(c.read) > 0 {
			r.read[d] = c.read.newest(maxRead / len(devices))
		}
	}
	body, err := r.toWire()
	if err != nil {
		return m, err
	}
	p := payload{body: body}
	if p.card, err = s.cardBeside(tx, to.Peer, len(body)); err != nil {
		return m, err
	}
	b, err := p.toWire()
	return envelope.Message{Device: s.run, SentAt: now, Kind: envelope.KindReceipt, Body: b}, err
}

// cardBeside is one's own card for a peer who may not have the newest one, where there
// is room for it beside a receipt: somebody may never be written to, and yet must
// learn of another key or device.
func (s *Service) cardBeside(tx *vault.Tx, p peer.ID, n int) ([]byte, error) {
	if n > cardRoom {
		return nil, nil
	}
	l, err := s.readChain(tx, p)
	if err != nil {
		return nil, err
	}
	raw, version, err := s.Contacts.CardTx(tx)
	if err != nil || version <= l.known {
		return nil, err
	}
	return raw, nil
}

// MarkRead notes that the person here has seen these messages of a peer's device, and
// makes a receipt due that says so. What is not to be told is not marked.
func (s *Service) MarkRead(tx *vault.Tx, p peer.ID, d envelope.Device, seqs []uint64) error {
	c, err := readCame(tx, p, d)
	if err != nil || !slices.ContainsFunc(seqs, func(n uint64) bool { return !c.read.has(n) }) {
		return err
	}
	for _, n := range seqs {
		c.read = c.read.with(n)
	}
	c.read = c.read.newest(maxSpans) // those before were told long ago
	if err := putCame(tx, p, d, c); err != nil {
		return err
	}
	return s.due(tx, p)
}
