package p2p_test

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

func dial(t *testing.T, h *p2p.Host, id peer.ID) (time.Duration, error) {
	t.Helper()
	began := time.Now()
	err := h.Connect(t.Context(), peer.AddrInfo{ID: id})
	return time.Since(began), err
}

// asked are four hosts that know a stranger's address, and a fifth who may ask for it.
func asked(t *testing.T, w *p2ptest.World, edit ...func(*p2p.Options)) (others []*p2p.Host, asker *p2p.Host) {
	t.Helper()
	others = network(t, w, 4)
	asker = start(t, dhtOptions(w, edit...))
	w.Connect(asker, others[0])
	<-time.After(20 * time.Second)
	return others, asker
}

// introduce makes a host known to others.
func introduce(w *p2ptest.World, h *p2p.Host, others []*p2p.Host) {
	for _, o := range others {
		w.Connect(h, o)
	}
	<-time.After(time.Second)
}

func TestPeerWithoutAnAddressIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		others, asker := asked(t, w)
		wanted := w.Host()
		introduce(w, wanted, others)
		took, err := dial(t, asker, wanted.ID())
		if err != nil || !asker.Connected(wanted.ID()) {
			t.Fatal(err)
		}
		if took > p2p.DialLimit {
			t.Errorf("it took %v", took)
		}
	})
}

func TestFailedSearchHoldsForAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		others, asker := asked(t, w)
		wanted := w.Host()
		ask := func() time.Duration {
			took, err := dial(t, asker, wanted.ID())
			if !errors.Is(err, p2p.ErrUnreachable) {
				t.Errorf("error %v, want ErrUnreachable", err)
			}
			return took
		}
		if took := ask(); took < 2*latency || took > p2p.DialLimit {
			t.Errorf("the first search took %v", took)
		}
		introduce(w, wanted, others)
		<-time.After(30 * time.Second)
		if took := ask(); took > 0 {
			t.Errorf("a retry took %v", took)
		}
		<-time.After(30 * time.Second)
		if _, err := dial(t, asker, wanted.ID()); err != nil {
			t.Errorf("after a minute: %v", err)
		}
	})
}

func TestWakingUpEndsAFailedSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock sleeper
		w := p2ptest.NewWorld(t, latency)
		others, asker := asked(t, w, func(o *p2p.Options) { o.Clock = clock.now })
		wanted := w.Host()
		if _, err := dial(t, asker, wanted.ID()); err == nil {
			t.Fatal("found, and nobody knows it")
		}
		introduce(w, wanted, others)
		clock.sleep(time.Minute)
		<-time.After(5 * time.Second)
		if _, err := dial(t, asker, wanted.ID()); err != nil {
			t.Error(err)
		}
	})
}

// All who dial one peer at once wait for one search.
func TestSearchServesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		others, asker := asked(t, w)
		wanted := w.Host()
		introduce(w, wanted, others)
		var calls sync.WaitGroup
		for range 50 {
			calls.Go(func() {
				if _, err := dial(t, asker, wanted.ID()); err != nil {
					t.Error(err)
				}
			})
		}
		calls.Wait()
	})
}

// A peer that has moved is found by the second attempt, though its old address is
// the only one that is remembered.
func TestPeerThatMovedIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		others, asker := asked(t, w)
		before, after := w.Options(), w.Options()
		old := start(t, before)
		info := old.Info()
		old.Close()
		after.Key = before.Key
		moved := start(t, after)
		introduce(w, moved, others)
		_ = asker.Connect(t.Context(), info)
		<-time.After(p2p.DialLimit) // which a search may take
		if _, err := dial(t, asker, moved.ID()); err != nil {
			t.Error(err)
		}
	})
}
