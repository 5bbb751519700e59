package p2p_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	kbucket "github.com/libp2p/go-libp2p-kbucket"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

// nearest are the hosts other than self, the nearest to key first.
func nearest(hosts []*p2p.Host, self *p2p.Host, key []byte) []peer.ID {
	var ids []peer.ID
	for _, h := range hosts {
		if h != self {
			ids = append(ids, h.ID())
		}
	}
	return kbucket.SortClosestPeers(ids, kbucket.ConvertKey(string(key)))
}

func TestClosestAreTheNearestOfAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hosts := network(t, p2ptest.NewWorld(t, latency), 10)
		for i, h := range []*p2p.Host{hosts[0], hosts[9]} {
			key := sha256.Sum256(fmt.Append(nil, i))
			got, err := h.Closest(t.Context(), key[:])
			if err != nil {
				t.Fatal(err)
			}
			if want := nearest(hosts, h, key[:]); !slices.Equal(got, want) {
				t.Errorf("host %d found\n%v, the nearest are\n%v", i, got, want)
			}
		}
	})
}

func TestNobodyToAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		without, first := w.Host(), start(t, dhtOptions(w))
		w.Connect(first, without)
		<-time.After(time.Minute)
		for name, h := range map[string]*p2p.Host{"no DHT": without, "no peer with a DHT": first} {
			if n := h.Routes(); n != 0 {
				t.Errorf("%s: %d routes", name, n)
			}
			if _, err := h.Closest(t.Context(), []byte("key")); !errors.Is(err, p2p.ErrAlone) {
				t.Errorf("%s: Closest: %v", name, err)
			}
			if err := h.PutRecord(t.Context(), "/test/a", []byte("x")); !errors.Is(err, p2p.ErrAlone) {
				t.Errorf("%s: PutRecord: %v", name, err)
			}
			if _, err := h.GetRecord(t.Context(), "/test/a"); !errors.Is(err, p2p.ErrAlone) {
				t.Errorf("%s: GetRecord: %v", name, err)
			}
		}
	})
}

// Half of the network is gone without a word: the other half is found all the
// same, and soon.
func TestClosestAmongTheDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		hosts := network(t, w, 8)
		var dead []p2ptest.Located
		for _, h := range hosts[4:] {
			dead = append(dead, h)
		}
		w.Part(dead...)
		began := time.Now()
		got, err := hosts[0].Closest(t.Context(), []byte("key"))
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 11*time.Second {
			t.Errorf("the lookup took %v", took)
		}
		for _, h := range hosts[1:4] {
			if !slices.Contains(got, h.ID()) {
				t.Errorf("%s lives and was not found", h.ID())
			}
		}
	})
}

func TestClosestEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hosts := network(t, p2ptest.NewWorld(t, latency), 4)
		ctx, cancel := context.WithTimeout(t.Context(), latency)
		defer cancel()
		if _, err := hosts[0].Closest(ctx, []byte("key")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		hosts[0].Close()
		if _, err := hosts[0].Closest(t.Context(), []byte("key")); !errors.Is(err, p2p.ErrClosed) {
			t.Errorf("error %v, want ErrClosed", err)
		}
	})
}

// A start with nobody named finds its way back by the peers it met before: the
// table is fed by whoever is connected.
func TestTableIsFilledAgainAfterAnInterruption(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		hosts := network(t, w, 4)
		w.Part(hosts[3])
		<-time.After(5 * time.Minute)
		if _, err := hosts[3].Closest(t.Context(), []byte("key")); err == nil {
			t.Error("found somebody on the other side of the cut")
		}
		w.Heal()
		<-time.After(10 * time.Minute)
		got, err := hosts[3].Closest(t.Context(), []byte("key"))
		if err != nil || len(got) != 3 {
			t.Errorf("after the cut: %d peers, %v", len(got), err)
		}
	})
}
