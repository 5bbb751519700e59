package pointer

import (
	"context"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// signed checks who calls and answers.
func (ss *session) signed(ctx context.Context, m *pb.PointerSigned) error {
	c, err := signedFromWire(m)
	if err != nil {
		return malformed(err)
	}
	if err := ss.verify(c); err != nil {
		return err
	}
	switch c.op {
	case opFind:
		return ss.find(ctx, c)
	case opRelease:
		return ss.release(c)
	}
	return refuse(CodeBadRequest, "unknown call")
}

// verify accepts each number once, in order, so that nothing signed before can
// be said again.
func (ss *session) verify(c signedCall) error {
	ss.number++
	call := deposit.Call{Node: ss.host.ID(), Nonce: ss.nonce, Number: ss.number, Op: c.op, Args: c.args}
	if c.number != ss.number || call.Verify(c.mailbox, c.signature) != nil {
		return refuse(CodeBadSignature, "the call is not signed by the mailbox's owner")
	}
	return nil
}

// find sends one page.
func (ss *session) find(ctx context.Context, c signedCall) error {
	var m pb.PointerFind
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	s, err := spanFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	if err := ss.afford(pageCost); err != nil {
		return err
	}
	p, err := ss.read(ctx, c.mailbox, s)
	if err != nil {
		return err
	}
	return ss.stream.Send(pageToWire(p))
}

// read returns one page. It looks for one record more to see whether there are
// any.
func (h *Holder) read(ctx context.Context, m deposit.Mailbox, s span) (p page, err error) {
	err = h.view(ctx, func(tx *vault.Tx) (err error) {
		p.records, err = recordsIn(tx, m, s, maxRecords+1, time.Now())
		return err
	})
	p.more = len(p.records) > maxRecords
	p.records = p.records[:min(len(p.records), maxRecords)]
	return p, err
}
