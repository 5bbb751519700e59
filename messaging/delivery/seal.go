package delivery

import (
	"crypto/sha256"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
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
func (s *Service) firstSeal(tx *vault.Tx, r *sentRow, l *link, to addressee) (outbox.Parcel, error) {
	r.run, r.seq, r.prev = s.run, l.next, l.hash
	g, err := s.generation(tx, r, to)
	l.next, l.hash = l.next+1, g.hash[:]
	return g.Parcel, err
}

// seal makes a generation of a stored message and hands it to the outbox.
func (s *Service) seal(tx *vault.Tx, r sentRow, to addressee) error {
	parcel, err := s.sealNow(tx, &r, to)
	if err != nil {
		return err
	}
	return errors.Join(putSealed(tx, r), s.Outbox.Replace(tx, parcel))
}

func (s *Service) sealNow(tx *vault.Tx, r *sentRow, to addressee) (outbox.Parcel, error) {
	if !r.sealed.IsZero() { // a later generation keeps its place
		g, err := s.generation(tx, r, to)
		return g.Parcel, err
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

func (s *Service) generation(tx *vault.Tx, r *sentRow, to addressee) (sealing, error) {
	r.sealed, r.to = time.Now(), keyOf(to.Card)
	m, err := s.message(tx, *r)
	if err != nil {
		return sealing{}, err
	}
	g, err := s.parcel(tx, to, m)
	g.Ref, g.Class, g.Expires = r.ref, outbox.Message, r.expires
	r.session, r.healed = g.session, g.healed
	return g, err
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

// sealing is one generation of a message.
type sealing struct {
	outbox.Parcel
	hash    envelope.Hash
	session []byte // that it is sealed in, or nil
	healed  uint32 // messages ago the keys were agreed on anew, 1 at least; 0: not in a session
}

// parcel seals m for somebody: in a session if their device takes part in one, else
// signed, with the offer of a session beside it.
func (s *Service) parcel(tx *vault.Tx, to addressee, m envelope.Message) (g sealing, err error) {
	prekey := to.Devices[0].Prekey
	g.Peer, g.Expires = to.Peer, time.Now().Add(Lifetime)
	if g.Mailbox, err = s.mailboxFor(to.Peer, to.talk); err != nil {
		return g, err
	}
	if m.Aside, err = s.beside(tx, to); err != nil {
		return g, err
	}
	if to.talk == nil {
		g.Sealed, g.hash, err = s.stock.Seal(s.Key, to.Peer, prekey, m)
		return g, err
	}
	id := to.talk.ID()
	g.session, g.healed = id[:], to.talk.Healed()
	g.Sealed, g.hash, err = s.stock.SealIn(to.talk, s.Key.ID(), to.Peer, prekey, m)
	return g, err
}

// beside is what travels beside a message: whether the mailboxes of the pair are
// collected from here, the offer of a session where there is none, and what a stranger needs.
func (s *Service) beside(tx *vault.Tx, to addressee) (b []byte, err error) {
	a := aside{stamp: to.stamp, word: to.word}
	if to.talk == nil {
		if a.offer, err = s.Sessions.Offer(tx, to.Peer, to.Devices[0].ID); err != nil {
			return nil, err
		}
	}
	if a.pair, err = s.Contacts.Friend(tx, to.Peer); err != nil {
		return nil, err
	}
	return a.toWire()
}

// PushNodes implements [outbox.Recipients].
func (s *Service) PushNodes(tx *vault.Tx, of peer.ID) ([]peer.AddrInfo, error) {
	c, err := s.Contacts.Believed(tx, of)
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
