package deposit

import "github.com/ipfs/go-cid"

// Body tells the recipient, and nobody else, where the block is.
type Body struct {
	CID   cid.Cid  // CIDv1, raw, SHA-256
	Size  int      // at most MaxBlock for what push nodes keep
	Addrs []string // multiaddresses, at most MaxAddrs
}
