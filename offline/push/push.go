package push

import (
	"errors"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/offline/deposit"
)

// Protocol names the talk between client and push node.
const Protocol protocol.ID = "/restante/push/1"

var (
	ErrNoCard = errors.New("the push node has no card of this peer")
	ErrNoSite = errors.New("the push node has no site of this peer")
	ErrProto  = errors.New("the push node does not keep to the protocol")
	ErrClosed = errors.New("the push client is closed")
)

// Deposit is one block to leave at a push node, or something larger. Then Block is
// nil, CID a raw block or the root of a DAG, and the node fetches it by bitswap
// from this peer, which must have it at hand.
type Deposit struct {
	Record deposit.Record
	CID    cid.Cid
	Block  []byte
	Size   int // of all blocks, where Block is nil
}

// StoreResult has a verified receipt, or says why there is none.
type StoreResult struct {
	Receipt *deposit.Receipt
	Err     error // a *Refusal if the node said no
}

// Cancellation takes one deposit back.
type Cancellation struct {
	Key      deposit.Key
	Preimage deposit.Preimage
}

// Entry is one deposit as the owner of its mailbox sees it.
type Entry struct {
	Seq     uint64 // grows; never used twice
	Key     deposit.Key
	Mailbox deposit.Mailbox
	CID     cid.Cid
	Size    int // of all blocks
	Expires time.Time
}

// Large reports whether Get does not give it: bitswap fetches it from the node.
func (e Entry) Large() bool { return isLarge(e.CID, e.Size) }

// Notice tells a subscriber of a new deposit in the mailbox, or of deposits that
// this peer left at the node and that are held there no more, since others took
// their room. An empty one only says that there may be some of either.
type Notice struct {
	Entry   Entry // without a Key: none
	Dropped []deposit.Key
}

// Terms are what a push node grants. Held, Deposits and Enrolled are known only
// where a user is: in the answer to Register.
type Terms struct {
	Quota, Held           int64 // bytes
	MaxDeposits, Deposits int
	MaxAge                time.Duration
	MaxBlock              int   // of what travels inline
	MaxLarge              int   // of what the node fetches, 0 if it fetches nothing
	MaxMailboxes          int   // that a user may enrol
	MaxSite               int64 // bytes of the site that a user may publish, 0 if the node keeps none
	Enrolled              deposit.Fingerprint
}

// Health is the outcome of a test call.
type Health struct {
	RTT   time.Duration
	Terms Terms
}
