package ipfs

import "time"

// MaxBlock bounds one block of a DAG: what a bitswap message carries with ease.
const MaxBlock = 2 << 20

// Fetching.
const (
	window      = 256              // blocks asked for at a time, of at most 512 that are safe
	fetchLimit  = 30 * time.Second // for a context without a deadline
	workers     = 4                // that read stores for peers; the stock 128 are idle memory
	maxCIDSize  = 64               // bytes of a CID in a request
	answerTime  = 3 * time.Second  // a peer may take to answer
	maxFrom     = 16               // peers that one call connects to
	firstWindow = 8                // of a DAG: a peer that never answers ties up no more wants than these
	dagWindow   = 64               // of a DAG whose blocks do come; it bounds what lies in memory
	stallLimit  = 30 * time.Second // a DAG is given up when no block at all has come for so long
)

// Adding. Other values would give other names than IPFS gives to the same file.
const (
	chunkSize    = 256 << 10
	linksPerNode = 174
)

// What a DAG may look like, whoever made it.
const (
	maxLinks   = 8192    // of one node
	maxDepth   = 32      // from the root to a leaf, through folders and files
	maxNesting = 16      // folders in folders that are added; files below take the rest of the depth
	maxBlocks  = 1 << 16 // different ones: each takes a file, however small it is
	maxName    = 255     // bytes of a name in a folder
)

// Keeping.
const (
	writers    = 4              // blocks of one DAG that are synced to the disk at a time
	maxPartial = 16             // unfinished DAGs kept to be resumed
	partialAge = 24 * time.Hour // and for how long
)

// Large deposits.
const (
	largeAtOnce  = 16 // fetches; the others wait for their turn
	largePerPeer = 2
	sweepPause   = time.Minute      // between two sweeps
	largeLimit   = 15 * time.Minute // 64 MiB at 0.6 Mbit/s
)
