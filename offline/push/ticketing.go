package push

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// Pool is a pool of tokens as its owner sees it.
type Pool struct {
	Name    deposit.PoolName
	Expires time.Time
	Left    int  // tokens that are not handed out
	Handed  int  // and those that are
	Closed  bool // taken back: nothing is handed out any more
}

// Handout is a token that somebody got.
type Handout struct {
	Seq   uint64 // grows
	Token []byte
	Asker peer.ID
	Time  time.Time
}

// Ticket is a token, and the push node's word to whom it was handed out: a
// [deposit.Claim].
type Ticket struct {
	Token []byte
	Claim []byte
}

// Ask names one wish for tokens, so that it can be said again when the answer was
// lost: it gets the same ones.
type Ask [16]byte

// NewAsk is one that nobody had before.
func NewAsk() (a Ask) {
	rand.Read(a[:]) // never fails
	return a
}

// Fill puts tokens into a pool of a registered user, and makes the pool if there is
// none. Its expiry may be put off, never brought forward. Tokens that are or were in
// the pool are passed over, so a call may be repeated.
func (c *Client) Fill(ctx context.Context, node peer.AddrInfo, s deposit.Signer, pool deposit.PoolName, expires time.Time, tokens [][]byte) error {
	for len(tokens) > 0 {
		a := fillArgs{pool: pool, expires: expires, tokens: tokens[:min(len(tokens), maxFill)]}
		tokens = tokens[len(a.tokens):]
		if err := wantDone(c.askOwner(ctx, node, s, opFill, a.toWire())); err != nil {
			return err
		}
	}
	return nil
}

// Pools lists the pools of a user, in the order of their names.
func (c *Client) Pools(ctx context.Context, node peer.AddrInfo, s deposit.Signer) (all []Pool, err error) {
	for more := true; more; {
		var page []Pool
		if page, more, err = c.poolsBehind(ctx, node, s, all); err != nil {
			return nil, err
		}
		all = append(all, page...)
	}
	return all, nil
}

// poolsBehind asks for those behind the last one, and believes what keeps to the
// order and to the number that anybody may have.
func (c *Client) poolsBehind(ctx context.Context, node peer.AddrInfo, s deposit.Signer, before []Pool) ([]Pool, bool, error) {
	var after []byte
	if n := len(before); n > 0 {
		after = before[n-1].Name[:]
	}
	m, err := c.askOwner(ctx, node, s, opPools, &pb.Pools{After: after})
	if err != nil {
		return nil, false, err
	}
	if m.GetPools() == nil {
		return nil, false, errAnswer(m)
	}
	page, more, err := poolsFromWire(m.GetPools(), after)
	if err == nil && (more && len(page) == 0 || len(before)+len(page) > deposit.MaxPools) {
		err = errWire
	}
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return page, more, nil
}

// maxHandouts is more than any node keeps of one pool.
const maxHandouts = 1 << 20

// Handouts lists which tokens of a pool were handed out, and to whom.
func (c *Client) Handouts(ctx context.Context, node peer.AddrInfo, s deposit.Signer, pool deposit.PoolName) (all []Handout, err error) {
	for a, more := (handoutsArgs{pool: pool}), true; more; {
		var page []Handout
		if page, more, err = c.handoutsBehind(ctx, node, s, a); err != nil {
			return nil, err
		}
		if all = append(all, page...); len(all) > maxHandouts || more && len(page) == 0 {
			return nil, fmt.Errorf("%w: hand-outs without end", ErrProto)
		}
		if more {
			a.after = all[len(all)-1].Seq
		}
	}
	return all, nil
}

func (c *Client) handoutsBehind(ctx context.Context, node peer.AddrInfo, s deposit.Signer, a handoutsArgs) ([]Handout, bool, error) {
	m, err := c.askOwner(ctx, node, s, opHandouts, a.toWire())
	if err != nil {
		return nil, false, err
	}
	if m.GetHandouts() == nil {
		return nil, false, errAnswer(m)
	}
	page, more, err := pageFromWire(m.GetHandouts(), a.after)
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return page, more, nil
}

// Withdraw takes a pool back: from now on nothing is handed out, and what was is
// returned. It can be asked for until the pool's expiry.
func (c *Client) Withdraw(ctx context.Context, node peer.AddrInfo, s deposit.Signer, pool deposit.PoolName) ([]Handout, error) {
	if err := wantDone(c.askOwner(ctx, node, s, opWithdraw, &pb.Withdraw{Pool: pool[:]})); err != nil {
		return nil, err
	}
	return c.Handouts(ctx, node, s, pool)
}

// Take asks for n tokens, at most 20, out of somebody's pool. There may be fewer; where
// there is none, a [Refusal] says [CodeNoTokens]. Each comes with a claim that names
// this peer, which is checked. The same ask gets the same tokens again, until the pool's
// expiry.
func (c *Client) Take(ctx context.Context, node peer.AddrInfo, owner peer.ID, pool deposit.PoolName, n int, ask Ask) ([]Ticket, error) {
	t := taking{owner: owner, pool: pool, count: n, ask: ask, asker: c.host.ID()}
	if n < 1 || n > deposit.MaxTake {
		return nil, refuse(CodeBadRequest, "too many tokens at a time")
	}
	m, err := c.ask(ctx, node, &pb.Request{Call: &pb.Request_Take{Take: t.toWire()}})
	if err != nil {
		return nil, err
	}
	if m.GetTickets() == nil {
		return nil, errAnswer(m)
	}
	ts, err := ticketsFromWire(m.GetTickets(), node.ID, t)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return ts, nil
}
