package ipfs

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/ipfs/go-cid"
)

func openPinned(t testing.TB, dir string) *Pinned {
	t.Helper()
	p, err := OpenPinned(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// pattern is n bytes of which no two chunks are alike.
func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i/chunkSize) ^ byte(i*7)
	}
	return b
}

// The names are those that the importer of boxo v0.43.0 gives, with the
// settings of "ipfs add --cid-version=1".
func TestNamesAreThoseOfIPFS(t *testing.T) {
	p := openPinned(t, t.TempDir())
	for _, c := range []struct {
		bytes int
		root  string
		size  int64
	}{
		{0, "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", 0},
		{1, "bafkreidogqfzz75tpkmjzjke425xqcrmpcib2p5tg44hnbirumdbpl5adu", 1},
		{chunkSize, "bafkreidgbbu3ejuxfotwd7y77cd4opc72jol6ntfn6afxeqtkhheou6oea", 262144},
		{chunkSize + 1, "bafybeibojcbfbk3wzntr2cnhe5l62uvvdajioc6fn6x724molbcavmh7oi", 262249},
		{1 << 20, "bafybeidkk26wuvht6edg4pai24pbjjcpmaxvm3feg3ceciwozcoqf4ok5e", 1048784},
	} {
		root, size, err := p.AddFile(t.Context(), bytes.NewReader(pattern(c.bytes)))
		if err != nil || root.String() != c.root || size != c.size {
			t.Errorf("%d bytes: %s of %d bytes, %v", c.bytes, root, size, err)
		}
	}
}

// The same for a root that is just full, and one that no longer is, without a disk.
func TestNamesOfLargeFilesAreThoseOfIPFS(t *testing.T) {
	for _, c := range []struct {
		bytes int
		root  string
		size  uint64
	}{
		{174 * chunkSize, "bafybeifcl4ybvagawtiyyvkjvtojzvi36oabn7uj54fi7sba5nhcox56dm", 45621766},
		{174*chunkSize + 1, "bafybeida7vejuorutry6a554d2hcau7ncsmrrif3hyihla2ptnrbf4bdye", 45621926},
	} {
		tree := layout{width: linksPerNode, put: func(n dagNode) (limb, error) {
			top, _ := n.limb()
			return top, nil
		}}
		for chunk := range slices.Chunk(pattern(c.bytes), chunkSize) {
			size := uint64(len(chunk))
			if err := tree.add(0, limb{link: link{cid: CID(chunk), size: size}, bytes: size}); err != nil {
				t.Fatal(err)
			}
		}
		if top, err := tree.root(); err != nil || top.cid.String() != c.root || top.size != c.size {
			t.Errorf("%d bytes: %s of %d bytes, %v", c.bytes, top.cid, top.size, err)
		}
	}
}

func TestNamesOfFoldersAreThoseOfIPFS(t *testing.T) {
	p := openPinned(t, t.TempDir())
	for want, folder := range map[string]fstest.MapFS{
		"bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354": {},
		"bafybeicub6g6waj55fou2j3bt2lqnn2t4chw6ukc5ufznext3nhvz4x2au": {
			"a.txt":     {Data: []byte("hello")},
			"empty":     {},
			"sub/c.bin": {Data: pattern(600 << 10)},
		},
	} {
		if root, _, err := p.AddFolder(t.Context(), folder); err != nil || root.String() != want {
			t.Errorf("%s, want %s: %v", root, want, err)
		}
	}
}

// Leaves of an older form, wrapped in nodes, as other programs make them. The
// name is that of boxo's importer without raw leaves.
func TestWrappedLeaves(t *testing.T) {
	p := openPinned(t, t.TempDir())
	w := p.newWriter(t.Context(), CID(nil))
	defer w.end()
	tree := layout{width: linksPerNode, put: w.node}
	want := pattern(600 << 10)
	for rest := want; len(rest) > 0; {
		chunk := rest[:min(chunkSize, len(rest))]
		rest = rest[len(chunk):]
		leaf, err := w.node(dagNode{data: wrapped(chunk)})
		if err != nil {
			t.Fatal(err)
		}
		leaf.bytes = uint64(len(chunk))
		if err := tree.add(0, leaf); err != nil {
			t.Fatal(err)
		}
	}
	top, err := tree.root()
	if err != nil || top.cid.String() != "bafybeidvz57zdaehvebzkgcfex7yqj354znss3j6tmgdwhbwh2vpqcy46q" {
		t.Errorf("%s, %v", top.cid, err)
	}
	if err := w.group.Wait(); err != nil {
		t.Fatal(err)
	}
	checkFile(t, p, top.cid, want)
}

func wrapped(chunk []byte) []byte {
	b := appendVarint(nil, unixKind, kindFile)
	b = appendBytes(b, unixData, chunk)
	return appendVarint(b, unixSize, uint64(len(chunk)))
}

// narrow adds a file of two bytes a leaf, in a tree of three links a node.
func narrow(t testing.TB, p *Pinned, leaves int) (cid.Cid, []byte) {
	t.Helper()
	w := p.newWriter(t.Context(), cid.Undef)
	defer w.end()
	tree := layout{width: 3, put: w.node}
	var data []byte
	for i := range leaves {
		data = append(data, byte(i), byte(leaves))
		if err := w.leaf(&tree, data[2*i:]); err != nil {
			t.Fatal(err)
		}
	}
	top, err := tree.root()
	if err == nil {
		err = w.pin(top.cid)
	}
	if err != nil {
		t.Fatal(err)
	}
	return top.cid, data
}

// Every number of leaves around each full level.
func TestLayoutKeepsEveryLeafInOrder(t *testing.T) {
	p := openPinned(t, t.TempDir())
	for _, leaves := range []int{1, 2, 3, 4, 9, 10, 11, 27, 28} {
		root, data := narrow(t, p, leaves)
		checkFile(t, p, root, data)
	}
}
