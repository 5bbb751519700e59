package pubsub

import (
	"fmt"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
)

// topic is one in use here: the library gives out one handle for each.
type topic struct {
	*libpubsub.Topic
	users int
}

// join begins to use a topic; each call is followed by one of leave.
func (p *PubSub) join(name string) (*topic, error) {
	if name == "" || len(name) > maxName {
		return nil, fmt.Errorf("joining a topic: %w: %d bytes, at most %d", ErrTopic, len(name), maxName)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, fmt.Errorf("joining a topic: %w", ErrClosed)
	}
	t, err := p.open(name)
	if err != nil {
		return nil, p.explain("joining a topic", err)
	}
	t.users++
	return t, nil
}

// open returns the topic's handle, and makes it if this is the first user.
func (p *PubSub) open(name string) (*topic, error) {
	if t, ok := p.topics[name]; ok {
		return t, nil
	}
	if len(p.topics) >= maxTopics {
		return nil, ErrTooManyTopics
	}
	handle, err := p.lib.Join(name)
	if err != nil {
		return nil, err
	}
	p.guard.use(name, true)
	p.topics[name] = &topic{Topic: handle}
	return p.topics[name], nil
}

func (p *PubSub) leave(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.topics[name]
	if t.users--; t.users > 0 {
		return
	}
	delete(p.topics, name)
	p.guard.use(name, false)
	if err := t.Close(); err != nil && p.ctx.Err() == nil {
		p.log.Error("a topic could not be closed", "topic", name, "error", err)
	}
}
