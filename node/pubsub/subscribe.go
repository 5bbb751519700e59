package pubsub

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Subscribe hands what others publish on the topic to f, one message after the
// other, until stop is called; the context of a call that still runs ends then.
// While f is busy a few messages wait, the others are lost.
func (p *PubSub) Subscribe(name string, f func(ctx context.Context, data []byte)) (stop func(), err error) {
	t, err := p.join(name)
	if err != nil {
		return nil, err
	}
	sub, err := t.Subscribe(libpubsub.WithBufferSize(queueIn), libpubsub.WithMessageFilter(p.foreign))
	if err != nil {
		p.leave(name)
		return nil, p.explain("subscribing", err)
	}
	ctx, cancel := context.WithCancel(p.ctx)
	stop = sync.OnceFunc(func() { cancel(); sub.Cancel(); p.leave(name) })
	if !p.goTask(func() { p.deliver(ctx, sub, f) }) {
		stop()
		return nil, fmt.Errorf("subscribing: %w", ErrClosed)
	}
	return stop, nil
}

func (p *PubSub) foreign(m *libpubsub.Message) bool { return m.ReceivedFrom != p.host.ID() }

// deliver runs until the context ends.
func (p *PubSub) deliver(ctx context.Context, sub *libpubsub.Subscription, f func(context.Context, []byte)) {
	for {
		m, err := sub.Next(ctx)
		if err != nil || ctx.Err() != nil {
			return
		}
		if data, ok := fromWire(m.GetData()); ok {
			p.safely(m.GetTopic(), func() { f(ctx, data) })
		}
	}
}

// safely calls a function with what strangers sent: a panic must not end more
// than this call.
func (p *PubSub) safely(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			p.log.Error("a subscriber panicked", "topic", name,
				"panic", fmt.Sprint(r), "stack", string(debug.Stack()))
		}
	}()
	f()
}

// Relay passes a topic's messages on to others until stop is called.
func (p *PubSub) Relay(name string) (stop func(), err error) {
	t, err := p.join(name)
	if err != nil {
		return nil, err
	}
	cancel, err := t.Relay()
	if err != nil {
		p.leave(name)
		return nil, p.explain("relaying", err)
	}
	return sync.OnceFunc(func() { cancel(); p.leave(name) }), nil
}

// validate decides whether a message is delivered and passed on.
func (p *PubSub) validate(_ context.Context, from peer.ID, m *libpubsub.Message) (ok bool) {
	if from == p.host.ID() {
		return true // Publish has looked
	}
	data, ok := fromWire(m.GetData())
	if !ok {
		return false
	}
	ok = false // unless Valid returns
	p.safely(m.GetTopic(), func() { ok = p.valid(m.GetTopic(), data) })
	return ok
}
