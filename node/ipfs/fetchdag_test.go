package ipfs

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/ipfs/go-cid"
	flatfs "github.com/ipfs/go-ds-flatfs"

	"restante/node/p2p"
)

// witness is a store that notes what it was asked for.
type witness struct {
	Store
	mu    sync.Mutex
	given []cid.Cid
	each  func(n int) // called with the number of blocks given
}

func (w *witness) Get(ctx context.Context, c cid.Cid) ([]byte, error) {
	data, err := w.Store.Get(ctx, c)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.given = append(w.given, c)
	if w.each != nil {
		w.each(len(w.given))
	}
	return data, nil
}

func (w *witness) Size(ctx context.Context, c cid.Cid) (int, error) {
	return w.Store.(Sizer).Size(ctx, c)
}

// source is a store that a peer serves, and the peer.
func source(t testing.TB) (*Pinned, *witness, *p2p.Host) {
	t.Helper()
	p, h := openPinned(t, t.TempDir()), newHost(t, quicHere)
	w := &witness{Store: p}
	newExchange(t, h, w)
	return p, w, h
}

func TestFetchDAG(t *testing.T) {
	served, _, a := source(t)
	dir := t.TempDir()
	got, b := openPinned(t, dir), newHost(t, quicHere)
	client := newExchange(t, b, got)
	for name, data := range map[string][]byte{
		"empty": nil, "one block": pattern(100), "a tree": pattern(20*chunkSize + 5),
	} {
		root, size := addFile(t, served, data)
		if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkFile(t, got, root, data)
	}
	root, data := narrow(t, served, 200)
	if err := client.FetchDAG(t.Context(), got, root, 1<<20, a.Info()); err != nil {
		t.Error("a deep tree:", err)
	}
	checkFile(t, got, root, data)
	if n, err := got.Sweep(t.Context()); n > 0 || err != nil {
		t.Errorf("swept %d blocks that were just fetched, %v", n, err)
	}
	got.Close()
	got = openPinned(t, dir)
	if u, err := got.Usage(t.Context()); err != nil || u.Pins != 4 || len(got.partial.set) > 0 {
		t.Errorf("after another opening: %+v, %d unfinished, %v", u, len(got.partial.set), err)
	}
}

func TestFetchFolder(t *testing.T) {
	served, _, a := source(t)
	root, size, err := served.AddFolder(t.Context(), fstest.MapFS{
		"a": {Data: pattern(300 << 10)}, "b/a": {Data: pattern(300 << 10)}, "b/c": {Data: []byte("c")}, "d": {},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := openPinned(t, t.TempDir())
	client := newExchange(t, newHost(t, quicHere), got)
	if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a": string(pattern(300 << 10)), "b/c": "c", "d": ""} {
		c, err := got.Resolve(t.Context(), root, path)
		if err != nil {
			t.Fatal(err)
		}
		checkFile(t, got, c, []byte(want))
	}
}

// A fetch that was cut off goes on where it ended, also after a restart and a
// sweep: not one block is asked for twice.
func TestFetchResumes(t *testing.T) {
	const cutAfter = 30
	served, asked, a := source(t)
	data := pattern(60 * chunkSize)
	root, size := addFile(t, served, data)
	dir := t.TempDir()
	got := openPinned(t, dir)
	ctx, cut := context.WithCancel(t.Context())
	asked.each = func(n int) {
		if n == cutAfter {
			cut()
		}
	}
	client := newExchange(t, newHost(t, quicHere), got)
	if err := client.FetchDAG(ctx, got, root, size, a.Info()); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want the context's", err)
	}
	if err := errors.Join(client.Close(), got.Close()); err != nil {
		t.Fatal(err)
	}

	got = openPinned(t, dir)
	sweep(t, got, 0)
	had := map[Digest]bool{}
	if err := got.blocks.each(t.Context(), func(d Digest, _ int64) error { had[d] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if len(had) < 5 {
		t.Fatalf("only %d blocks are left of the first fetch", len(had))
	}
	asked.mu.Lock()
	asked.given, asked.each = nil, nil
	asked.mu.Unlock()
	client = newExchange(t, newHost(t, quicHere), got)
	if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); err != nil {
		t.Fatal(err)
	}
	for _, c := range asked.given {
		if d, _ := DigestOf(c); had[d] {
			t.Errorf("%s was fetched again", c)
		}
	}
	checkFile(t, got, root, data)
}

func TestFetchNeedsNoNetworkForWhatIsHere(t *testing.T) {
	p, other := openPinned(t, t.TempDir()), openPinned(t, t.TempDir())
	client := newExchange(t, newHost(t, quicHere), p, other)
	client.swap.Close() // a fetch would fail now
	data := pattern(3 * chunkSize)
	root, size := addFile(t, p, data)
	if err := client.FetchDAG(t.Context(), p, root, size); err != nil {
		t.Error("from the store itself:", err)
	}
	if err := client.FetchDAG(t.Context(), other, root, size); err != nil {
		t.Error("from another store:", err)
	}
	checkFile(t, other, root, data)
}

func TestFetchEndsWithTheExchange(t *testing.T) {
	got := openPinned(t, t.TempDir())
	client := newExchange(t, newHost(t, quicHere), got)
	ended := make(chan error)
	go func() { ended <- client.FetchDAG(t.Context(), got, CID([]byte("nowhere")), 100) }()
	client.Close()
	if err := <-ended; !errors.Is(err, ErrClosed) {
		t.Errorf("error %v, want ErrClosed", err)
	}
}

// A store that fails ends the fetch, and nothing is pinned.
func TestFetchIntoAFailingStore(t *testing.T) {
	served, _, a := source(t)
	root, size := addFile(t, served, pattern(10*chunkSize))
	got := openPinned(t, t.TempDir())
	got.Close()
	client := newExchange(t, newHost(t, quicHere))
	if err := client.FetchDAG(t.Context(), got, root, size, a.Info()); !errors.Is(err, flatfs.ErrClosed) || len(got.Pins()) > 0 {
		t.Errorf("error %v, pins %v", err, got.Pins())
	}
}

func BenchmarkFetchDAG(b *testing.B) {
	served, _, a := source(b)
	data := pattern(64 << 20)
	root, size := addFile(b, served, data)
	b.SetBytes(size)
	for b.Loop() {
		b.StopTimer()
		got := openPinned(b, b.TempDir())
		client := newExchange(b, newHost(b, quicHere), got)
		b.StartTimer()
		if err := client.FetchDAG(b.Context(), got, root, size, a.Info()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAddFile(b *testing.B) {
	data := pattern(64 << 20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		b.StopTimer()
		p := openPinned(b, b.TempDir())
		b.StartTimer()
		addFile(b, p, data)
	}
}
