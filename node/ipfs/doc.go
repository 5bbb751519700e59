// Package ipfs keeps blocks and moves them: bytes named by their own hash.
//
// A block's name is its CID: version 1, SHA-256, and a codec that says how to
// read it. Most are raw: bytes that mean nothing to IPFS. Whoever has the name
// can check the bytes, so it does not matter who hands them over:
//
//	folder, err := ipfs.OpenFolder(dir)
//	c, err := folder.Put(sealed)          // durable when Put returns
//	x, err := ipfs.New(host, folder)      // connected peers may ask for it now
//	b, err := other.Get(ctx, c, 32<<10)   // from any of them, by bitswap
//
// A [Folder] holds few blocks as plain files, a [Flat] many in the sharded
// folders that IPFS calls flatfs. An [Exchange] looks in its stores first, then
// asks the connected peers; GetFrom connects to some more.
//
// # Files and folders
//
// What is larger than a block is a DAG: raw leaves of 256 KiB, nodes (codec
// dag-pb) that list what is below them, and a root whose name stands for the
// whole. A [Pinned] store keeps such DAGs, in the form and under the names that
// IPFS uses for files and folders:
//
//	store, err := ipfs.OpenPinned(dir)
//	root, size, err := store.AddFile(ctx, r)                    // pinned, durable
//	err = x.FetchDAG(ctx, theirs, root, size, host.Info())      // elsewhere
//	f, err := theirs.Open(ctx, root)                            // reads and seeks
//	err = theirs.Unpin(root); n, err := theirs.Sweep(ctx)       // gone again
//
// A pin is one small file; a sweep removes every block that no pin reaches. So
// the order is: first the blocks, then the pin; first the pin away, then the
// blocks. A crash between the two leaves blocks too many, never too few. A fetch
// that is cut off leaves a note, for which sweeps keep its blocks for a day.
// [Large] does all this for a node that keeps DAGs for others.
//
// Nothing is taken or served unchecked: a file that was cut short or altered
// counts as missing, a peer's bytes with another hash are thrown away, and a
// block or a DAG larger than the caller expects is refused, as is a DAG that is
// too deep, too wide or links to anything but raw blocks and nodes.
//
// # Why
//
// The exchange serves blocks but stores none of what it fetches, FetchDAG apart:
// the caller knows what a block is, and where it belongs. Wants are sent in
// windows of 256, because a peer keeps at most 1,024 of ours and drops the rest
// in silence. Those of a DAG begin with 8 and grow to 64, which fill a fast link
// and bound both what lies in memory and what a peer that never answers ties up.
//
// Nodes are read and written here, in a few lines over protowire, rather than
// by boxo's importer: its decoder allocates as much as a block makes it, and
// with it come some fifteen packages. That the names are the same is tested.
package ipfs
