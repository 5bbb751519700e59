package outbox

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/offline/direct"
)

type number string

func (n number) key() string { return string(n) }

func TestLaneKeepsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		var got []number
		var batches, running int
		ls := newLanes(t.Context(), &wg, func(_ context.Context, _ peer.ID, batch []number) error {
			if running++; running > 1 || len(batch) > laneBatch {
				t.Errorf("%d workers, a batch of %d", running, len(batch))
			}
			<-time.After(time.Second)
			got, batches = append(got, batch...), batches+1
			running--
			return nil
		})
		var want []number
		for i := range 3 * laneBatch {
			n := number(rune('a' + i))
			ls.put("peer", n)
			ls.put("peer", n) // not worth queueing twice
			want = append(want, n)
		}
		wg.Wait()
		if !slices.Equal(got, want) || batches > 5 {
			t.Errorf("%d jobs came in %d batches, or in another order; want %d", len(got), batches, len(want))
		}
		if len(ls.jobs)+len(ls.busy) != 0 {
			t.Errorf("%d lanes and %d keys are kept", len(ls.jobs), len(ls.busy))
		}
		ls.put("peer", want[0]) // a job that is through may come again
		wg.Wait()
		if len(got) != len(want)+1 {
			t.Error("a job that is through was not taken again")
		}
	})
}

// A failure drops what waits behind it in its lane, and nothing else.
func TestLaneDropsBehindAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		ran := make(map[peer.ID]int)
		ls := newLanes(t.Context(), &wg, func(_ context.Context, to peer.ID, batch []number) error {
			<-time.After(time.Second)
			mu.Lock()
			defer mu.Unlock()
			ran[to] += len(batch)
			if to == "dead" {
				return errors.New("dead")
			}
			return nil
		})
		for i := range 3 * laneBatch {
			ls.put("dead", number(rune('a'+i)))
			ls.put("well", number(rune('a'+i)))
		}
		wg.Wait()
		if ran["dead"] > laneBatch || ran["well"] != 3*laneBatch || len(ls.jobs)+len(ls.busy) != 0 {
			t.Errorf("%v ran, %d lanes and %d keys are kept", ran, len(ls.jobs), len(ls.busy))
		}
		ls.close()
		ls.put("well", "late")
		wg.Wait()
		if ran["well"] != 3*laneBatch {
			t.Error("a job was taken after close")
		}
	})
}

func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		q := newQueue[int]()
		var got []int
		var wg sync.WaitGroup
		wg.Go(func() {
			q.each(ctx, 10, func(group []int) {
				if len(group) > 10 {
					t.Errorf("a group of %d", len(group))
				}
				got = append(got, group...)
				if len(got) == 50 {
					q.put(100, 101) // from inside
				}
			})
		})
		for i := range 100 {
			q.put(i)
		}
		synctest.Wait()
		if len(got) != 102 || q.items != nil {
			t.Errorf("%d came, %d are kept", len(got), len(q.items))
		}
		cancel()
		wg.Wait()
	})
}

func TestDeadPushNode(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		dead, well := newNode(t), newNode(t)
		w.push.set(dead.ID, hang)
		for _, ref := range []string{"a", "b", "c", "d"} {
			began := time.Now()
			w.add(w.parcel(ref, newPeer(t), dead, well))
			synctest.Wait()
			if r, _ := w.row(ref); r.State != Stored || time.Now() != began || len(w.direct.sent()) == 0 {
				t.Errorf("%s waits for a dead push node: %+v", ref, r)
			}
			w.after(time.Second)
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		began := time.Now()
		w.add(w.parcel("e", newPeer(t), dead))
		synctest.Wait()
		if seen := w.seen.all(); seen[len(seen)-1] != "e 3 " || time.Now() != began {
			t.Errorf("the direct way waits for a dead push node: %q", seen)
		}
	})
}

// A hung call ends with Close, which leaves no goroutine behind: the bubble
// would not end. What is pending stays pending.
func TestCloseEndsHungCalls(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.push.set(node.ID, hang)
		w.direct.answer = func(ctx context.Context, _ peer.ID, _ []byte) (direct.Answer, error) {
			return direct.Answer{}, hang(ctx)
		}
		w.add(w.parcel("a", newPeer(t), node), w.parcel("b", newPeer(t), node))
		synctest.Wait()
		began := time.Now()
		w.Close()
		if time.Now() != began || w.count("parcel") != 2 {
			t.Errorf("Close took %v, %d parcels are left", time.Since(began), w.count("parcel"))
		}
	})
}

// A card with a wrong address of a push node must not hide the right one.
func TestAddressesOfAllCards(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		lie := peer.AddrInfo{ID: node.ID, Addrs: []multiaddr.Multiaddr{multiaddr.StringCast("/ip4/127.0.0.2/tcp/1")}}
		a, b := w.parcel("a", newPeer(t), lie), w.parcel("b", newPeer(t), node)
		w.push.set(node.ID, away)
		w.add(a, b)
		synctest.Wait()
		w.push.set(node.ID, nil)
		w.push.asked = nil
		var batch []nodeJob
		for _, p := range []Parcel{a, b} {
			batch = append(batch, nodeJob{store: &job{ref: p.Ref, digest: digest(p), peer: p.Peer}})
		}
		if err := w.runNode(t.Context(), node.ID, batch); err != nil {
			t.Fatal(err)
		}
		if got := w.push.asked[0].Addrs; len(got) != 2 || !slices.ContainsFunc(got, node.Addrs[0].Equal) {
			t.Errorf("it was asked at %v", got)
		}
	})
}
