package ipfs

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/ipfs/go-cid"
)

// The makers of these DAGs mean no good; every block has the right hash.
func TestFetchRefuses(t *testing.T) {
	served, _, a := source(t)
	got := openPinned(t, t.TempDir())
	client := newExchange(t, newHost(t, quicHere), got)
	file, size := addFile(t, served, pattern(3*chunkSize))
	large, err := served.blocks.Put(t.Context(), make([]byte, MaxBlock+1))
	if err != nil {
		t.Fatal(err)
	}
	otherCodec := appendBytes(nil, linkHash, cid.NewCidV1(cid.DagCBOR, file.Hash()).Bytes())
	malformed, err := served.blocks.Put(t.Context(), appendBytes(nil, nodeLinks, otherCodec))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		root cid.Cid
		max  int64
		want error
	}{
		"a byte too large":     {file, size - 1, ErrDAGSize},
		"nothing allowed":      {file, 0, ErrDAGSize},
		"a huge block":         {large, 1 << 40, ErrTooLarge},
		"too deep":             {tower(t, served, maxDepth+1), 1 << 40, ErrBadDAG},
		"too many blocks":      {wideTree(t, served), 1 << 40, ErrDAGSize},
		"a link to what it is": {cid.NewCidV1(cid.DagProtobuf, malformed.Hash()), 1 << 40, ErrBadDAG},
		"a root of its kind":   {cid.NewCidV1(cid.DagCBOR, file.Hash()), 1 << 40, ErrBadDAG},
		"no root":              {cid.Undef, 1 << 40, ErrBadCID},
	} {
		if err := client.FetchDAG(t.Context(), got, c.root, c.max, a.Info()); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
	if pins := got.Pins(); len(pins) > 0 {
		t.Errorf("pinned: %v", pins)
	}
	if n := len(got.partial.oldestFirst()); n > 0 {
		t.Errorf("%d of them are kept to be resumed", n)
	}
}

// wideTree leads to more blocks than allowed, none of which exists.
func wideTree(t *testing.T, p *Pinned) cid.Cid {
	t.Helper()
	var root dagNode
	for i := range maxBlocks/maxLinks + 1 {
		n := dagNode{data: []byte("x"), links: make([]link, maxLinks)}
		for j := range n.links {
			n.links[j].cid = CID(binary.BigEndian.AppendUint32(nil, uint32(i*maxLinks+j)))
		}
		root.links = append(root.links, link{cid: putNode(t, p, n)})
	}
	return putNode(t, p, root)
}

// A DAG may have two to the thirtieth ways from its root to its one leaf.
func TestFetchWalksABlockOnce(t *testing.T) {
	served, asked, a := source(t)
	top, err := served.blocks.Put(t.Context(), []byte("leaf"))
	if err != nil {
		t.Fatal(err)
	}
	size := int64(len("leaf"))
	for range maxDepth - 2 {
		n := dagNode{links: []link{{cid: top}, {cid: top}}, data: []byte("x")}
		top = putNode(t, served, n)
		size += int64(len(n.encode()))
	}
	got := openPinned(t, t.TempDir())
	client := newExchange(t, newHost(t, quicHere), got)
	if err := client.FetchDAG(t.Context(), got, top, size, a.Info()); err != nil {
		t.Error(err)
	}
	if len(asked.given) != maxDepth-1 {
		t.Errorf("%d blocks were sent, want %d", len(asked.given), maxDepth-1)
	}
	if err := got.Pin(t.Context(), top); err != nil {
		t.Error(err)
	}
}

// One hash as a leaf and as a node: the node's children are fetched, whichever
// is met first.
func TestFetchANodeThatIsALeafToo(t *testing.T) {
	served, _, a := source(t)
	leaf, err := served.blocks.Put(t.Context(), []byte("leaf"))
	if err != nil {
		t.Fatal(err)
	}
	node := putNode(t, served, dagNode{links: []link{{cid: leaf}}, data: []byte("x")})
	d, _ := DigestOf(node)
	for _, order := range [][]link{{{cid: node}, {cid: CIDOf(d)}}, {{cid: CIDOf(d)}, {cid: node}}} {
		root := putNode(t, served, dagNode{links: order, data: []byte("root")})
		got := openPinned(t, t.TempDir())
		client := newExchange(t, newHost(t, quicHere), got)
		if err := client.FetchDAG(t.Context(), got, root, 1000, a.Info()); err != nil {
			t.Fatal(err)
		}
		if err := got.Pin(t.Context(), root); err != nil {
			t.Error("not whole:", err)
		}
	}
}
