package push

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// taking is one wish for tokens.
type taking struct {
	owner   peer.ID
	mailbox deposit.Mailbox // the owner's public one
	pool    deposit.PoolName
	count   int
	ask     Ask
	asker   peer.ID
}

// handed is a token that somebody got.
type handed struct {
	token []byte
	at    time.Time
}

// takeTokens hands tokens out, each once: that is on the disk before it is answered.
// The same ask again gets the same tokens.
func (ss *session) takeTokens(ctx context.Context, m *pb.Take) error {
	t, err := takeFromWire(m)
	if err != nil {
		return malformed(err)
	}
	t.asker = ss.stream.Remote()
	if _, err := identity.PublicKey(t.asker); err != nil {
		return refuse(CodeBadRequest, "nothing can be claimed by such a peer")
	}
	hs, err := ss.handedBefore(ctx, t)
	if err == nil && len(hs) == 0 {
		err = ss.write(func(tx *vault.Tx) (err error) {
			hs, err = handOut(tx, t, time.Now())
			return err
		})
	}
	if err != nil {
		return err
	}
	return ss.sendTickets(t, hs)
}

// handedBefore is what this ask got earlier. Where it got nothing, somebody must have
// something to give, and the asker not too much.
func (ss *session) handedBefore(ctx context.Context, t taking) (hs []handed, err error) {
	var left int
	var user bool
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		if hs, left, err = lookForTokens(tx, t, time.Now()); err != nil || len(hs) > 0 {
			return err
		}
		user, err = hasUsers(tx, t.asker)
		return err
	})
	if err != nil || len(hs) > 0 {
		return hs, err
	}
	cost, now := float64(min(left, t.count)), time.Now()
	if !user && !(ss.byPeer.take(string(t.asker), cost, now) && ss.byNetwork.take(ss.network, cost, now)) {
		return nil, refuse(CodeTooFast, "too much in a short time")
	}
	pool := string(t.mailbox[:]) + string(t.pool[:])
	if !ss.takes.take(string(t.asker)+pool, cost, now) || !ss.netTakes.take(ss.network+pool, cost, now) {
		return nil, refuse(CodeTooFast, "too many tokens out of one pool")
	}
	return nil, nil
}

// handOut gives what is left, up to the count.
func handOut(tx *vault.Tx, t taking, now time.Time) ([]handed, error) {
	hs, _, err := lookForTokens(tx, t, now)
	if err != nil || len(hs) > 0 { // on another stream, a moment ago
		return hs, err
	}
	if err := giveTokens(tx, t, now); err != nil {
		return nil, err
	}
	return tokensOf(tx, t)
}

// lookForTokens returns what the ask got already, or how many are left. It refuses
// where there is nothing.
func lookForTokens(tx *vault.Tx, t taking, now time.Time) (hs []handed, left int, err error) {
	if hs, err = tokensOf(tx, t); err != nil || len(hs) > 0 {
		return hs, 0, err
	}
	if left, err = countLeft(tx, t.mailbox, t.pool, now); err == nil && left == 0 {
		err = refuse(CodeNoTokens, "the pool is empty, or there is none")
	}
	return nil, left, err
}

// sendTickets signs a claim for each token.
func (ss *session) sendTickets(t taking, hs []handed) error {
	m := &pb.Tickets{}
	for _, h := range hs {
		c := deposit.Claim{Owner: t.owner, Pool: t.pool, Token: sha256.Sum256(h.token), Asker: t.asker, Time: h.at}
		b, err := c.Sign(ss.key)
		if err != nil {
			return err
		}
		m.Tickets = append(m.Tickets, &pb.Ticket{Token: h.token, Claim: b})
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Tickets{Tickets: m}})
}
