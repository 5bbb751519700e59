package inbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// radio is a topic with one listener.
type radio struct {
	topic string
	hear  func(context.Context, []byte)
	ended bool
	fail  error
}

func (r *radio) Subscribe(topic string, f func(context.Context, []byte)) (stop func(), err error) {
	r.topic, r.hear = topic, f
	return func() { r.ended = true }, r.fail
}

// listening is a bubble whose inbox also listens.
func listening(t *testing.T, f func(t *testing.T, w *world, r *radio)) {
	synctest.Test(t, func(t *testing.T) {
		w, r := newWorld(t), &radio{}
		o := w.Options
		o.Topics = r
		w.Inbox = New(o)
		f(t, w, r)
		w.Close()
	})
}

// What is published comes in once, whatever else brings it.
func TestListen(t *testing.T) {
	listening(t, func(t *testing.T, w *world, r *radio) {
		node := w.push.node(t)
		w.use(node)
		w.start()
		if r.topic != (deposit.Mailbox{1}).Topic() {
			t.Errorf("the topic is %s", r.topic)
		}
		for _, data := range []string{"one", "one", "", string(make([]byte, deposit.MaxBlock+1))} {
			r.hear(t.Context(), []byte(data))
		}
		node.leaves("one", "two")
		node.notices()
		w.after(time.Second)
		w.wantCame("one", "two")
		if node.left() != 0 {
			t.Error("what was heard first was not released")
		}
		w.Close()
		if !r.ended {
			t.Error("it still listens")
		}
	})
}

// Who publishes what nobody can open keeps nobody busy: after some of it the topic is let
// be, and later heard again.
func TestJunkOnTheTopic(t *testing.T) {
	listening(t, func(t *testing.T, w *world, r *radio) {
		w.start()
		for n := range 10 * junkBurst {
			data := fmt.Sprint("junk ", n)
			w.got.outcome[sha256.Sum256([]byte(data))] = Unreadable
			r.hear(t.Context(), []byte(data))
		}
		if n := len(w.got.batches); n < junkBurst || n > junkBurst+1 {
			t.Errorf("%d commits", n)
		}
		w.after(2 * junkEvery)
		r.hear(t.Context(), []byte("one"))
		w.wantCame("one")
	})
}

func TestListenFails(t *testing.T) {
	listening(t, func(t *testing.T, w *world, r *radio) {
		r.fail = errors.New("no more topics")
		if err := w.Start(t.Context()); !errors.Is(err, r.fail) {
			t.Errorf("it started: %v", err)
		}
	})
}

// Push nodes hear for whom they shall keep a place, again when that changes.
func TestFavour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		one, two := newPeer(t), newPeer(t)
		var both atomic.Bool
		w.Options.Friends = func(context.Context) ([]peer.ID, error) {
			if both.Load() {
				return []peer.ID{one, two}, nil
			}
			return []peer.ID{one}, nil
		}
		node := w.push.node(t)
		w.use(node)
		w.start()
		w.after(10 * pollEvery)
		if n := len(node.called("favour")); n != 1 || node.favours() != 1 {
			t.Errorf("told %d times of %d", n, node.favours())
		}
		both.Store(true)
		w.after(pollEvery)
		if n := len(node.called("favour")); n != 2 || node.favours() != 2 {
			t.Errorf("told %d times of %d", n, node.favours())
		}
		w.Close()
	})
}

func TestDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var told []peer.ID
		w.Options.Dropped = func(id peer.ID) { told = append(told, id) }
		node := w.push.node(t)
		w.use(node)
		w.start()
		node.notify(push.Notice{Dropped: []deposit.Key{{1}}})
		node.notices()
		synctest.Wait()
		if len(told) != 1 || told[0] != node.id {
			t.Errorf("told of %v", told)
		}
		w.Close()
	})
}

// Everything counts as collected only when it is so everywhere.
func TestDrained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var told []time.Time
		w.Options.Drained = func(_ context.Context, began time.Time) error { told = append(told, began); return nil }
		good, bad := w.push.node(t), w.push.node(t)
		bad.set("list", away)
		w.use(good)
		w.use(bad)
		w.start()
		w.after(3 * time.Hour)
		if len(told) != 0 {
			t.Fatal("one of two was never collected from")
		}
		bad.set("list", nil)
		back := time.Now()
		w.after(3 * time.Hour)
		if len(told) < 2 || len(told) > 4 || told[0].Before(back) {
			t.Errorf("told of %v, back at %v", told, back)
		}
		w.Close()
	})
}

// marks counts what was looked at.
func (w *world) marks() (n int) {
	w.t.Helper()
	err := w.Vault.View(context.Background(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT count(*) FROM seen`).Scan(&n)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}
