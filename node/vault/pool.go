package vault

import (
	"context"
	"errors"
	"sync"
)

// A pool lends connections to one transaction at a time each. A slot holds an
// idle connection, or nil where one can be opened. The pool is its own because
// prepared statements are to stay with their connection, which those that
// database/sql pools cannot.
type pool struct {
	open  func(context.Context) (*conn, error)
	slots chan *conn

	closing   chan struct{}
	closeOnce sync.Once
}

func newPool(size int, open func(context.Context) (*conn, error)) *pool {
	p := &pool{open: open, slots: make(chan *conn, size), closing: make(chan struct{})}
	for range size {
		p.slots <- nil
	}
	return p
}

// take waits for a connection. The caller gives it back with put.
func (p *pool) take(ctx context.Context) (*conn, error) {
	if err := p.usable(ctx); err != nil {
		return nil, err
	}
	select {
	case c := <-p.slots:
		return p.opened(ctx, c)
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.closing:
		return nil, ErrClosed
	}
}

// usable exists because select picks at random among what is ready.
func (p *pool) usable(ctx context.Context) error {
	select {
	case <-p.closing:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (p *pool) opened(ctx context.Context, c *conn) (*conn, error) {
	if c != nil {
		return c, nil
	}
	c, err := p.open(ctx)
	if err != nil {
		p.put(nil)
		return nil, err
	}
	return c, nil
}

// put gives a connection back.
func (p *pool) put(c *conn) { p.slots <- c }

// drop gives back the place of a connection that failed.
func (p *pool) drop(c *conn) {
	_ = c.close() // why it is dropped was told already
	p.put(nil)
}

// close waits until every connection was given back and closes them.
func (p *pool) close() error {
	var errs []error
	p.closeOnce.Do(func() {
		close(p.closing)
		for range cap(p.slots) {
			if c := <-p.slots; c != nil {
				errs = append(errs, c.close())
			}
		}
	})
	return errors.Join(errs...)
}
