package push

import (
	"context"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// fill puts tokens into a pool of a registered user.
func (ss *session) fill(c signedCall) error {
	var m pb.Fill
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	a, err := fillFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	now := time.Now()
	switch {
	case !a.expires.After(now):
		return refuse(CodeBadExpiry, "the pool has expired")
	case a.expires.After(now.Add(deposit.MaxPoolAge + deposit.MaxSkew)):
		return refuse(CodeBadExpiry, "the pool's expiry is too far ahead")
	case !ss.fills.take(ss.network, float64(len(a.tokens)), now):
		return refuse(CodeTooFast, "too many tokens in a short time")
	}
	if err := ss.write(func(tx *vault.Tx) error { return ss.fillPool(tx, c.mailbox, a) }); err != nil {
		return err
	}
	return ss.stream.Send(done())
}

func (ss *session) fillPool(tx *vault.Tx, owner deposit.Mailbox, a fillArgs) error {
	_, served, err := peerOf(tx, owner)
	switch {
	case err != nil:
		return err
	case !served:
		return refuse(CodeNotServed, "the mailbox is not registered here")
	case ss.limits.Closed:
		return refuse(CodeUsersFull, noMore)
	}
	p, err := openPool(tx, owner, a, ss.network)
	if err != nil {
		return err
	}
	if p.closed {
		return refuse(CodeWithdrawn, "the pool was taken back")
	}
	for _, token := range a.tokens {
		if err := addToken(tx, p.id, token); err != nil {
			return err
		}
	}
	return ss.settlePool(tx, owner, p.id)
}

// settlePool keeps to the limits.
func (ss *session) settlePool(tx *vault.Tx, owner deposit.Mailbox, pool int64) error {
	n, err := countTokens(tx, owner, pool)
	l := ss.limits
	switch {
	case err != nil:
		return err
	case n.left > deposit.MaxTokens:
		return refuse(CodePoolsFull, "the pool is full")
	case n.pools > deposit.MaxPools || n.of > l.Tokens:
		return refuse(CodePoolsFull, "the user has too many pools or tokens")
	case n.from > l.NetTokens || n.all > l.AllTokens:
		return refuse(CodePoolsFull, "the push node takes no more tokens")
	}
	return nil
}

// pools lists those of a user.
func (ss *session) pools(ctx context.Context, c signedCall) error {
	var m pb.Pools
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	after, err := afterFromWire(m.GetAfter())
	if err != nil {
		return malformed(err)
	}
	var ps []Pool
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		ps, err = poolsAfter(tx, c.mailbox, after, maxPools+1, time.Now())
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(poolsResponse(ps[:min(len(ps), maxPools)], len(ps) > maxPools))
}

// handouts lists who got what out of a pool.
func (ss *session) handouts(ctx context.Context, c signedCall) error {
	var m pb.Handouts
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	a, err := handoutsFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	var hs []Handout
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		hs, err = handoutsAfter(tx, c.mailbox, a, maxHanded+1)
		return err
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(handoutsResponse(hs[:min(len(hs), maxHanded)], len(hs) > maxHanded))
}

// withdraw ends a pool. One that is not here has ended already.
func (ss *session) withdraw(c signedCall) error {
	var m pb.Withdraw
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	name, err := fixed[deposit.PoolName](m.GetPool())
	if err != nil {
		return malformed(err)
	}
	if err := ss.write(func(tx *vault.Tx) error { return closePool(tx, c.mailbox, name) }); err != nil {
		return err
	}
	return ss.stream.Send(done())
}
