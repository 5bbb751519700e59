package ipfs

import (
	"crypto/sha256"

	"github.com/ipfs/go-cid"
)

// layout builds the tree over the leaves of a file: each node full before the
// next begins, all leaves equally deep. It is the layout that IPFS calls
// balanced, so a file has the same name everywhere.
type layout struct {
	width  int                         // links of a full node
	put    func(dagNode) (limb, error) // stores a node
	levels [][]limb                    // not yet below a node, the leaves first
}

// limb is the top of a part of the tree.
type limb struct {
	link
	bytes uint64 // of the file, below it
}

// limb makes a block of a node.
func (n dagNode) limb() (limb, []byte) {
	block := n.encode()
	size := uint64(len(block))
	for _, l := range n.links {
		size += l.size
	}
	return limb{link: link{cid: named(cid.DagProtobuf, sha256.Sum256(block)), size: size}}, block
}

// add puts a limb on a level, and a node over the level once it is full.
func (l *layout) add(level int, b limb) error {
	if level == len(l.levels) {
		l.levels = append(l.levels, nil)
	}
	l.levels[level] = append(l.levels[level], b)
	if len(l.levels[level]) < l.width {
		return nil
	}
	return l.top(level)
}

// top puts a node over what a level has gathered.
func (l *layout) top(level int) error {
	var n dagNode
	u := unixfs{kind: kindFile}
	var bytes uint64
	for _, b := range l.levels[level] {
		n.links = append(n.links, b.link)
		u.blocks = append(u.blocks, b.bytes)
		bytes += b.bytes
	}
	n.data = u.encode()
	over, err := l.put(n)
	if err != nil {
		return err
	}
	over.bytes = bytes
	l.levels[level] = nil
	return l.add(level+1, over)
}

// root closes every level; there must be at least one leaf.
func (l *layout) root() (limb, error) {
	for level := 0; ; level++ {
		gathered := l.levels[level]
		if level == len(l.levels)-1 && len(gathered) == 1 {
			return gathered[0], nil
		}
		if len(gathered) == 0 {
			continue
		}
		if err := l.top(level); err != nil {
			return limb{}, err
		}
	}
}
