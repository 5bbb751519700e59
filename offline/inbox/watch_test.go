package inbox

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
	"restante/offline/push"
)

func TestReconnects(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.set("subscribe", away)
		began := time.Now()
		n.end <- errAway
		w.after(10 * time.Minute)
		tries := n.called("subscribe")[1:]
		want := firstRetry
		for i, at := range tries {
			if gap := at.Sub(began); gap != want {
				t.Errorf("attempt %d came after %v, want %v", i+1, gap, want)
			}
			began, want = at, min(2*want, lastRetry)
		}
		if h := w.health(n); len(tries) < 10 || h.Registered || h.LastError == "" {
			t.Errorf("%d attempts, %+v", len(tries), h)
		}
		n.set("subscribe", nil)
		n.leaves("a")
		before := time.Now()
		w.Bus.Publish(p2p.PeerConnected{ID: n.id})
		synctest.Wait()
		if w.wantCame("a"); time.Now() != before || !w.health(n).Registered {
			t.Error("a push node that connected was not collected from at once")
		}
		if r := len(n.called("register card")); r != len(n.called("subscribe")) {
			t.Errorf("%d registrations in %d sessions", r, len(n.called("subscribe")))
		}
	})
}

// A push node cannot have itself called without a pause: by notices, or because
// each of our own calls connects to it.
func TestNoSpinning(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.set("subscribe", func(context.Context) error {
			n.notices()
			w.Bus.Publish(p2p.PeerConnected{ID: n.id})
			<-time.After(time.Millisecond)
			return errAway
		})
		n.end <- errAway
		w.after(time.Minute)
		if tries := len(n.called("subscribe")); tries > 8 {
			t.Errorf("%d sessions within a minute", tries)
		}
	})
}

func TestNetworkChangedWakesAll(t *testing.T) {
	bubble(t, 3, func(t *testing.T, w *world, ns []*fakeNode) {
		for _, n := range ns {
			n.set("register card", away)
			n.end <- errAway
		}
		w.after(5 * time.Minute)
		for _, n := range ns {
			n.set("register card", nil)
		}
		w.Bus.Publish(p2p.NetworkChanged{})
		synctest.Wait()
		for _, n := range ns {
			if !w.health(n).Registered {
				t.Error("a push node waits for its turn")
			}
		}
	})
}

func TestRepublish(t *testing.T) {
	bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
		w.after(time.Second)
		w.Card = func(context.Context) ([]byte, error) { return []byte("newer"), nil }
		ns[0].set("register newer", away)
		w.Republish()
		w.after(time.Second)
		if len(ns[1].called("register newer")) != 1 || w.health(ns[0]).LastError == "" {
			t.Error("the newer card was not published, or nobody is told where it is not")
		}
		ns[0].set("register newer", nil)
		w.after(pollEvery)
		if len(ns[0].called("register newer")) != 2 || len(ns[1].called("register newer")) != 1 || w.health(ns[0]).LastError != "" {
			t.Error("it was not published where it failed, or again where it did not")
		}
	})
}

func TestNodesAreAddedAndRemoved(t *testing.T) {
	bubble(t, MaxNodes, func(t *testing.T, w *world, ns []*fakeNode) {
		ctx, more := context.Background(), w.push.node(t)
		if _, err := w.Add(ctx, more.addr()); !errors.Is(err, ErrTooManyNodes) {
			t.Errorf("a ninth one: %v", err)
		}
		for _, addr := range []string{"", "/ip4/127.0.0.1/tcp/1", "nonsense"} {
			if _, err := w.Add(ctx, addr); err == nil {
				t.Errorf("%q was added", addr)
			}
		}
		w.use(ns[3]) // one of the eight
		if err := w.Remove(ctx, more.id); !errors.Is(err, ErrNoNode) {
			t.Errorf("removing a stranger: %v", err)
		}
		if err := errors.Join(w.Remove(ctx, ns[0].id), w.Remove(ctx, ns[1].id)); err != nil {
			t.Fatal(err)
		}
		if err := w.Remove(ctx, ns[0].id); !errors.Is(err, ErrNoNode) {
			t.Errorf("removing it twice: %v", err)
		}
		w.use(more)
		synctest.Wait()
		if own := w.own(); len(own) != 7 || slices.Contains(own, ns[0].id) || !slices.Contains(own, more.id) {
			t.Errorf("own push nodes are %v", own)
		}
		if all, err := w.Nodes(ctx); err != nil || len(all) != 7 {
			t.Errorf("Nodes() = %d, %v", len(all), err)
		}
		if len(more.called("subscribe")) != 1 {
			t.Error("a new push node is not watched")
		}
	})
}

func TestRemovedNodeIsCollectedFrom(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		if err := w.Remove(context.Background(), n.id); err != nil {
			t.Fatal(err)
		}
		n.leaves("late")
		n.notices()
		w.after(gather)
		w.wantCame("late")
		w.after(leaveFor - pollEvery) // in one session
		n.leaves("later")
		n.notices()
		w.after(gather)
		w.wantCame("late", "later")
		w.after(2 * pollEvery)
		lists := len(n.called("list"))
		w.after(time.Hour)
		if len(n.called("unregister")) != 1 || len(n.called("list")) != lists {
			t.Errorf("it was left %d times, and asked %d times since", len(n.called("unregister")), len(n.called("list"))-lists)
		}
		w.use(n)
		n.leaves("anew")
		synctest.Wait()
		w.wantCame("late", "later", "anew")
	})
}

// Adding it again takes the removal back, and uses the newer address.
func TestAddAgain(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		ctx, n := context.Background(), ns[0]
		if err := w.Remove(ctx, n.id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Add(ctx, "/ip4/127.0.0.1/tcp/7/p2p/"+n.id.String()); err != nil {
			t.Fatal(err)
		}
		w.after(leaveFor + time.Hour)
		if own := w.own(); len(own) != 1 || len(n.called("unregister")) != 0 {
			t.Errorf("own push nodes are %v", own)
		}
		if w.find(n.id).info.Addrs[0].String() != "/ip4/127.0.0.1/tcp/7" {
			t.Error("its newer address is not used")
		}
	})
}

func TestHealth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		n := w.push.node(t)
		n.terms = push.Terms{Held: 5, Quota: 7}
		n.set("register card", func(context.Context) error { <-time.After(time.Second); return nil })
		sub := w.Bus.Subscribe(8)
		defer sub.Close()
		w.use(n)
		w.start()
		w.after(2 * time.Second)
		if h := w.health(n); !h.Registered || h.Held != 5 || h.Quota != 7 || h.Latency != time.Second || h.Addr != n.addr() {
			t.Errorf("%+v", h)
		}
		if events, _ := sub.Take(); !slices.Contains(events, any(NodesChanged{n.id})) {
			t.Errorf("the events are %v", events)
		}
		w.Close()
		w.Close()
	})
}
