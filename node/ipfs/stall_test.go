package ipfs

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p/p2ptest"
)

// A peer that is there and never answers: the fetch ends, and what came before
// is kept.
func TestFetchStalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 20*time.Millisecond)
		a, b := w.Host(), w.Host()
		served := openPinned(t, t.TempDir())
		newExchange(t, a, served)
		got := openPinned(t, t.TempDir())
		client := newExchange(t, b, got)
		data := pattern(3 * chunkSize)
		root, size := addFile(t, served, data)
		if err := served.blocks.Delete(t.Context(), CID(data[2*chunkSize:])); err != nil {
			t.Fatal(err)
		}
		if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); !errors.Is(err, ErrStalled) {
			t.Errorf("error %v, want ErrStalled", err)
		}
		sweep(t, got, 0)
		addFile(t, served, data)
		if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); err != nil {
			t.Error(err)
		}
		checkFile(t, got, root, data)
	})
}

// Windows over a link with latency: a DAG of many blocks takes a handful of
// round trips, not one for each block.
func TestFetchTakesFewRoundTrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const oneWay = 100 * time.Millisecond
		w := p2ptest.NewWorld(t, oneWay)
		a, b := w.Host(), w.Host()
		served, got := openPinned(t, t.TempDir()), openPinned(t, t.TempDir())
		newExchange(t, a, served)
		client := newExchange(t, b, got)
		if err := b.Connect(t.Context(), a.Info()); err != nil {
			t.Fatal(err)
		}
		root, data := narrow(t, served, 81)
		began := time.Now()
		if err := client.FetchDAG(t.Context(), got, root, 1<<20, a.Info()); err != nil {
			t.Error(err)
		}
		if trips := int(time.Since(began) / (2 * oneWay)); trips > 12 {
			t.Errorf("%d round trips for 121 blocks on 5 levels", trips)
		}
		checkFile(t, got, root, data)
	})
}
