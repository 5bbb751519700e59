package ipfs

import "errors"

var (
	ErrNotFound   = errors.New("the block is not here")                    // in a store; a fetch waits instead
	ErrCorrupt    = errors.New("the block does not match its name")        // a store holds other bytes under the name
	ErrTooLarge   = errors.New("the block is larger than expected")        // it exists, the caller does not want it
	ErrBadCID     = errors.New("the CID does not name a SHA-256 digest")   // nothing here is named otherwise
	ErrClosed     = errors.New("the block exchange is closed")             // before or during the call
	ErrBadDAG     = errors.New("the DAG is malformed or outside limits")   // as its maker made it: no peer can help
	ErrDAGSize    = errors.New("the DAG is larger than allowed")           // in bytes or in blocks
	ErrStalled    = errors.New("no block has come for a while")            // what did come is kept for the next try
	ErrNotFile    = errors.New("this is not a file")                       // but a folder, a link, a device
	ErrNotFolder  = errors.New("this is not a folder")                     // nor can it be looked into
	ErrNoName     = errors.New("the folder has no such name")              // Resolve found nothing there
	ErrBusy       = errors.New("too many fetches for this peer are going") // it may ask again later
	errNotForFile = errors.New("the name cannot be kept in a folder")      // too long, or not UTF-8
)
