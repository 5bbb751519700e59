package push

import (
	"context"
	"time"

	"restante/node/record"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

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
		if err := ss.admit(tx, c.mailbox); err != nil {
			return err
		}
		if own.raw != nil {
			if err := putCard(tx, own.mailbox, own.version, own.raw); err != nil {
				return err
			}
		}
		terms.Quota, terms.Held, terms.Deposits, err = termsFor(tx, c.mailbox)
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Terms{Terms: terms.toWire()}})
}

// admit is the node's policy on who may register: anybody, while there is room.
func (ss *session) admit(tx *vault.Tx, m deposit.Mailbox) error {
	already, err := isUser(tx, m)
	if err != nil {
		return err
	}
	all, byPeer, err := countUsers(tx, ss.stream.Remote())
	if err != nil {
		return err
	}
	if !already && (all >= ss.limits.Users || byPeer >= ss.limits.UsersPerPeer) {
		return refuse(CodeUsersFull, "the push node takes no more registrations")
	}
	return addUser(tx, m, ss.stream.Remote(), ss.limits.Quota, time.Now())
}

// unregister forgets a user and its card. What waits in the mailbox stays until
// it is released or expires.
func (ss *session) unregister(c signedCall) error {
	err := ss.write(func(tx *vault.Tx) error { return removeUser(tx, c.mailbox) })
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// putCard takes the card of a registered user from anybody: its signature says
// whose it is.
func (ss *session) putCard(raw []byte) error {
	c, err := openCard(raw)
	if err != nil {
		return err
	}
	err = ss.write(func(tx *vault.Tx) error {
		served, err := isUser(tx, c.mailbox)
		if err != nil {
			return err
		}
		if !served {
			return refuse(CodeNotRegistered, "the card's owner is not registered here")
		}
		return putCard(tx, c.mailbox, c.version, c.raw)
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

func (ss *session) getCard(ctx context.Context, m *pb.GetCard) error {
	id, err := peerFromWire(m)
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

// cancel takes deposits back for who knows their preimages. Unknown keys are
// passed over: they are gone already.
func (ss *session) cancel(m *pb.Cancel) error {
	cs, err := cancelFromWire(m)
	if err != nil {
		return malformed(err)
	}
	var wrong bool
	err = ss.write(func(tx *vault.Tx) error {
		wrong = false
		for _, c := range cs {
			r, found, err := removableAs(tx, c.Key)
			if err != nil {
				return err
			}
			switch {
			case !found:
			case r.cancel != c.Preimage.Hash():
				wrong = true
			default:
				if err := r.remove(tx, c.Key); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && wrong {
		err = refuse(CodeBadPreimage, "a preimage does not take its deposit back")
	}
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}
