package deposit

import "github.com/ipfs/go-cid"

// Body tells the recipient, and nobody else, where the block is.
type Body struct {
	CID   cid.Cid  // CIDv1, SHA-256: a raw block, or the root of a DAG
	Size  int      // bytes of all blocks; at most MaxLarge for what push nodes keep
	Addrs []string // multiaddresses, at most MaxAddrs
}
