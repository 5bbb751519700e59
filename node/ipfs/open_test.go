package ipfs

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/ipfs/go-cid"
)

func addFile(t testing.TB, p *Pinned, data []byte) (cid.Cid, int64) {
	t.Helper()
	root, size, err := p.AddFile(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return root, size
}

func checkFile(t testing.TB, p *Pinned, root cid.Cid, want []byte) {
	t.Helper()
	f, err := p.Open(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d of %d bytes, or others, %v", len(got), len(want), err)
	}
}

// iotest reads and seeks in every way that io allows.
func TestOpenReadsAndSeeks(t *testing.T) {
	p := openPinned(t, t.TempDir())
	for _, n := range []int{0, 1, chunkSize - 1, 2*chunkSize + 5} {
		data := pattern(n)
		root, _ := addFile(t, p, data)
		f, err := p.Open(t.Context(), root)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(f, data); err != nil {
			t.Errorf("%d bytes: %v", n, err)
		}
		if _, err := f.Seek(-1, io.SeekStart); err == nil {
			t.Error("sought to before the beginning")
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if _, err := f.Read(make([]byte, 1)); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("reading a closed file: %v", err)
		}
	}
}

func TestOpenWithoutABlock(t *testing.T) {
	p := openPinned(t, t.TempDir())
	data := pattern(2*chunkSize + 5)
	root, _ := addFile(t, p, data)
	if err := p.blocks.Delete(t.Context(), CID(data[chunkSize:2*chunkSize])); err != nil {
		t.Fatal(err)
	}
	f, err := p.Open(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); !errors.Is(err, ErrNotFound) || !bytes.Equal(got, data[:chunkSize]) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	p := openPinned(t, t.TempDir())
	root, _ := addFile(t, p, pattern(chunkSize+5))
	ctx, cancel := context.WithCancel(t.Context())
	f, err := p.Open(ctx, root)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := f.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

// What a file's maker says about its sizes is not believed.
func TestOpenLies(t *testing.T) {
	p := openPinned(t, t.TempDir())
	leaf, err := p.blocks.Put(t.Context(), []byte("leaf"))
	if err != nil {
		t.Fatal(err)
	}
	one := []link{{cid: leaf, size: 4}}
	for name, n := range map[string]dagNode{
		"too long":     {links: one, data: unixfs{kind: kindFile, blocks: []uint64{5}}.encode()},
		"too short":    {links: one, data: unixfs{kind: kindFile, blocks: []uint64{3}}.encode()},
		"no size":      {links: one, data: unixfs{kind: kindFile}.encode()},
		"no link":      {data: unixfs{kind: kindFile, blocks: []uint64{4}}.encode()},
		"overflow":     {links: append(one, one...), data: unixfs{kind: kindFile, blocks: []uint64{1<<63 - 1, 1}}.encode()},
		"negative":     {links: one, data: unixfs{kind: kindFile, blocks: []uint64{1 << 63}}.encode()},
		"not unixfs":   {links: one, data: []byte{0xff}},
		"another kind": {links: one, data: unixfs{kind: 7, blocks: []uint64{4}}.encode()},
	} {
		root := putNode(t, p, n)
		f, err := p.Open(t.Context(), root)
		if err == nil {
			_, err = io.ReadAll(f)
		}
		if !errors.Is(err, ErrBadDAG) && !errors.Is(err, ErrNotFile) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func putNode(t testing.TB, p *Pinned, n dagNode) cid.Cid {
	t.Helper()
	c, err := p.blocks.Put(t.Context(), n.encode())
	if err != nil {
		t.Fatal(err)
	}
	d, _ := DigestOf(c)
	return named(cid.DagProtobuf, d)
}

// A tower of nodes of one link each ends at the limit.
func TestOpenTooDeep(t *testing.T) {
	p := openPinned(t, t.TempDir())
	for nodes, want := range map[int]error{maxDepth: nil, maxDepth + 1: ErrBadDAG} {
		f, err := p.Open(t.Context(), tower(t, p, nodes))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(f); !errors.Is(err, want) {
			t.Errorf("%d nodes: error %v, want %v", nodes, err, want)
		}
	}
}

func tower(t testing.TB, p *Pinned, nodes int) cid.Cid {
	t.Helper()
	top, err := p.blocks.Put(t.Context(), []byte("leaf"))
	if err != nil {
		t.Fatal(err)
	}
	for range nodes {
		top = putNode(t, p, dagNode{links: []link{{cid: top}}, data: unixfs{kind: kindFile, blocks: []uint64{4}}.encode()})
	}
	return top
}

func TestListAndResolve(t *testing.T) {
	p := openPinned(t, t.TempDir())
	root, _, err := p.AddFolder(t.Context(), fstest.MapFS{"b/c/d": {Data: []byte("deep")}, "a": {Data: []byte("flat")}})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := p.List(t.Context(), root)
	if err != nil || len(entries) != 2 || entries[0].Name != "a" || entries[0].Size != 4 || entries[1].Name != "b" {
		t.Errorf("%v, %v", entries, err)
	}
	deep, err := p.Resolve(t.Context(), root, "b/c/d")
	if err != nil {
		t.Fatal(err)
	}
	checkFile(t, p, deep, []byte("deep"))
	for path, want := range map[string]error{"x": ErrNoName, "": ErrNoName, "a/b": ErrNotFolder, "b/../a": ErrNoName} {
		if _, err := p.Resolve(t.Context(), root, path); !errors.Is(err, want) {
			t.Errorf("%q: error %v, want %v", path, err, want)
		}
	}
	if _, err := p.Open(t.Context(), root); !errors.Is(err, ErrNotFile) {
		t.Errorf("opening a folder: %v", err)
	}
}

// What a folder lists may be written to a disk by its reader.
func TestListRefusesNames(t *testing.T) {
	p := openPinned(t, t.TempDir())
	to := CID([]byte("leaf"))
	for _, names := range [][]string{{""}, {"."}, {".."}, {"a/b"}, {`a\b`}, {"a\x00"}, {"a", "a"}} {
		n := dagNode{data: unixfs{kind: kindDirectory}.encode()}
		for _, name := range names {
			n.links = append(n.links, link{name: name, cid: to})
		}
		if _, err := p.List(t.Context(), putNode(t, p, n)); !errors.Is(err, ErrBadDAG) {
			t.Errorf("%q: error %v", names, err)
		}
	}
}
