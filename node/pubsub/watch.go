package pubsub

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Watch reports each connected peer that subscribes to the topic or relays it,
// those that do already included, as soon as a message can be published to it.
// It is to be published again then. A peer that comes and goes is reported at
// most once in ten seconds.
func (p *PubSub) Watch(name string, joined func(peer.ID)) (stop func(), err error) {
	t, err := p.join(name)
	if err != nil {
		return nil, err
	}
	events, err := t.EventHandler()
	if err != nil {
		p.leave(name)
		return nil, p.explain("watching", err)
	}
	ctx, cancel := context.WithCancel(p.ctx)
	stop = sync.OnceFunc(func() { cancel(); events.Cancel(); p.leave(name) })
	w := &watcher{pubsub: p, topic: name, events: events, joined: joined, reported: make(map[peer.ID]time.Time)}
	if !p.goTask(func() { w.run(ctx) }) {
		stop()
		return nil, fmt.Errorf("watching: %w", ErrClosed)
	}
	return stop, nil
}

// watcher follows the peers of one topic.
type watcher struct {
	pubsub   *PubSub
	topic    string
	events   *libpubsub.TopicEventHandler
	joined   func(peer.ID)
	waiting  []peer.ID // joined, but without a stream to them yet, or reported lately
	reported map[peer.ID]time.Time
}

func (w *watcher) run(ctx context.Context) {
	for ctx.Err() == nil {
		opened := w.pubsub.links.opened()
		w.report()
		w.next(ctx, opened)
	}
}

// next waits for an event; while somebody waits to be reported, for a stream
// and the time to look again as well.
func (w *watcher) next(ctx, opened context.Context) {
	if len(w.waiting) > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, again)
		defer cancel()
		defer context.AfterFunc(opened, cancel)()
	}
	e, err := w.events.NextPeerEvent(ctx)
	if err != nil {
		return
	}
	w.waiting = slices.DeleteFunc(w.waiting, func(id peer.ID) bool { return id == e.Peer })
	if e.Type == libpubsub.PeerJoin {
		w.waiting = append(w.waiting, e.Peer)
	}
}

// report calls joined for those who need not wait any longer.
func (w *watcher) report() {
	if len(w.waiting) == 0 {
		return
	}
	now := time.Now()
	maps.DeleteFunc(w.reported, func(_ peer.ID, at time.Time) bool { return now.Sub(at) >= again })
	there := w.pubsub.lib.ListPeers(w.topic)
	w.waiting = slices.DeleteFunc(w.waiting, func(id peer.ID) bool {
		_, lately := w.reported[id]
		if lately || !slices.Contains(there, id) {
			return false
		}
		w.reported[id] = now
		w.pubsub.safely(w.topic, func() { w.joined(id) })
		return true
	})
}
