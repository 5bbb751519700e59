package push

import (
	"context"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// signed checks who calls and answers.
func (ss *session) signed(ctx context.Context, m *pb.Signed) error {
	c, err := signedFromWire(m)
	if err != nil {
		return malformed(err)
	}
	if err := ss.verify(c); err != nil {
		return err
	}
	switch c.op {
	case opRegister:
		return ss.register(c)
	case opUnregister:
		return ss.unregister(c)
	case opEnrol:
		return ss.enrol(c)
	case opEnrolled:
		return ss.enrolled(ctx, c)
	case opList:
		return ss.list(ctx, c)
	case opGet:
		return ss.get(ctx, c)
	case opSubscribe:
		return ss.subscribe(ctx, c)
	case opRelease:
		return ss.release(c)
	case opFavour:
		return ss.favour(ctx, c)
	case opFill:
		return ss.fill(c)
	case opPools:
		return ss.pools(ctx, c)
	case opHandouts:
		return ss.handouts(ctx, c)
	case opWithdraw:
		return ss.withdraw(c)
	}
	return refuse(CodeBadRequest, "unknown call")
}

// verify accepts each number once, in order, so that nothing signed before can
// be said again.
func (ss *session) verify(c signedCall) error {
	ss.number++
	call := deposit.Call{Node: ss.key.ID(), Nonce: ss.nonce, Number: ss.number, Op: c.op, Args: c.args}
	if c.number != ss.number || call.Verify(c.mailbox, c.signature) != nil {
		return refuse(CodeBadSignature, "the call is not signed by the mailbox's owner")
	}
	return nil
}

func (ss *session) list(ctx context.Context, c signedCall) error {
	var m pb.List
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	a, err := listFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	var es []Entry
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		es, err = entriesAfter(tx, c.mailbox, a.after, a.max+1, time.Now())
		return err
	})
	if err != nil {
		return err
	}
	more := len(es) > a.max
	m2 := entriesToWire(es[:min(len(es), a.max)], more)
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Entries{Entries: m2}})
}

// get sends the blocks one by one. It reads a share of them at a time, and does
// not keep the database waiting for the client.
func (ss *session) get(ctx context.Context, c signedCall) error {
	var m pb.Get
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	cids, err := cidsFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	ss.active.Add(1)
	defer ss.active.Add(-1)
	for len(cids) > 0 {
		blocks, err := ss.blocks(ctx, c.mailbox, cids)
		if err != nil {
			return err
		}
		if err := ss.sendBlocks(blocks); err != nil {
			return err
		}
		cids = cids[len(blocks):]
	}
	return nil
}

// blocks reads the first of the asked blocks, at least one.
func (ss *session) blocks(ctx context.Context, owner deposit.Mailbox, cids []cid.Cid) (blocks [][]byte, err error) {
	err = ss.view(ctx, func(tx *vault.Tx) error {
		now := time.Now()
		for held := 0; len(blocks) < len(cids) && held < ss.share(); {
			data, err := blockOwned(tx, owner, cids[len(blocks)], now)
			if err != nil {
				return err
			}
			blocks = append(blocks, data)
			held += len(data)
		}
		return nil
	})
	return blocks, err
}

func (ss *session) sendBlocks(blocks [][]byte) error {
	for _, data := range blocks {
		block := &pb.Block{Data: data, Held: data != nil}
		if err := ss.stream.Send(&pb.Response{Answer: &pb.Response_Block{Block: block}}); err != nil {
			return err
		}
	}
	return nil
}
