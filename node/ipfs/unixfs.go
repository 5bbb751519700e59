package ipfs

import (
	"fmt"
	"math"

	"github.com/ipfs/go-cid"
)

// UnixFS says in the data of a node what the node is. Its kinds, of which old
// files have raw ones as leaves:
const (
	kindRaw       = 0
	kindDirectory = 1
	kindFile      = 2
)

// Field numbers of UnixFS. Mode, time and the rest do not matter here.
const (
	unixKind, unixData, unixSize, unixBlocks = 1, 2, 3, 4
)

// unixfs is what UnixFS says about one node.
type unixfs struct {
	kind   uint64
	data   []byte   // the beginning of the file, in nodes that have some
	blocks []uint64 // bytes of the file below each link
}

func (u unixfs) encode() []byte {
	b := appendVarint(nil, unixKind, u.kind)
	if u.kind == kindDirectory {
		return b
	}
	var sum uint64
	for _, n := range u.blocks {
		sum += n
	}
	b = appendVarint(b, unixSize, sum)
	for _, n := range u.blocks {
		b = appendVarint(b, unixBlocks, n)
	}
	return b
}

func decodeUnixFS(b []byte) (unixfs, error) {
	u := unixfs{kind: math.MaxUint64}
	err := eachField(b, func(f field) error {
		switch {
		case f.isVarint(unixKind):
			u.kind = f.value
		case f.isBytes(unixData):
			u.data = f.bytes
		case f.isVarint(unixBlocks) && len(u.blocks) < maxLinks && f.value <= math.MaxInt64:
			u.blocks = append(u.blocks, f.value)
		case f.number == unixBlocks:
			return fmt.Errorf("%w: the size of a block", ErrBadDAG)
		}
		return nil
	})
	return u, err
}

// piece is a block of a file, taken apart: first its own bytes, then those below.
type piece struct {
	data  []byte
	below []below
	size  int64
}

// below is one link of a piece, and where it ends, counted from where the piece
// begins.
type below struct {
	cid       cid.Cid
	size, end int64
}

// pieceOf reads a block of a file.
func pieceOf(c cid.Cid, block []byte) (piece, error) {
	if c.Type() == cid.Raw {
		return piece{data: block, size: int64(len(block))}, nil
	}
	n, err := decodeNode(block)
	if err != nil {
		return piece{}, err
	}
	u, err := decodeUnixFS(n.data)
	if err != nil {
		return piece{}, err
	}
	if u.kind != kindFile && u.kind != kindRaw {
		return piece{}, fmt.Errorf("%w: %s", ErrNotFile, c)
	}
	return join(n.links, u)
}

// join puts links and sizes together, which its maker promised to agree.
func join(links []link, u unixfs) (piece, error) {
	if len(links) != len(u.blocks) {
		return piece{}, fmt.Errorf("%w: %d links, %d sizes", ErrBadDAG, len(links), len(u.blocks))
	}
	p := piece{data: u.data, size: int64(len(u.data)), below: make([]below, len(links))}
	for i, l := range links {
		size := int64(u.blocks[i])
		if size > math.MaxInt64-p.size {
			return piece{}, fmt.Errorf("%w: the size overflows", ErrBadDAG)
		}
		p.size += size
		p.below[i] = below{cid: l.cid, size: size, end: p.size}
	}
	return p, nil
}
