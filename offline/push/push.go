// Package push leaves deposits with push nodes, and is one.
//
// A push node is a machine that stays on. It keeps sealed blocks for people who
// are away, up to a limit and a date, and signs a custody receipt for each. It
// can read nothing and learns mailboxes, sizes and times only.
//
// The way of a deposit, on a stream of the protocol [Protocol]:
//
//  1. The node says Hello: a nonce for this stream, and its [Terms].
//  2. The sender announces up to 64 deposits: record, CID, size.
//  3. The node answers which of the blocks it lacks.
//  4. The sender sends those.
//  5. The node checks each hash, commits blocks and deposits to its disk, and
//     only then signs a [deposit.Receipt] for each.
//
// The owner of a mailbox registers, lists, gets, subscribes and releases with
// signed calls; each signature is good for this node, this stream and this call
// ([deposit.Call]). The sender takes a deposit back with its preimage. Either
// way a tombstone stays until the record's own expiry, so that no old copy of
// the record revives it.
//
// [Client] is the near side, [Server] the far one:
//
//	c := push.NewClient(host, log)
//	results, err := c.Store(ctx, node, []push.Deposit{{Record: r, CID: c, Block: sealed}})
//
// # Why
//
// Blocks lie in the node's database, not in files: one commit then covers
// record, block and counts, and many deposits share one fsync (see committer).
// A frame is never larger than one block, so that a stream costs the node no
// more memory than that, however many deposits a call announces.
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
	ErrProto  = errors.New("the push node does not keep to the protocol")
	ErrClosed = errors.New("the push client is closed")
)

// Deposit is one block to leave at a push node.
type Deposit struct {
	Record deposit.Record
	CID    cid.Cid
	Block  []byte
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

// Entry is one deposit as the owner of its mailbox sees it. Without a Key it
// only says that there may be new ones.
type Entry struct {
	Seq     uint64 // grows; never used twice
	Key     deposit.Key
	CID     cid.Cid
	Size    int
	Expires time.Time
}

// Terms are what a push node grants. Held and Deposits are known only where a
// mailbox is: in the answer to Register.
type Terms struct {
	Quota, Held           int64 // bytes
	MaxDeposits, Deposits int
	MaxAge                time.Duration
	MaxBlock              int
}

// Health is the outcome of a test call.
type Health struct {
	RTT   time.Duration
	Terms Terms
}
