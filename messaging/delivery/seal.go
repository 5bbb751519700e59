package delivery

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/outbox"
)

// keyID names the key that a generation was sealed to: 16 bytes say the device, the
// other 16 its prekey. The number of a prekey would not do: somebody who puts back a
// copy of a data folder gives it to another one.
type keyID [2 * len(envelope.Device{})]byte

func keyOf(c card.Card) (k keyID) {
	d := c.Devices[0]
	public := sha256.Sum256(d.Prekey.Public)
	copy(k[copy(k[:], d.ID[:]):], public[:])
	return k
}

func (k keyID) device() envelope.Device { return envelope.Device(k[:16]) }

func (k keyID) orNull() any {
	if k == (keyID{}) {
		return nil
	}
	return k[:]
}

// firstSeal gives a message its number and its place in the chain of hashes, and
// makes its first generation; the caller stores r and l.
func (s *Service) firstSeal(tx *vault.Tx, r *sentRow, l *link, to card.Card) (outbox.Parcel, error) {
	r.run, r.seq, r.prev = s.run, l.next, l.hash
	parcel, hash, err := s.generation(tx, r, to)
	l.next, l.hash = l.next+1, hash[:]
	return parcel, err
}

// seal makes a generation of a stored message and hands it to the outbox.
func (s *Service) seal(tx *vault.Tx, r sentRow, to card.Card) error {
	parcel, err := s.sealNow(tx, &r, to)
	if err != nil {
		return err
	}
	return errors.Join(putSealed(tx, r), s.Outbox.Replace(tx, parcel))
}

func (s *Service) sealNow(tx *vault.Tx, r *sentRow, to card.Card) (outbox.Parcel, error) {
	if !r.sealed.IsZero() { // a later generation keeps its place
		parcel, _, err := s.generation(tx, r, to)
		return parcel, err
	}
	l, err := s.readChain(tx, r.peer)
	if err != nil {
		return outbox.Parcel{}, err
	}
	parcel, err := s.firstSeal(tx, r, &l, to)
	if err != nil {
		return parcel, err
	}
	return parcel, s.putChain(tx, r.peer, l)
}

func (s *Service) generation(tx *vault.Tx, r *sentRow, to card.Card) (outbox.Parcel, envelope.Hash, error) {
	r.sealed, r.to = time.Now(), keyOf(to)
	m, err := s.message(tx, *r)
	if err != nil {
		return outbox.Parcel{}, envelope.Hash{}, err
	}
	parcel, hash, err := s.parcel(to, m)
	parcel.Ref, parcel.Class, parcel.Expires = r.ref, outbox.Message, r.expires
	return parcel, hash, err
}

func (s *Service) message(tx *vault.Tx, r sentRow) (envelope.Message, error) {
	p := payload{body: r.body}
	var err error
	if r.card > 0 {
		if p.card, err = s.ownCard(tx, r.card); err != nil {
			return envelope.Message{}, err
		}
	}
	m := envelope.Message{Device: r.run, Seq: r.seq, SentAt: r.at, Kind: r.kind, ID: r.id}
	copy(m.Prev[:], r.prev)
	m.Body, err = p.toWire()
	return m, err
}

// parcel seals m for the owner of a card.
func (s *Service) parcel(to card.Card, m envelope.Message) (p outbox.Parcel, hash envelope.Hash, err error) {
	p = outbox.Parcel{Peer: to.Peer, Expires: time.Now().Add(Lifetime)}
	if p.Sealed, hash, err = s.stock.Seal(s.Key, to.Peer, to.Devices[0].Prekey, m); err != nil {
		return p, hash, err
	}
	p.Mailbox, err = deposit.MailboxOf(to.Peer)
	return p, hash, err
}

// PushNodes implements [outbox.Recipients].
func (s *Service) PushNodes(tx *vault.Tx, of peer.ID) ([]peer.AddrInfo, error) {
	c, _, err := s.Book.Get(tx, of)
	return s.others(c.PushNodes), err
}

// others leaves out this computer, which may be the one that holds a friend's mail:
// what is under way lies here already.
func (s *Service) others(nodes []peer.AddrInfo) (all []peer.AddrInfo) {
	for _, n := range nodes {
		if n.ID != s.Key.ID() {
			all = append(all, n)
		}
	}
	return all
}

// OpenBody implements [inbox.Opener].
func (s *Service) OpenBody(sealed []byte) ([]byte, error) {
	return envelope.OpenBody(s.Key.ID(), s.Keys, sealed)
}

// SealBody implements [outbox.Recipients].
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
