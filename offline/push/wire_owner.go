package push

import (
	"fmt"
	"math"

	"github.com/ipfs/go-cid"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// The calls that only a mailbox's owner may make.
const (
	opRegister   = "register"
	opUnregister = "unregister"
	opEnrol      = "enrol"
	opEnrolled   = "enrolled"
	opList       = "list"
	opGet        = "get"
	opSubscribe  = "subscribe"
	opRelease    = "release"
	opFavour     = "favour"
	opFill       = "fill"
	opPools      = "pools"
	opHandouts   = "handouts"
	opWithdraw   = "withdraw"
)

// signedCall is an owner's call as it arrived; nothing is verified yet.
type signedCall struct {
	mailbox   deposit.Mailbox
	op        string
	number    uint64
	args      []byte
	signature []byte
}

func (c signedCall) toWire() *pb.Signed {
	return &pb.Signed{Mailbox: c.mailbox[:], Op: c.op, Number: c.number, Args: c.args, Signature: c.signature}
}

func signedFromWire(m *pb.Signed) (signedCall, error) {
	mailbox, err := fixed[deposit.Mailbox](m.GetMailbox())
	return signedCall{mailbox, m.GetOp(), m.GetNumber(), m.GetArgs(), m.GetSignature()}, err
}

type listArgs struct {
	after uint64
	max   int
}

func (a listArgs) toWire() *pb.List { return &pb.List{After: a.after, Max: uint32(a.max)} }

func listFromWire(m *pb.List) (listArgs, error) {
	if m.GetAfter() > math.MaxInt64 {
		return listArgs{}, errWire
	}
	n := min(int(min(m.GetMax(), maxList)), maxList)
	return listArgs{after: m.GetAfter(), max: max(n, 1)}, nil
}

func cidsToWire(cids []cid.Cid) *pb.Get {
	m := &pb.Get{}
	for _, c := range cids {
		m.Cids = append(m.Cids, c.Bytes())
	}
	return m
}

func cidsFromWire(m *pb.Get) ([]cid.Cid, error) {
	if len(m.GetCids()) > deposit.MaxBatch {
		return nil, errWire
	}
	cids := make([]cid.Cid, len(m.GetCids()))
	for i, b := range m.GetCids() {
		var err error
		if cids[i], err = deposit.ParseRoot(b); err != nil {
			return nil, fmt.Errorf("%w: %w", errWire, err)
		}
	}
	return cids, nil
}
