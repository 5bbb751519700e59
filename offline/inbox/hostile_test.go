package inbox

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"

	"restante/node/ipfs"
	"restante/offline/push"
)

// A push node lists for ever: the same, or ever more of what it does not have.
func TestEndlessList(t *testing.T) {
	bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
		bad, good := ns[0], ns[1]
		same := bad.entry("never given")
		for name, list := range map[string]func(uint64) ([]push.Entry, bool){
			"the same": func(uint64) ([]push.Entry, bool) { return []push.Entry{same}, true },
			"a circle": func(after uint64) ([]push.Entry, bool) {
				e := same
				e.Seq = after%2 + 1
				return []push.Entry{e}, true
			},
			"backwards": func(uint64) ([]push.Entry, bool) {
				return []push.Entry{{Seq: 9, CID: same.CID}, {Seq: 8, CID: same.CID}}, true
			},
			"ever more": func(after uint64) ([]push.Entry, bool) {
				var es []push.Entry
				for i := range uint64(256) {
					es = append(es, push.Entry{Seq: after + i + 1, CID: same.CID})
				}
				return es, true
			},
			"nothing": func(uint64) ([]push.Entry, bool) { return nil, true },
		} {
			bad.mu.Lock()
			bad.list = list
			bad.mu.Unlock()
			before := len(bad.called("list"))
			good.leaves(name)
			if found, _ := w.Scan(context.Background()); found != 1 {
				t.Errorf("%s: %d came from the other push node, want 1", name, found)
			}
			if n := len(bad.called("list")) - before; n > drainMax/256+1 {
				t.Errorf("%s: it was asked %d times", name, n)
			}
			w.after(gather) // nothing was begun that goes on
			before = len(bad.called("list"))
			w.after(pollEvery / 2)
			if n := len(bad.called("list")) - before; n > 2*(drainMax/256+1) {
				t.Errorf("%s: it was asked %d times more within half a minute", name, n)
			}
		}
	})
}

// Twice the same block that is then not given: this went round for ever.
func TestTwinsThatAreNotGiven(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.entries = []push.Entry{n.entry("a"), n.entry("a"), n.entry("a")}
		n.notices()
		w.after(pollEvery + time.Second)
		if lists := len(n.called("list")); lists > 3 {
			t.Errorf("%d lists within a minute", lists)
		}
	})
}

func TestForeignCIDs(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		h, err := multihash.Sum([]byte("x"), multihash.SHA2_512, -1)
		if err != nil {
			t.Fatal(err)
		}
		n := ns[0]
		for _, c := range []cid.Cid{cid.Undef, cid.NewCidV1(cid.Raw, h), cid.NewCidV1(cid.DagProtobuf, ipfs.CIDOf([32]byte{1}).Hash())} {
			e := n.entry("x")
			e.CID = c
			n.entries = append(n.entries, e)
			n.blocks[c] = []byte("x")
		}
		n.leaves("well")
		if found, err := w.Scan(context.Background()); found != 1 || err != nil {
			t.Errorf("Scan() = %d, %v; want 1", found, err)
		}
		if w.wantCame("well"); n.left() != 3 || len(n.windows()) != 1 || n.windows()[0] != 1 {
			t.Errorf("%d are left, windows of %v", n.left(), n.windows())
		}
	})
}

func TestTwoNodesHoldTheSame(t *testing.T) {
	bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
		slow := func(context.Context) error { <-time.After(100 * time.Millisecond); return nil }
		for _, n := range ns {
			n.leaves(letters(20)...)
			n.set("get", slow)
			n.notices()
		}
		w.after(2 * time.Second)
		w.wantCame(letters(20)...)
		fetched := 0
		for _, n := range ns {
			for _, size := range n.windows() {
				fetched += size
			}
			if n.left() != 0 {
				t.Errorf("%d are left at one of them", n.left())
			}
		}
		if fetched != 20 {
			t.Errorf("%d blocks were fetched, want 20", fetched)
		}
	})
}

// One push node lists what another one has as well, and sits on it for as long
// as it is let: by hanging, or by coming first again and again with nothing.
func TestWithheldBlocks(t *testing.T) {
	for name, get := range map[string]func(context.Context) error{
		"hangs":    hang,
		"drips":    func(ctx context.Context) error { <-time.After(callLimit - time.Millisecond); return nil },
		"is empty": func(ctx context.Context) error { <-time.After(time.Second); return nil },
		"fails":    func(ctx context.Context) error { <-time.After(time.Second); return errAway },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
				bad, good := ns[0], ns[1]
				bad.leaves(letters(100)...)
				bad.blocks = nil
				bad.set("get", get)
				bad.notices()
				synctest.Wait()
				good.set("list", func(context.Context) error { <-time.After(200 * time.Millisecond); return nil }) // far away
				good.leaves(letters(100)...)
				good.notices()
				for range 40 { // it wants to be asked all the time
					w.after(100 * time.Millisecond)
					bad.notices()
				}
				if w.wantCame(letters(100)...); good.left() != 0 {
					t.Errorf("%d are left", good.left())
				}
			})
		})
	}
}

func TestHangingNodeDelaysNobody(t *testing.T) {
	for _, name := range []string{"register card", "subscribe", "list", "get", "release"} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
				ns[0].set(name, hang)
				ns[0].leaves("stuck")
				ns[0].end <- errAway
				w.after(2 * time.Second)
				ns[1].leaves("free")
				began := time.Now()
				ns[1].notices()
				synctest.Wait()
				if got := w.got.came(); got[len(got)-1] != "free" || time.Now() != began {
					t.Errorf("%q came after %v", got, time.Since(began))
				}
			})
		})
	}
}

func TestFloodOfNotices(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		before := len(ns[0].called("list"))
		for range 1000 {
			w.after(time.Millisecond)
			ns[0].notices()
		}
		if n := len(ns[0].called("list")) - before; n < 10 || n > 25 {
			t.Errorf("%d lists within a second", n)
		}
	})
}

// Mail can be fetched from a push node that wants neither us nor a subscription.
func TestRefusingNode(t *testing.T) {
	for _, name := range []string{"register card", "subscribe"} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
				n := ns[0]
				n.set(name, func(context.Context) error { return &push.Refusal{Code: push.CodeUsersFull, Reason: "full"} })
				n.leaves("a")
				n.end <- errors.New("restarted")
				w.after(10 * time.Second)
				n.leaves("b")
				w.after(2 * lastRetry)
				if w.wantCame("a", "b"); w.health(n).LastError == "" {
					t.Error("nobody is told")
				}
			})
		})
	}
}
