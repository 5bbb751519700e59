package push

import (
	"context"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// enrol adds further mailboxes to those of a registered user, and takes some away.
func (ss *session) enrol(c signedCall) error {
	var m pb.Enrol
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	a, err := enrolFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	if !ss.enrols.take(ss.network, float64(len(a.add)), time.Now()) {
		return refuse(CodeTooFast, "too many mailboxes in a short time")
	}
	word := deposit.Enrolment{Node: ss.key.ID(), User: c.mailbox}
	for i, m := range a.add {
		if word.Verify(m, a.signatures[i]) != nil {
			return refuse(CodeBadSignature, "a mailbox is not enrolled by its own key")
		}
	}
	var taken []int
	err = ss.write(func(tx *vault.Tx) (err error) {
		taken, err = ss.enrolAll(tx, c.mailbox, a)
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(takenResponse(taken))
}

// enrolAll gives the positions of those that belong to others. A mailbox stays with
// the user who came first: two know its key, and neither may take the other's mail
// away.
func (ss *session) enrolAll(tx *vault.Tx, owner deposit.Mailbox, a enrolArgs) (taken []int, err error) {
	_, served, err := peerOf(tx, owner)
	switch {
	case err != nil:
		return nil, err
	case !served:
		return nil, refuse(CodeNotServed, "the mailbox is not registered here")
	case ss.limits.Closed && len(a.add) > 0:
		return nil, refuse(CodeUsersFull, noMore)
	}
	for _, m := range a.drop {
		if err := dropMailbox(tx, m, owner); err != nil {
			return nil, err
		}
	}
	for i, m := range a.add {
		ok, err := addMailbox(tx, m, owner, ss.network)
		if err != nil {
			return nil, err
		}
		if !ok {
			taken = append(taken, i)
		}
	}
	tx.AfterCommit(func() { ss.bus.Publish(RelaysChanged{}) })
	return taken, ss.settleMailboxes(tx, owner, a.add)
}

// settleMailboxes keeps to the limits, and marks what lay in the mailboxes before.
func (ss *session) settleMailboxes(tx *vault.Tx, owner deposit.Mailbox, added []deposit.Mailbox) error {
	if len(added) == 0 {
		return nil
	}
	l := ss.limits
	of, from, all, err := countMailboxes(tx, owner, ss.network)
	if err != nil {
		return err
	}
	if of > l.Mailboxes || from > l.NetMailboxes || all > l.AllMailboxes {
		return refuse(CodeUsersFull, "the push node takes no more mailboxes")
	}
	if held, err := holdsAny(tx, added); err != nil || !held {
		return err
	}
	f, err := favoursOf(tx, owner)
	if err != nil {
		return err
	}
	return mark(tx, owner, f)
}

// enrolled lists the further mailboxes of a user.
func (ss *session) enrolled(ctx context.Context, c signedCall) error {
	var m pb.Enrolled
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	after, err := afterFromWire(m.GetAfter())
	if err != nil {
		return malformed(err)
	}
	var ms []deposit.Mailbox
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		ms, err = mailboxesAfter(tx, c.mailbox, after, maxNamed+1)
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(mailboxesResponse(ms[:min(len(ms), maxNamed)], len(ms) > maxNamed))
}
