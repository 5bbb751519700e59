package provider

import (
	"context"
	"errors"
	"fmt"

	"restante/offline/provider/depot"
)

// Capped keeps what lies at a depot within a person's own limit of bytes: a Put that
// would exceed it fails with [depot.ErrQuota], and nobody is asked. What lies there
// already is counted before the first Put, by listing it. No limit is 0.
func Capped(d depot.Depot, most int64) depot.Depot {
	if most <= 0 {
		return d
	}
	c := &capped{Depot: d, most: most, count: make(chan *count, 1)}
	c.count <- nil
	return c
}

type capped struct {
	depot.Depot
	most  int64
	count chan *count // who takes it has the lock; nil until it was counted
}

// lock waits for the count, and makes it if there is none.
func (c *capped) lock(ctx context.Context) (*count, error) {
	select {
	case n := <-c.count:
		if n != nil {
			return n, nil
		}
	case <-ctx.Done():
		return nil, depot.Unanswered(ctx.Err())
	}
	n, err := counted(ctx, c.Depot)
	if err != nil {
		c.count <- nil
		return nil, err
	}
	return n, nil
}

func (c *capped) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	already, err := c.reserve(ctx, r, int64(len(block)))
	if err != nil {
		return depot.Place{}, err
	}
	place, err := c.Depot.Put(ctx, r, block)
	if err != nil && !already && !maybeThere(err) {
		c.forget(r)
	}
	return place, err
}

// reserve counts a block before it is put, and reports whether it was counted already.
func (c *capped) reserve(ctx context.Context, r depot.Ref, size int64) (already bool, err error) {
	n, err := c.lock(ctx)
	if err != nil {
		return false, err
	}
	defer func() { c.count <- n }()
	if n.has(r) {
		return true, nil
	}
	if n.sum+size > c.most {
		return false, fmt.Errorf("%w: %d of the %d bytes that you allow are taken", depot.ErrQuota, n.sum, c.most)
	}
	n.add(r, size)
	return false, nil
}

// maybeThere reports whether a block may lie at the provider in spite of an error.
func maybeThere(err error) bool {
	var pending *depot.Pending
	return errors.Is(err, depot.ErrTransient) || errors.As(err, &pending)
}

func (c *capped) Delete(ctx context.Context, r depot.Ref) error {
	err := c.Depot.Delete(ctx, r)
	if err == nil {
		c.forget(r)
	}
	return err
}

// forget takes a block out of the count.
func (c *capped) forget(r depot.Ref) {
	n := <-c.count
	if n != nil {
		n.remove(r)
	}
	c.count <- n
}

// Usage tells of the limit that is reached first.
func (c *capped) Usage(ctx context.Context) (depot.Usage, error) {
	u, err := c.Depot.Usage(ctx)
	if err != nil {
		return u, err
	}
	n, err := c.lock(ctx)
	if err != nil {
		return depot.Usage{}, err
	}
	defer func() { c.count <- n }()
	if u.Quota == 0 || c.most-n.sum < u.Quota-u.Used {
		return depot.Usage{Used: n.sum, Quota: c.most}, nil
	}
	return u, nil
}
