package ipfs

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/ipfs/go-cid"
	"google.golang.org/protobuf/encoding/protowire"
)

// dagNode is a block that leads to others, in the format dag-pb.
type dagNode struct {
	links []link
	data  []byte // what UnixFS says about the node
}

// link leads to a block below.
type link struct {
	name string // in folders
	cid  cid.Cid
	size uint64 // of the DAG from there, as its maker counted
}

// Field numbers of dag-pb.
const (
	nodeData, nodeLinks          = 1, 2
	linkHash, linkName, linkSize = 1, 2, 3
)

// encode writes the links first, for that is the order whose digest counts.
func (n dagNode) encode() []byte {
	var b []byte
	for _, l := range n.links {
		b = appendBytes(b, nodeLinks, l.encode())
	}
	return appendBytes(b, nodeData, n.data)
}

func (l link) encode() []byte {
	b := appendBytes(nil, linkHash, l.cid.Bytes())
	b = appendBytes(b, linkName, []byte(l.name))
	return appendVarint(b, linkSize, l.size)
}

// links of a block of a DAG; a raw block has none.
func linksOf(c cid.Cid, block []byte) ([]link, error) {
	if c.Type() == cid.Raw {
		return nil, nil
	}
	n, err := decodeNode(block)
	return n.links, err
}

func decodeNode(b []byte) (dagNode, error) {
	var n dagNode
	err := eachField(b, func(f field) error {
		switch {
		case f.isBytes(nodeData) && n.data == nil:
			n.data = f.bytes
			return nil
		case f.isBytes(nodeLinks) && len(n.links) < maxLinks:
			l, err := decodeLink(f.bytes)
			n.links = append(n.links, l)
			return err
		}
		return fmt.Errorf("%w: field %d of a node", ErrBadDAG, f.number)
	})
	return n, err
}

func decodeLink(b []byte) (link, error) {
	var l link
	err := eachField(b, func(f field) (err error) {
		switch {
		case f.isBytes(linkHash):
			l.cid, err = cid.Cast(f.bytes)
		case f.isBytes(linkName) && len(f.bytes) <= maxName && utf8.Valid(f.bytes):
			l.name = string(f.bytes)
		case f.isVarint(linkSize) && f.value <= math.MaxInt64:
			l.size = f.value
		default:
			err = fmt.Errorf("field %d of a link", f.number)
		}
		return err
	})
	if err == nil {
		l.cid, err = inDAG(l.cid)
	}
	if err != nil {
		return link{}, fmt.Errorf("%w: %w", ErrBadDAG, err)
	}
	return l, nil
}

// field is one of a protobuf message, of the two types that occur in DAGs.
type field struct {
	number protowire.Number
	varint bool
	value  uint64
	bytes  []byte
}

func (f field) isBytes(n protowire.Number) bool  { return f.number == n && !f.varint }
func (f field) isVarint(n protowire.Number) bool { return f.number == n && f.varint }

// eachField takes a message apart without copying it.
func eachField(b []byte, f func(field) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return fmt.Errorf("%w: %w", ErrBadDAG, protowire.ParseError(n))
		}
		next, m := field{number: number}, -1
		switch b = b[n:]; kind {
		case protowire.VarintType:
			next.varint = true
			next.value, m = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			next.bytes, m = protowire.ConsumeBytes(b)
		}
		if m < 0 {
			return fmt.Errorf("%w: field %d is cut short", ErrBadDAG, number)
		}
		if err := f(next); err != nil {
			return err
		}
		b = b[m:]
	}
	return nil
}

func appendBytes(b []byte, n protowire.Number, v []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, n, protowire.BytesType), v)
}

func appendVarint(b []byte, n protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), v)
}
