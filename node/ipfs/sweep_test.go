package ipfs

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
)

func sweep(t *testing.T, p *Pinned, want int) {
	t.Helper()
	if n, err := p.Sweep(t.Context()); n != want || err != nil {
		t.Errorf("swept %d blocks, want %d, error %v", n, want, err)
	}
}

func TestUnpinAndSweep(t *testing.T) {
	dir := t.TempDir()
	p := openPinned(t, dir)
	shared := pattern(2 * chunkSize)
	a, _ := addFile(t, p, shared)
	b, _ := addFile(t, p, append(slices.Clone(shared), 1))
	if got := p.Pins(); len(got) != 2 || !slices.Contains(got, a) || !slices.Contains(got, b) {
		t.Errorf("pins %v", got)
	}
	if err := errors.Join(p.Unpin(a), p.Unpin(a)); err != nil {
		t.Error(err)
	}
	p.Close()
	p = openPinned(t, dir)
	if got := p.Pins(); !slices.Equal(got, []cid.Cid{b}) {
		t.Errorf("after another opening: pins %v", got)
	}
	sweep(t, p, 1) // the root of a; its leaves are those of b
	checkFile(t, p, b, append(slices.Clone(shared), 1))
	if err := p.Unpin(b); err != nil {
		t.Error(err)
	}
	sweep(t, p, 4)
	sweep(t, p, 0)
}

func TestPin(t *testing.T) {
	p := openPinned(t, t.TempDir())
	data := pattern(2 * chunkSize)
	root, _ := addFile(t, p, data)
	if err := p.Unpin(root); err != nil {
		t.Fatal(err)
	}
	if err := p.Pin(t.Context(), root); err != nil {
		t.Error(err)
	}
	sweep(t, p, 0)
	if err := errors.Join(p.Unpin(root), p.blocks.Delete(t.Context(), CID(data[:chunkSize]))); err != nil {
		t.Fatal(err)
	}
	if err := p.Pin(t.Context(), root); !errors.Is(err, ErrNotFound) {
		t.Errorf("without a leaf: error %v, want ErrNotFound", err)
	}
	if err := p.Pin(t.Context(), cid.NewCidV1(cid.DagCBOR, root.Hash())); !errors.Is(err, ErrBadDAG) {
		t.Errorf("another codec: %v", err)
	}
}

// The blocks of a DAG that is being written are in no pin yet, and those of one
// that was finished while the sweep read the pins are not in what it read.
func TestSweepSparesWhatIsBeingWritten(t *testing.T) {
	p := openPinned(t, t.TempDir())
	w := p.newWriter(t.Context(), cid.Undef)
	data := []byte("being written")
	if err := w.add(CID(data), data); err != nil {
		t.Fatal(err)
	}
	if err := w.group.Wait(); err != nil {
		t.Fatal(err)
	}
	sweep(t, p, 0)
	p.setSweeping(true)
	w.end()
	if done, err := p.discard(t.Context(), Digest(w.hold(CID(data)))); done || err != nil {
		t.Errorf("removed by a sweep that began earlier: %v, %v", done, err)
	}
	p.setSweeping(false)
}

// One hash may stand for a leaf in one place and for a node in another: then
// the node counts, and all below it stays.
func TestSweepReadsANodeThatIsALeafToo(t *testing.T) {
	p := openPinned(t, t.TempDir())
	leaf, err := p.blocks.Put(t.Context(), []byte("leaf"))
	if err != nil {
		t.Fatal(err)
	}
	node := putNode(t, p, dagNode{links: []link{{cid: leaf}}, data: []byte("x")})
	d, _ := DigestOf(node)
	for before, order := range [][]link{{{cid: node}, {cid: CIDOf(d)}}, {{cid: CIDOf(d)}, {cid: node}}} {
		root := putNode(t, p, dagNode{links: order, data: []byte("root")})
		if err := p.Pin(t.Context(), root); err != nil {
			t.Fatal(err)
		}
		sweep(t, p, before) // the root of the round before
		if err := p.Unpin(root); err != nil {
			t.Fatal(err)
		}
	}
}

// A pin with a damaged node keeps what can be reached; a node that cannot be
// read at all may be whole, so nothing is removed.
func TestSweepWithANodeThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	p := openPinned(t, dir)
	addFile(t, p, pattern(2*chunkSize))
	garbage, err := p.blocks.Put(t.Context(), []byte("garbage"))
	if err != nil {
		t.Fatal(err)
	}
	file := fileOf(t, dir, p.Pins()[0])
	block, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(file), os.Mkdir(file, 0o700)); err != nil {
		t.Fatal(err)
	}
	if n, err := p.Sweep(t.Context()); err == nil || n > 0 {
		t.Errorf("swept %d blocks, error %v", n, err)
	}
	if err := errors.Join(os.Remove(file), os.WriteFile(file, block, 0o600)); err != nil {
		t.Fatal(err)
	}
	sweep(t, p, 1)
	if has, _ := p.Has(t.Context(), garbage); has {
		t.Error("the garbage is still here")
	}
}

func fileOf(t *testing.T, dir string, c cid.Cid) string {
	t.Helper()
	name := key(c).String()[1:] + ".data"
	files, err := filepath.Glob(filepath.Join(dir, "blocks", "*", name))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	return files[0]
}

func TestSweepForgetsUnfinishedFetches(t *testing.T) {
	p := openPinned(t, t.TempDir())
	var roots []cid.Cid
	for i := range maxPartial + 2 {
		c, err := p.blocks.Put(t.Context(), []byte{byte(i)})
		if err == nil {
			err = p.partial.add(c)
		}
		if err != nil {
			t.Fatal(err)
		}
		p.partial.set[c] = time.Now().Add(time.Duration(i-100) * time.Minute)
		roots = append(roots, c)
	}
	going := p.newWriter(t.Context(), roots[0])
	defer going.end()
	sweep(t, p, 1) // two are too many, but the oldest is being fetched
	if has, _ := p.Has(t.Context(), roots[1]); has {
		t.Error("the oldest that nobody fetches is still here")
	}
	for _, c := range roots[2:] {
		p.partial.set[c] = time.Now().Add(-partialAge - time.Minute)
	}
	sweep(t, p, maxPartial)
}

func TestMarksStraysAndLeftovers(t *testing.T) {
	dir := t.TempDir()
	p := openPinned(t, dir)
	root, _ := addFile(t, p, []byte("pinned"))
	p.Close()
	pins := filepath.Join(dir, "pins")
	for _, name := range []string{".tmp-1", "README", cid.NewCidV0(root.Hash()).String()} {
		if err := os.WriteFile(filepath.Join(pins, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(filepath.Join(pins, root.String()), 3); err != nil {
		t.Fatal(err)
	}
	p = openPinned(t, dir)
	if got := p.Pins(); !slices.Equal(got, []cid.Cid{root}) {
		t.Errorf("pins %v, want %v", got, root)
	}
	if _, err := os.Stat(filepath.Join(pins, ".tmp-1")); !errors.Is(err, os.ErrNotExist) {
		t.Error("what a crash left half written is still there")
	}
}
