package outbox

import (
	"context"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/push"
)

// addressOpenly has a deposit go to the recipient's public mailbox at a push node that
// does not serve the mailbox of the pair: the recipient was away too long to enrol this
// week's, or had no time to when they chose the push node. It is theirs, and knows them;
// what it learns is who leaves something for them.
func (o *Outbox) addressOpenly(ctx context.Context, of offerRow, node peer.ID, err error) {
	var refusal *push.Refusal
	if !errors.As(err, &refusal) || refusal.Code != push.CodeNotServed {
		return
	}
	public, err := deposit.MailboxOf(of.peer)
	if err != nil || of.dep.Record.Mailbox == public {
		return
	}
	raw, err := o.readdress(ctx, of, public)
	if err != nil {
		o.Log.Debug("a deposit was not addressed openly", "peer", of.peer, "err", err)
		return
	}
	o.results.put(result{job: of.job, node: node, stamped: raw})
}

// readdress makes a record for another mailbox of the recipient, which the same preimage
// takes back.
func (o *Outbox) readdress(ctx context.Context, of offerRow, m deposit.Mailbox) ([]byte, error) {
	body, err := bodyOf(of.digest, len(of.dep.Block), o.addrs())
	if err != nil {
		return nil, err
	}
	r := deposit.Record{Mailbox: m, Expires: of.dep.Record.Expires, CancelHash: of.dep.Record.CancelHash}
	if r.Body, err = o.Recipients.SealBody(ctx, of.peer, m, body); err != nil {
		return nil, err
	}
	return r.Encode()
}
