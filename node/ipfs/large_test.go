package ipfs

import (
	"bytes"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/test"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

// inBubble runs f with a node that takes DAGs over, and a peer connected to it
// that has some, under a virtual clock.
func inBubble(t *testing.T, f func(t *testing.T, l *Large, served *Pinned, a peer.ID)) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		a, b := w.Host(), w.Host()
		served, store := openPinned(t, t.TempDir()), openPinned(t, t.TempDir())
		newExchange(t, a, served)
		l := NewLarge(newExchange(t, b, store), store)
		t.Cleanup(func() { l.Close() })
		if err := b.Connect(t.Context(), a.Info()); err != nil {
			t.Fatal(err)
		}
		f(t, l, served, a.ID())
	})
}

func TestLargeFetchAndDelete(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		common := pattern(3 * chunkSize)
		first, size1 := addFile(t, served, common)
		second, size2 := addFile(t, served, append(common, 1))
		if err := l.Fetch(t.Context(), first, size1-1, a); !errors.Is(err, ErrDAGSize) {
			t.Errorf("error %v, want ErrDAGSize", err)
		}
		err := errors.Join(l.Fetch(t.Context(), first, size1, a), l.Fetch(t.Context(), second, size2, a))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.Delete(t.Context(), first), l.Delete(t.Context(), first)); err != nil {
			t.Error(err)
		}
		l.tasks.Wait()
		checkFile(t, l.store, second, append(common, 1))
		if u, err := l.store.Usage(t.Context()); err != nil || u != (Usage{Pins: 1, Blocks: 5, Bytes: size2}) {
			t.Errorf("usage %+v, %v", u, err)
		}
		if err := l.Delete(t.Context(), second); err != nil {
			t.Error(err)
		}
		l.tasks.Wait()
		if u, err := l.store.Usage(t.Context()); err != nil || u != (Usage{}) {
			t.Errorf("usage %+v, %v", u, err)
		}
	})
}

// A sweep that has read the pins does not know of what is let go of later: it
// is followed by another.
func TestLargeDeletesAllOfMany(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		var roots []cid.Cid
		for i := range 20 {
			root, _, err := l.store.AddFile(t.Context(), bytes.NewReader([]byte{byte(i)}))
			if err != nil {
				t.Fatal(err)
			}
			roots = append(roots, root)
		}
		for _, root := range roots {
			if err := l.Delete(t.Context(), root); err != nil {
				t.Error(err)
			}
		}
		l.tasks.Wait()
		if u, err := l.store.Usage(t.Context()); err != nil || u != (Usage{}) {
			t.Errorf("usage %+v, %v", u, err)
		}
	})
}

// One peer with fetches that never end leaves room for the others.
func TestLargeBusy(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		staller := test.RandPeerIDFatal(t)
		for range largePerPeer {
			if !l.enter(staller) {
				t.Fatal("refused too early")
			}
		}
		root, size := addFile(t, served, pattern(100))
		if err := l.Fetch(t.Context(), root, size, staller); !errors.Is(err, ErrBusy) {
			t.Errorf("error %v, want ErrBusy", err)
		}
		if err := l.Fetch(t.Context(), root, size, a); err != nil {
			t.Error("another peer:", err)
		}
		l.leave(staller)
		if err := l.Fetch(t.Context(), root, size, staller); err != nil {
			t.Error("after one has ended:", err)
		}
		if len(l.byPeer) != 1 {
			t.Errorf("%d peers are remembered, want 1", len(l.byPeer))
		}
	})
}

// What nobody has leaves nothing behind.
func TestLargeUnknown(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		err := l.Fetch(t.Context(), CID([]byte("unknown")), 1000, test.RandPeerIDFatal(t))
		if n := len(l.store.partial.oldestFirst()); n > 0 || !errors.Is(err, p2p.ErrUnreachable) {
			t.Errorf("%d unfinished, error %v", n, err)
		}
	})
}

// Fetches that fail leave no more behind than is allowed.
func TestLargeUnfinishedAreBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		for i := range maxPartial + 5 {
			root := putNode(t, l.store, dagNode{links: []link{{cid: CID([]byte{byte(i)})}}, data: []byte{byte(i)}})
			if err := l.Fetch(t.Context(), root, 1000, test.RandPeerIDFatal(t)); !errors.Is(err, p2p.ErrUnreachable) {
				t.Fatalf("error %v, want ErrUnreachable", err)
			}
		}
		l.tasks.Wait()
		if n := len(l.store.partial.oldestFirst()); n != maxPartial {
			t.Errorf("%d unfinished DAGs, want %d", n, maxPartial)
		}
		if u, err := l.store.Usage(t.Context()); err != nil || u.Blocks != maxPartial {
			t.Errorf("usage %+v, %v", u, err)
		}
	})
}

func TestLargeClosed(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Large, served *Pinned, a peer.ID) {
		root, size := addFile(t, served, pattern(100))
		if err := l.Fetch(t.Context(), root, size, a); err != nil {
			t.Fatal(err)
		}
		l.Close()
		if err := l.Delete(t.Context(), root); err != nil {
			t.Error(err)
		}
		if has, err := l.store.Has(t.Context(), root); !has || err != nil {
			t.Error("swept after the end", err)
		}
		sweep(t, l.store, 1)
	})
}
