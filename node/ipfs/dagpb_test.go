package ipfs

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"
)

func aNode() dagNode {
	leaf := CID([]byte("leaf"))
	return dagNode{
		links: []link{{name: "a", cid: leaf, size: 4}, {cid: named(cid.DagProtobuf, Digest{1}), size: 1 << 40}},
		data:  unixfs{kind: kindFile, blocks: []uint64{4, 1 << 40}}.encode(),
	}
}

func TestNodeRoundTrip(t *testing.T) {
	want := aNode()
	if got, err := decodeNode(want.encode()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestNodeRefusals(t *testing.T) {
	hash := CID(nil).Bytes()
	inNode := func(l []byte) []byte { return appendBytes(nil, nodeLinks, l) }
	for name, b := range map[string][]byte{
		"cut":              aNode().encode()[:20],
		"an unknown field": appendBytes(nil, 3, nil),
		"data twice":       appendBytes(appendBytes(nil, nodeData, nil), nodeData, nil),
		"data as a number": appendVarint(nil, nodeData, 1),
		"no hash":          inNode(appendBytes(nil, linkName, []byte("a"))),
		"another codec":    inNode(appendBytes(nil, linkHash, cid.NewCidV1(cid.DagCBOR, CID(nil).Hash()).Bytes())),
		"an identity hash": inNode(appendBytes(nil, linkHash, []byte{1, 0x55, 0, 0})),
		"a long name":      inNode(appendBytes(appendBytes(nil, linkHash, hash), linkName, make([]byte, maxName+1))),
		"no text":          inNode(appendBytes(appendBytes(nil, linkHash, hash), linkName, []byte("\xff"))),
		"a huge size":      inNode(appendVarint(appendBytes(nil, linkHash, hash), linkSize, 1<<63)),
		"many links":       bytes.Repeat(inNode(appendBytes(nil, linkHash, hash)), maxLinks+1),
	} {
		if _, err := decodeNode(b); !errors.Is(err, ErrBadDAG) {
			t.Errorf("%s: error %v, want ErrBadDAG", name, err)
		}
	}
}

func FuzzNode(f *testing.F) {
	f.Add(aNode().encode())
	f.Add(dagNode{data: unixfs{kind: kindDirectory}.encode()}.encode())
	f.Add([]byte(strings.Repeat("\x12\x00", 100)))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := decodeNode(b)
		if err != nil {
			return
		}
		if len(n.links) > maxLinks {
			t.Errorf("%d links", len(n.links))
		}
		again, err := decodeNode(n.encode())
		if err != nil || len(again.data) != len(n.data) || !reflect.DeepEqual(again.links, n.links) {
			t.Errorf("%+v became %+v, %v", n, again, err)
		}
	})
}

// Whatever the block: a piece of a file has sizes that add up, names of a
// folder can be kept.
func FuzzPiece(f *testing.F) {
	f.Add(aNode().encode())
	f.Add(dagNode{data: wrapped([]byte("wrapped"))}.encode())
	f.Add(dagNode{links: []link{{name: "a", cid: CID(nil)}}, data: unixfs{kind: kindDirectory}.encode()}.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		c := named(cid.DagProtobuf, Digest{})
		if p, err := pieceOf(c, b); err == nil {
			end := int64(len(p.data))
			for _, l := range p.below {
				if end += l.size; l.size < 0 || end != l.end {
					t.Errorf("%+v ends at %d", l, end)
				}
			}
			if end != p.size {
				t.Errorf("size %d, not %d", p.size, end)
			}
		}
		entries, err := entriesOf(c, b)
		for _, e := range entries {
			if err != nil || !validName(e.Name) {
				t.Errorf("the name %q, %v", e.Name, err)
			}
		}
	})
}
