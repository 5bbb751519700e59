package push

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/record"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// User is somebody whom the push node serves.
type User struct {
	Mailbox deposit.Mailbox
	Peer    peer.ID // that registered the mailbox
	Card    []byte  // a record of package record; nil: none
	Site    []byte  // an IPNS record of the mailbox's key; nil: none
}

// card is a published record as a push node looks at it: who owns it and how
// new it is. What it says is for others.
type card struct {
	mailbox deposit.Mailbox // the owner's public one
	version uint64
	raw     []byte
}

func openCard(raw []byte) (card, error) {
	r, err := record.Open(raw)
	if err != nil {
		return card{}, refuse(CodeBadCard, "the card is not a signed record")
	}
	m, err := deposit.MailboxOf(r.Owner)
	if err != nil {
		return card{}, refuse(CodeBadCard, "the card's owner has no mailbox")
	}
	return card{mailbox: m, version: r.Version, raw: raw}, nil
}

// register makes the mailbox and the peer that calls users of this node.
func (ss *session) register(c signedCall) error {
	var m pb.Register
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	var own card
	if len(m.GetCard()) > 0 {
		var err error
		if own, err = openCard(m.GetCard()); err != nil {
			return err
		}
		if own.mailbox != c.mailbox {
			return refuse(CodeBadCard, "the card belongs to another mailbox")
		}
	}
	terms := ss.terms()
	err := ss.write(func(tx *vault.Tx) (err error) {
		fresh, err := ss.admit(tx, c.mailbox)
		if err != nil {
			return err
		}
		if own.raw != nil {
			newer, err := putCard(tx, own.mailbox, own.version, own.raw)
			if err != nil {
				return err
			}
			fresh = fresh || newer
		}
		if fresh {
			tx.AfterCommit(func() { ss.usersChanged(c.mailbox) })
		}
		if terms.Quota, terms.Held, terms.Deposits, err = termsFor(tx, c.mailbox); err != nil {
			return err
		}
		terms.Enrolled, err = fingerprintOf(tx, c.mailbox)
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Terms{Terms: terms.toWire()}})
}

// admit is the node's policy on who may register: anybody, while there is room. One
// that is closed refuses those too whom it knows: they should look for another.
// It reports whether that changes anything for others.
func (ss *session) admit(tx *vault.Tx, m deposit.Mailbox) (fresh bool, err error) {
	if ss.limits.Closed {
		return false, refuse(CodeUsersFull, noMore)
	}
	if owner, err := ownerOf(tx, m); err != nil || owner != m {
		return false, errors.Join(err, refuse(CodeTaken, "the mailbox is enrolled with another user"))
	}
	id := ss.stream.Remote()
	before, already, err := peerOf(tx, m)
	if err != nil {
		return false, err
	}
	all, byPeer, byNetwork, err := countUsers(tx, id, ss.network)
	if err != nil {
		return false, err
	}
	if !already && (all >= ss.limits.Users || byPeer >= ss.limits.UsersPerPeer || byNetwork >= ss.limits.UsersPerNetwork) {
		return false, refuse(CodeUsersFull, "the push node takes no more registrations")
	}
	return before != id, addUser(tx, m, id, ss.network, ss.limits.Quota, time.Now())
}

// unregister forgets a user and its card. What waits in the mailbox stays until
// it is released or expires.
func (ss *session) unregister(c signedCall) error {
	err := ss.write(func(tx *vault.Tx) error {
		gone, err := removeUser(tx, c.mailbox)
		if gone {
			tx.AfterCommit(func() { ss.usersChanged(c.mailbox) })
		}
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// Users lists registered mailboxes behind one, in their order, n at most.
func (s *Server) Users(ctx context.Context, after deposit.Mailbox, n int) (us []User, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		us, err = usersAfter(tx, after, n)
		return err
	})
	return us, err
}

func (s *Server) usersChanged(ms ...deposit.Mailbox) {
	for _, m := range ms {
		s.bus.Publish(UserChanged{Mailbox: m})
	}
}

// putCard takes the card of a registered user from anybody: its signature says
// whose it is.
func (ss *session) putCard(raw []byte) error {
	c, err := openCard(raw)
	if err != nil {
		return err
	}
	err = ss.write(func(tx *vault.Tx) error {
		_, served, err := peerOf(tx, c.mailbox)
		if err != nil {
			return err
		}
		if !served {
			return refuse(CodeNotRegistered, "the card's owner is not registered here")
		}
		newer, err := putCard(tx, c.mailbox, c.version, c.raw)
		if newer {
			tx.AfterCommit(func() { ss.usersChanged(c.mailbox) })
		}
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

func (ss *session) getCard(ctx context.Context, m *pb.GetCard) error {
	id, err := peerFromWire(m.GetPeer())
	if err != nil {
		return malformed(err)
	}
	var raw []byte
	if mailbox, err := deposit.MailboxOf(id); err == nil {
		err = ss.view(ctx, func(tx *vault.Tx) (err error) {
			raw, err = cardOf(tx, mailbox)
			return err
		})
		if err != nil {
			return err
		}
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Card{Card: &pb.Card{Card: raw}}})
}
