package ipfs

import "errors"

var (
	ErrNotFound = errors.New("the block is not here")                  // in a store; a fetch waits instead
	ErrCorrupt  = errors.New("the block does not match its name")      // a store holds other bytes under the name
	ErrTooLarge = errors.New("the block is larger than expected")      // it exists, the caller does not want it
	ErrBadCID   = errors.New("the CID does not name a SHA-256 digest") // nothing here is named otherwise
	ErrClosed   = errors.New("the block exchange is closed")           // before or during the call
)
