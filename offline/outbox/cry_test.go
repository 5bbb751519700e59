package outbox

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

var _ Topics = (*fakeTopics)(nil)

// fakeTopics writes down what is published where.
type fakeTopics struct {
	mu      sync.Mutex
	said    map[string][]string
	watched map[string]func(peer.ID)
}

func (f *fakeTopics) Publish(_ context.Context, topic string, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.said[topic] = append(f.said[topic], string(data))
	return nil
}

func (f *fakeTopics) Watch(topic string, joined func(peer.ID)) (stop func(), err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.watched[topic] = joined
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.watched, topic)
	}, nil
}

func (f *fakeTopics) count(topic string) (said, watched int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.said[topic]), len(f.watched)
}

func (f *fakeTopics) join(topic string, id peer.ID) {
	f.mu.Lock()
	joined := f.watched[topic]
	f.mu.Unlock()
	joined(id)
}

// crying is a bubble whose outbox also publishes.
func crying(t *testing.T, f func(t *testing.T, w *world, topics *fakeTopics)) {
	bubble(t, func(t *testing.T, w *world) {
		topics := &fakeTopics{said: make(map[string][]string), watched: make(map[string]func(peer.ID))}
		w.Topics = topics
		w.restart()
		f(t, w, topics)
	})
}

// What is on the offline way is published with each attempt, and again when the
// recipient begins to listen; once nothing is under way nobody is waited for.
func TestPublish(t *testing.T) {
	crying(t, func(t *testing.T, w *world, topics *fakeTopics) {
		to := newPeer(t)
		p := w.parcel("a", to)
		topic := p.Mailbox.Topic()
		w.add(p)
		synctest.Wait()
		said, watched := topics.count(topic)
		if said != 1 || watched != 1 || topics.said[topic][0] != string(p.Sealed) {
			t.Fatalf("%d times published, %d watched", said, watched)
		}
		topics.join(topic, to)
		synctest.Wait()
		if said, _ := topics.count(topic); said != 2 {
			t.Errorf("%d times published", said)
		}
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "a") })
		topics.join(topic, to)
		synctest.Wait()
		if said, watched := topics.count(topic); said != 2 || watched != 0 {
			t.Errorf("%d times published, %d watched", said, watched)
		}
	})
}

// A recipient who answers directly is not shouted at.
func TestNotPublished(t *testing.T) {
	crying(t, func(t *testing.T, w *world, topics *fakeTopics) {
		p := w.parcel("a", newPeer(t))
		w.online[p.Peer] = true
		w.add(p)
		w.after(headStart / 2)
		if said, watched := topics.count(p.Mailbox.Topic()); said != 0 || watched != 0 {
			t.Errorf("%d times published, %d watched", said, watched)
		}
		w.after(time.Second)
		if said, _ := topics.count(p.Mailbox.Topic()); said != 1 {
			t.Errorf("%d times published", said)
		}
	})
}

// Nobody is watched for after Close.
func TestHush(t *testing.T) {
	crying(t, func(t *testing.T, w *world, topics *fakeTopics) {
		p := w.parcel("a", newPeer(t))
		w.add(p)
		synctest.Wait()
		w.Close()
		if _, watched := topics.count(p.Mailbox.Topic()); watched != 0 {
			t.Errorf("%d watched", watched)
		}
	})
}
