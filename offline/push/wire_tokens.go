package push

import (
	"bytes"
	"errors"
	"math"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// fillArgs are tokens for a pool.
type fillArgs struct {
	pool    deposit.PoolName
	expires time.Time
	tokens  [][]byte
}

func (a fillArgs) toWire() *pb.Fill {
	return &pb.Fill{Pool: a.pool[:], Expires: a.expires.UnixNano(), Tokens: a.tokens}
}

func fillFromWire(m *pb.Fill) (fillArgs, error) {
	pool, err := fixed[deposit.PoolName](m.GetPool())
	if err != nil || len(m.GetTokens()) < 1 || len(m.GetTokens()) > maxFill {
		return fillArgs{}, errors.Join(errWire, err)
	}
	for _, t := range m.GetTokens() {
		if !validToken(t) {
			return fillArgs{}, errWire
		}
	}
	return fillArgs{pool: pool, expires: fromNanos(m.GetExpires()), tokens: m.GetTokens()}, nil
}

func validToken(t []byte) bool { return len(t) > 0 && len(t) <= deposit.MaxToken }

// handoutsArgs are a pool and a place in its list.
type handoutsArgs struct {
	pool  deposit.PoolName
	after uint64
}

func (a handoutsArgs) toWire() *pb.Handouts { return &pb.Handouts{Pool: a.pool[:], After: a.after} }

func handoutsFromWire(m *pb.Handouts) (handoutsArgs, error) {
	pool, err := fixed[deposit.PoolName](m.GetPool())
	if err != nil || m.GetAfter() > math.MaxInt64 {
		return handoutsArgs{}, errors.Join(errWire, err)
	}
	return handoutsArgs{pool: pool, after: m.GetAfter()}, nil
}

func (t taking) toWire() *pb.Take {
	return &pb.Take{Owner: []byte(t.owner), Pool: t.pool[:], Count: uint32(t.count), Nonce: t.ask[:]}
}

func takeFromWire(m *pb.Take) (t taking, err error) {
	var err1, err2, err3 error
	t.owner, err1 = peerFromWire(m.GetOwner())
	t.mailbox, err2 = deposit.MailboxOf(t.owner)
	t.pool, err3 = fixed[deposit.PoolName](m.GetPool())
	if err := errors.Join(err1, err2, err3); err != nil || len(m.GetNonce()) != len(t.ask) || m.GetCount() < 1 || m.GetCount() > deposit.MaxTake {
		return taking{}, errors.Join(errWire, err)
	}
	t.ask, t.count = Ask(m.GetNonce()), int(m.GetCount())
	return t, nil
}

func poolsResponse(ps []Pool, more bool) *pb.Response {
	m := &pb.PoolList{More: more}
	for _, p := range ps {
		m.Pools = append(m.Pools, &pb.Pool{Name: p.Name[:], Expires: p.Expires.UnixNano(), Left: uint32(p.Left), Handed: uint32(p.Handed), Closed: p.Closed})
	}
	return &pb.Response{Answer: &pb.Response_Pools{Pools: m}}
}

// poolsFromWire believes pools that keep to the order.
func poolsFromWire(m *pb.PoolList, after []byte) (ps []Pool, more bool, err error) {
	if len(m.GetPools()) > maxPools {
		return nil, false, errWire
	}
	for _, w := range m.GetPools() {
		name, err := fixed[deposit.PoolName](w.GetName())
		if err != nil || bytes.Compare(name[:], after) <= 0 || w.GetLeft() > deposit.MaxTokens || w.GetHanded() > math.MaxInt32 {
			return nil, false, errors.Join(errWire, err)
		}
		after = name[:]
		ps = append(ps, Pool{Name: name, Expires: fromNanos(w.GetExpires()), Left: int(w.GetLeft()), Handed: int(w.GetHanded()), Closed: w.GetClosed()})
	}
	return ps, m.GetMore(), nil
}

func handoutsResponse(hs []Handout, more bool) *pb.Response {
	m := &pb.HandoutList{More: more}
	for _, h := range hs {
		m.Handouts = append(m.Handouts, &pb.Handout{Seq: h.Seq, Token: h.Token, Asker: []byte(h.Asker), Time: h.Time.UnixNano()})
	}
	return &pb.Response{Answer: &pb.Response_Handouts{Handouts: m}}
}

// pageFromWire believes hand-outs that keep to the order.
func pageFromWire(m *pb.HandoutList, after uint64) (hs []Handout, more bool, err error) {
	if len(m.GetHandouts()) > maxHanded {
		return nil, false, errWire
	}
	for _, w := range m.GetHandouts() {
		asker, err := peer.IDFromBytes(w.GetAsker())
		if err != nil || w.GetSeq() <= after || w.GetSeq() > math.MaxInt64 || !validToken(w.GetToken()) {
			return nil, false, errors.Join(errWire, err)
		}
		after = w.GetSeq()
		hs = append(hs, Handout{Seq: after, Token: w.GetToken(), Asker: asker, Time: fromNanos(w.GetTime())})
	}
	return hs, m.GetMore(), nil
}

// ticketsFromWire believes claims that this node signed for what was asked for.
func ticketsFromWire(m *pb.Tickets, node peer.ID, t taking) (ts []Ticket, err error) {
	if n := len(m.GetTickets()); n < 1 || n > deposit.MaxTake {
		return nil, errWire
	}
	for _, w := range m.GetTickets() {
		c, err := deposit.OpenClaim(w.GetClaim())
		if err != nil {
			return nil, err
		}
		if !validToken(w.GetToken()) || !c.Covers(w.GetToken()) || c.Node != node || c.Owner != t.owner || c.Pool != t.pool || c.Asker != t.asker {
			return nil, errWire
		}
		ts = append(ts, Ticket{Token: w.GetToken(), Claim: w.GetClaim()})
	}
	return ts, nil
}
