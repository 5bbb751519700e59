// Package ipfs keeps blocks and moves them: bytes named by their own hash.
//
// A block's name is its CID: version 1, codec raw, SHA-256. Whoever has the
// name can check the bytes, so it does not matter who hands them over:
//
//	folder, err := ipfs.OpenFolder(dir)
//	c, err := folder.Put(sealed)          // durable when Put returns
//	x, err := ipfs.New(host, folder)      // connected peers may ask for it now
//	b, err := other.Get(ctx, c, 32<<10)   // from any of them, by bitswap
//
// A [Folder] holds few blocks as plain files, a [Flat] many in the sharded
// folders that IPFS calls flatfs. An [Exchange] looks in its stores first, then
// asks the connected peers.
//
// Nothing is taken or served unchecked: a file that was cut short or altered
// counts as missing, a peer's bytes with another hash are thrown away, and a
// block larger than the caller expects is refused.
//
// # Why
//
// The exchange serves blocks but stores none of what it fetches: the caller
// knows what a block is, and where it belongs. Wants are sent in windows of 256,
// because a peer keeps at most 1,024 of ours and drops the rest in silence.
package ipfs
