package push

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// errWire: foreign bytes that do not mean anything here.
var errWire = errors.New("malformed")

func unmarshal(b []byte, m proto.Message) error {
	if err := proto.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%w: %w", errWire, err)
	}
	return nil
}

// fixed copies exactly n bytes.
func fixed[T ~[32]byte](b []byte) (t T, err error) {
	if len(b) != len(t) {
		return t, fmt.Errorf("%w: %d bytes instead of %d", errWire, len(b), len(t))
	}
	return T(b), nil
}

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

// The calls that only a mailbox's owner may make.
const (
	opRegister   = "register"
	opUnregister = "unregister"
	opList       = "list"
	opGet        = "get"
	opSubscribe  = "subscribe"
	opRelease    = "release"
	opFavour     = "favour"
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

func keysToWire(keys []deposit.Key) [][]byte {
	m := make([][]byte, len(keys))
	for i := range keys {
		m[i] = keys[i][:]
	}
	return m
}

func keysFromWire(m [][]byte) ([]deposit.Key, error) {
	if len(m) > maxKeys {
		return nil, errWire
	}
	keys := make([]deposit.Key, len(m))
	for i, b := range m {
		var err error
		if keys[i], err = fixed[deposit.Key](b); err != nil {
			return nil, err
		}
	}
	return keys, nil
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

func peerFromWire(m *pb.GetCard) (peer.ID, error) {
	id, err := peer.IDFromBytes(m.GetPeer())
	if err != nil {
		return "", fmt.Errorf("%w: %w", errWire, err)
	}
	return id, nil
}

func (t Terms) toWire() *pb.Terms {
	return &pb.Terms{
		Quota: t.Quota, Held: t.Held,
		MaxDeposits: int64(t.MaxDeposits), Deposits: int64(t.Deposits),
		MaxAge: int64(t.MaxAge / time.Second), MaxBlock: int64(t.MaxBlock), MaxLarge: int64(t.MaxLarge),
	}
}

// termsFromWire believes no number that could not be true.
func termsFromWire(m *pb.Terms) (Terms, error) {
	for _, n := range []int64{
		m.GetQuota(), m.GetHeld(), m.GetMaxDeposits(), m.GetDeposits(), m.GetMaxAge(), m.GetMaxBlock(), m.GetMaxLarge(),
	} {
		if n < 0 {
			return Terms{}, errWire
		}
	}
	return Terms{
		Quota: m.GetQuota(), Held: m.GetHeld(),
		MaxDeposits: clampInt(m.GetMaxDeposits()), Deposits: clampInt(m.GetDeposits()),
		MaxAge:   time.Duration(min(m.GetMaxAge(), int64(deposit.MaxAge/time.Second))) * time.Second,
		MaxBlock: clampInt(m.GetMaxBlock()), MaxLarge: clampInt(m.GetMaxLarge()),
	}, nil
}

func clampInt(n int64) int { return int(min(n, math.MaxInt32)) }

func (e Entry) toWire() *pb.Entry {
	return &pb.Entry{Seq: e.Seq, Key: e.Key[:], Cid: e.CID.Bytes(), Size: uint32(e.Size), Expires: e.Expires.UnixNano()}
}

func entryFromWire(m *pb.Entry) (Entry, error) {
	key, err1 := fixed[deposit.Key](m.GetKey())
	c, err2 := deposit.ParseRoot(m.GetCid())
	if err := errors.Join(err1, err2); err != nil || m.GetSize() > deposit.MaxLarge || m.GetSeq() > math.MaxInt64 {
		return Entry{}, fmt.Errorf("%w: entry", errWire)
	}
	return Entry{Seq: m.GetSeq(), Key: key, CID: c, Size: int(m.GetSize()), Expires: time.Unix(0, m.GetExpires()).UTC()}, nil
}

func (n Notice) toWire() *pb.Notice {
	m := &pb.Notice{Dropped: keysToWire(n.Dropped)}
	if n.Entry.Key != (deposit.Key{}) {
		m.Entry = n.Entry.toWire()
	}
	return m
}

func noticeFromWire(m *pb.Notice) (n Notice, err error) {
	if m.GetEntry() != nil {
		n.Entry, err = entryFromWire(m.GetEntry())
		if err == nil && n.Entry.Key == (deposit.Key{}) {
			err = fmt.Errorf("%w: entry without a key", errWire)
		}
		if err != nil {
			return Notice{}, err
		}
	}
	if len(m.GetDropped()) > 0 {
		n.Dropped, err = keysFromWire(m.GetDropped())
	}
	return n, err
}

func entriesToWire(es []Entry, more bool) *pb.Entries {
	m := &pb.Entries{More: more}
	for _, e := range es {
		m.Entries = append(m.Entries, e.toWire())
	}
	return m
}

func entriesFromWire(m *pb.Entries) (es []Entry, more bool, err error) {
	if len(m.GetEntries()) > maxList {
		return nil, false, errWire
	}
	for _, w := range m.GetEntries() {
		e, err := entryFromWire(w)
		if err != nil {
			return nil, false, err
		}
		es = append(es, e)
	}
	return es, m.GetMore(), nil
}

func (r *Refusal) toWire() *pb.Refusal {
	return &pb.Refusal{Code: uint32(r.Code), Reason: r.Reason, Work: uint32(r.Work)}
}

// refusalFromWire shortens a reason that somebody may want to show, and does not
// hear of more work than anybody should do.
func refusalFromWire(m *pb.Refusal) *Refusal {
	reason := m.GetReason()
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "")
	}
	r := refuse(Code(m.GetCode()), reason)
	if r.Code == CodeMoreWork && m.GetWork() <= deposit.MaxWork {
		r.Work = int(m.GetWork())
	}
	return r
}

func refusalResponse(r *Refusal) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Refusal{Refusal: r.toWire()}}
}

func done() *pb.Response { return &pb.Response{Answer: &pb.Response_Done{Done: &pb.Done{}}} }

func wantedResponse(index []int) *pb.Response {
	m := &pb.Wanted{}
	for _, i := range index {
		m.Index = append(m.Index, uint32(i))
	}
	return &pb.Response{Answer: &pb.Response_Wanted{Wanted: m}}
}

func wantedFromWire(m *pb.Wanted, n int) ([]int, error) { return indexFromWire(m.GetIndex(), n) }

// indexFromWire accepts positions in a batch of n, growing: none comes twice.
func indexFromWire(m []uint32, n int) ([]int, error) {
	index := make([]int, 0, min(len(m), n))
	for _, i := range m {
		if int64(i) >= int64(n) || len(index) > 0 && int(i) <= index[len(index)-1] {
			return nil, errWire
		}
		index = append(index, int(i))
	}
	return index, nil
}
