package delivery

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/outbox"
)

// refOf names a message in the log and the outbox.
func refOf(k envelope.Kind, p peer.ID, id string) string {
	return fmt.Sprintf("%d/%s/%s", k, p, id)
}

// Send accepts a message in the caller's transaction and gives its first state,
// [Queued] or [Waiting]. It does not tell the [Handler], who is the caller.
func (s *Service) Send(tx *vault.Tx, o Outgoing) (State, error) {
	l, err := readChain(tx, o.Peer)
	if err != nil {
		return "", err
	}
	r := sentRow{ref: refOf(o.Kind, o.Peer, o.ID), peer: o.Peer, kind: o.Kind, id: o.ID, seq: l.next,
		at: o.At, state: Queued, expires: time.Now().Add(Lifetime)}
	if r.payload, r.card, err = s.wrapBody(tx, o.Body, l.known); err != nil {
		return "", err
	}
	to, found, err := s.cardOf(tx, o.Peer)
	if err != nil {
		return "", err
	}
	if !found {
		r.state = Waiting
	}
	if err := insertSent(tx, r); err != nil {
		return "", err
	}
	l.next++
	if !found {
		if err := putChain(tx, o.Peer, l); err != nil {
			return "", err
		}
		return Waiting, s.Contacts.Seek(tx, o.Peer)
	}
	return Queued, s.seal(tx, r, l, to)
}

// wrapBody adds one's own card until the peer is known to have it.
func (s *Service) wrapBody(tx *vault.Tx, body []byte, known uint64) (b []byte, version uint64, err error) {
	p := payload{body: body}
	raw, version, err := s.Contacts.CardTx(tx)
	if err != nil {
		return nil, 0, err
	}
	if version > known {
		p.card = raw
	} else {
		version = 0
	}
	b, err = p.toWire()
	return b, version, err
}

// cardOf finds a card that can be sealed for.
func (s *Service) cardOf(tx *vault.Tx, p peer.ID) (c card.Card, found bool, err error) {
	c, found, err = s.Book.Get(tx, p)
	return c, found && len(c.Devices) > 0, err
}

// seal makes a generation of r and hands it to the outbox. The first one takes
// its place in the chain; later ones keep it.
func (s *Service) seal(tx *vault.Tx, r sentRow, l link, to card.Card) error {
	first := r.sealed.IsZero()
	if first {
		r.prev = l.hash
	}
	parcel, hash, err := s.parcel(to, s.message(r))
	if err != nil {
		return err
	}
	parcel.Ref, parcel.Class, parcel.Expires = r.ref, outbox.Message, r.expires
	if first {
		l.hash = hash[:]
		if err := putChain(tx, r.peer, l); err != nil {
			return err
		}
	}
	if err := putSealed(tx, r.ref, r.prev, time.Now()); err != nil {
		return err
	}
	return s.Outbox.Add(tx, parcel)
}

func (s *Service) message(r sentRow) envelope.Message {
	m := envelope.Message{Device: s.Keys.Device(), Seq: r.seq, SentAt: r.at, Kind: r.kind, ID: r.id, Body: r.payload}
	copy(m.Prev[:], r.prev)
	return m
}

// parcel seals m for the owner of a card.
func (s *Service) parcel(to card.Card, m envelope.Message) (p outbox.Parcel, hash envelope.Hash, err error) {
	p = outbox.Parcel{Peer: to.Peer, Nodes: to.PushNodes, Expires: time.Now().Add(Lifetime)}
	if p.Sealed, hash, err = envelope.Seal(s.Key, to.Peer, to.Devices[0].Prekey, m); err != nil {
		return p, hash, err
	}
	p.Mailbox, err = deposit.MailboxOf(to.Peer)
	return p, hash, err
}

// SealBody implements [outbox.Sealer].
func (s *Service) SealBody(ctx context.Context, to peer.ID, body []byte) (sealed []byte, err error) {
	var c card.Card
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		found := false
		if c, found, err = s.cardOf(tx, to); err == nil && !found {
			err = card.ErrCard
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return envelope.SealBody(to, c.Devices[0].Prekey, body)
}

// sealWaiting seals, in order, what waited for a peer's card, in the transaction
// that stores the card, and offers what is under way to the push nodes on it.
func (s *Service) sealWaiting(tx *vault.Tx, p peer.ID) error {
	to, found, err := s.cardOf(tx, p)
	if err != nil || !found {
		return err
	}
	rows, err := listSent(tx, `peer = ? AND state = 'waiting' ORDER BY seq`, p.String())
	if err != nil {
		return err
	}
	for _, r := range rows {
		l, err := readChain(tx, p)
		if err != nil {
			return err
		}
		if err := s.seal(tx, r, l, to); err != nil {
			return err
		}
		if err := s.move(tx, r, Queued, ""); err != nil {
			return err
		}
	}
	tx.AfterCommit(s.wake) // a receipt may have waited for the card too
	return s.Outbox.Extend(tx, p, to.PushNodes)
}

// SendAgain seals a new generation of a message that failed or expired.
func (s *Service) SendAgain(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) error {
	r, err := readSent(tx, refOf(k, p, id))
	if err != nil {
		return err
	}
	r.expires = time.Now().Add(Lifetime)
	if _, err := tx.Exec(`UPDATE sent SET expires = ? WHERE ref = ?`, r.expires.UnixNano(), r.ref); err != nil {
		return wrap("sending again", err)
	}
	to, found, err := s.cardOf(tx, p)
	if err != nil {
		return err
	}
	if !found {
		if err := s.move(tx, r, Waiting, ""); err != nil {
			return err
		}
		return s.Contacts.Seek(tx, p)
	}
	l, err := readChain(tx, p)
	if err != nil {
		return err
	}
	if err := s.seal(tx, r, l, to); err != nil {
		return err
	}
	return s.move(tx, r, Queued, "")
}

// Forget ends a message because its person deleted it: if it is under way it is
// taken back everywhere, and it will not be sent again.
func (s *Service) Forget(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) error {
	ref := refOf(k, p, id)
	if err := s.Outbox.Done(tx, ref); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM sent WHERE ref = ?`, ref)
	return wrap("forgetting a message", err)
}
