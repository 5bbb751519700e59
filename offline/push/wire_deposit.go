package push

import (
	"errors"

	"github.com/ipfs/go-cid"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// toWire refuses what no push node takes.
func (d Deposit) toWire() (*pb.Deposit, error) {
	if d.size() < 1 || d.size() > deposit.MaxLarge || len(d.Block) > maxBlock {
		return nil, refuse(CodeTooLarge, "the deposit is empty or over the limit")
	}
	record, err := d.Record.Encode()
	if err != nil {
		return nil, refuse(CodeBadRecord, "the deposit record cannot be encoded")
	}
	if _, _, err := deposit.SplitRoot(d.CID); err != nil || d.large() != (d.Block == nil) {
		return nil, refuse(CodeBadRecord, "the CID does not name such a deposit")
	}
	return &pb.Deposit{Record: record, Cid: d.CID.Bytes(), Size: uint32(d.size())}, nil
}

func (d Deposit) size() int {
	if d.Block == nil {
		return d.Size
	}
	return len(d.Block)
}

func (d Deposit) large() bool { return isLarge(d.CID, d.size()) }

// isLarge reports whether something does not travel inline.
func isLarge(c cid.Cid, size int) bool { return size > maxBlock || c.Type() != cid.Raw }

// offerFromWire keeps of a deposit what the node stores. Of a record that does
// not decode there is nothing to keep but the refusal.
func offerFromWire(m *pb.Deposit) *offer {
	r, err := deposit.Decode(m.GetRecord())
	if err != nil {
		return &offer{refusal: refuse(CodeBadRecord, "the deposit record is malformed")}
	}
	o := &offer{
		key:     deposit.KeyOf(m.GetRecord()),
		mailbox: r.Mailbox,
		cancel:  r.CancelHash,
		last:    r.Expires,
		work:    min(deposit.WorkOf(m.GetRecord()), deposit.MaxWork),
		size:    int(m.GetSize()),
	}
	c, err := deposit.ParseRoot(m.GetCid())
	if err != nil {
		o.refusal = refuse(CodeBadRecord, "the CID does not name a block or a DAG")
		return o
	}
	o.root.codec, o.root.digest, _ = deposit.SplitRoot(c)
	return o
}

func cancelToWire(cs []Cancellation) *pb.Cancel {
	m := &pb.Cancel{}
	for _, c := range cs {
		m.Cancellations = append(m.Cancellations, &pb.Cancellation{Key: c.Key[:], Preimage: c.Preimage[:]})
	}
	return m
}

func cancelFromWire(m *pb.Cancel) ([]Cancellation, error) {
	if len(m.GetCancellations()) > maxKeys {
		return nil, errWire
	}
	cs := make([]Cancellation, len(m.GetCancellations()))
	for i, c := range m.GetCancellations() {
		key, err1 := fixed[deposit.Key](c.GetKey())
		preimage, err2 := fixed[deposit.Preimage](c.GetPreimage())
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		cs[i] = Cancellation{Key: key, Preimage: preimage}
	}
	return cs, nil
}

func holdsToWire(held []bool) *pb.Holds {
	m := &pb.Holds{}
	for i, h := range held {
		if h {
			m.Index = append(m.Index, uint32(i))
		}
	}
	return m
}

func holdsFromWire(m *pb.Holds, n int) ([]bool, error) {
	index, err := indexFromWire(m.GetIndex(), n)
	if err != nil {
		return nil, err
	}
	held := make([]bool, n)
	for _, i := range index {
		held[i] = true
	}
	return held, nil
}

func wantedResponse(index []int) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Wanted{Wanted: &pb.Wanted{Index: indexToWire(index)}}}
}

func wantedFromWire(m *pb.Wanted, n int) ([]int, error) { return indexFromWire(m.GetIndex(), n) }
