package deposit

import "time"

// What everybody agrees on. A push node may be stricter, never laxer.
const (
	RecordSize = 2048                // every encoded record
	MaxBody    = RecordSize - bodyAt // sealed body of a record
	BodySize   = 768                 // every encoded body, before it is sealed
	MaxAddrs   = 6                   // addresses in a body
	MaxBlock   = 32 << 10            // a block that travels inline
	MaxLarge   = 64 << 20            // what a push node fetches, all blocks together

	MaxBatch = 64                  // deposits in one STORE, blocks in one GET
	MaxAge   = 31 * 24 * time.Hour // from now to the expiry of a record
	MaxSkew  = 24 * time.Hour      // how much a sender's clock may be ahead

	PerMailbox   = 10_000 // deposits in one mailbox
	PerDepositor = 5_000  // deposits by one peer
	MaxMailboxes = 12_000 // that one user enrols besides the public one

	MaxToken   = 256                  // bytes of one token
	MaxTokens  = 1_000                // that are left in one pool
	MaxPools   = 1_000                // of one user
	MaxPoolAge = 100 * 24 * time.Hour // from now to the expiry of a pool
	MaxTake    = 20                   // tokens that are handed out at a time

	MaxWork    = 24    // bits of work that count; more are worth no more
	MaxFavours = 4_096 // depositors that a mailbox favours
)
