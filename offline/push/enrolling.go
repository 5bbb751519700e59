package push

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// Enrol adds further mailboxes to those of a registered user and takes some away:
// what lies in them is listed, got, released and subscribed to in the name of the
// user. It returns those that are not enrolled, since they belong to another user.
func (c *Client) Enrol(ctx context.Context, node peer.AddrInfo, s deposit.Signer, add []deposit.Signer, drop []deposit.Mailbox) (taken []deposit.Mailbox, err error) {
	word := deposit.Enrolment{Node: node.ID, User: s.Mailbox()}
	for len(add)+len(drop) > 0 {
		a := enrolArgs{drop: drop[:min(len(drop), maxEnrol)]}
		drop = drop[len(a.drop):]
		n := min(len(add), maxEnrol-len(a.drop))
		for _, m := range add[:n] {
			a.add = append(a.add, m.Mailbox())
			a.signatures = append(a.signatures, word.Sign(m))
		}
		add = add[n:]
		more, err := c.enrolBatch(ctx, node, s, a)
		taken = append(taken, more...)
		if err != nil {
			return taken, err
		}
	}
	return taken, nil
}

func (c *Client) enrolBatch(ctx context.Context, node peer.AddrInfo, s deposit.Signer, a enrolArgs) (taken []deposit.Mailbox, err error) {
	m, err := c.askOwner(ctx, node, s, opEnrol, a.toWire())
	if err != nil {
		return nil, err
	}
	if m.GetTaken() == nil {
		return nil, errAnswer(m)
	}
	index, err := indexFromWire(m.GetTaken().GetIndex(), len(a.add))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProto, err)
	}
	for _, i := range index {
		taken = append(taken, a.add[i])
	}
	return taken, nil
}

// Enrolled lists the further mailboxes of a user, in their order.
func (c *Client) Enrolled(ctx context.Context, node peer.AddrInfo, s deposit.Signer) (all []deposit.Mailbox, err error) {
	for more := true; more; {
		var page []deposit.Mailbox
		if page, more, err = c.enrolledAfter(ctx, node, s, all); err != nil {
			return nil, err
		}
		all = append(all, page...)
	}
	return all, nil
}

// enrolledAfter asks for those behind the last one, and believes what keeps to the
// order and to the number that anybody may have.
func (c *Client) enrolledAfter(ctx context.Context, node peer.AddrInfo, s deposit.Signer, before []deposit.Mailbox) ([]deposit.Mailbox, bool, error) {
	var after []byte
	if n := len(before); n > 0 {
		after = before[n-1][:]
	}
	m, err := c.askOwner(ctx, node, s, opEnrolled, &pb.Enrolled{After: after})
	if err != nil {
		return nil, false, err
	}
	if m.GetMailboxes() == nil {
		return nil, false, errAnswer(m)
	}
	page, more, err := mailboxesFromWire(m.GetMailboxes())
	if err == nil && !growing(append(slices.Clone(before[max(0, len(before)-1):]), page...)) || more && len(page) == 0 ||
		len(before)+len(page) > deposit.MaxMailboxes {
		err = errWire
	}
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return page, more, nil
}

func growing(ms []deposit.Mailbox) bool {
	for i := 1; i < len(ms); i++ {
		if bytes.Compare(ms[i-1][:], ms[i][:]) >= 0 {
			return false
		}
	}
	return true
}
