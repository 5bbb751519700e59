// Package push leaves deposits with push nodes, and is one.
//
// A push node is a machine that stays on. It keeps sealed blocks for people who
// are away, up to a limit and a date, and signs a custody receipt for each. It
// can read nothing; it learns mailboxes, sizes and times, and who leaves what.
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
// What is larger than 32 KiB, or is a DAG, does not travel on the stream: the node
// counts it, fetches it by bitswap from the sender, and then signs ([Large]).
//
// The owner of a mailbox registers, lists, gets, subscribes and releases with
// signed calls; each signature is good for this node, this stream and this call
// ([deposit.Call]). Who has many mailboxes registers one of them and enrols the others
// with it ([Client.Enrol], each with a signature of its own, once): from then on one
// call lists, gets or releases what lies in all of them, one subscription tells of all,
// and one quota counts all. Entries say in which mailbox they lie. The push node is the
// only one who learns that the mailboxes are the same user's. The sender takes a deposit back with its preimage. Either
// way a tombstone stays until the record's own expiry, so that no old copy of
// the record revives it.
//
// [Client] is the near side, [Server] the far one:
//
//	c := push.NewClient(host, log)
//	results, err := c.Store(ctx, node, []push.Deposit{{Record: r, CID: c, Block: sealed}})
//
// # When there is no room
//
// A user, a depositor and the node have limits ([Limits]). Half of what the mailboxes
// of a user may hold is open to all; the other half is for those whom the user names
// ([Client.Favour]). Where a limit is reached, a deposit whose record has cost
// more work pushes out deposits that have cost less: those with the least work,
// of the same work the last, never those of favoured depositors, and only if it
// has cost more than all of them together. Otherwise the [Refusal] says how much
// [Refusal.Work] would do, for [deposit.Stamp].
//
// What was pushed out leaves no tombstone, since its sender may well bring it
// again. The sender hears of it as a [Notice] if it subscribes to some mailbox at
// the node, and finds out by [Client.Held] in any case. A receipt is therefore
// worth as much as the node's room: who must be sure asks Held now and then.
//
// Those who are no users of the node are slowed down besides, by peer and by
// network. Peer IDs cost nothing, so what many of them do from one network counts
// together.
//
// A node that is closed ([Limits.Closed]) takes no deposits and no registrations, and
// hands out what it holds: those whose mail it has lose nothing, and are told to look
// for another one.
//
// # Why
//
// The price of a deposit is the sum of those it replaces, in hashes, so that one
// large deposit can not be had for the price of the smallest letter. The last
// ones go first: a flood of equal work washes away itself, and not what was there
// before it. Favoured deposits are safe from work altogether, or whoever has
// enough processors could silence one's friends.
//
// A large deposit on its way counts like one that is here, else many at a time
// would pass every limit. Who makes room for it does so in the commit that takes
// it in: a sender that announces and never delivers pushes nobody out.
//
// A deposit's row names the user it belongs to, not its mailbox alone: to list ten
// thousand mailboxes that are empty costs what one costs. A mailbox that two users
// enrol stays with the first. Two people know the key of a mailbox that they made from
// a common secret; neither may take away what the other collects.
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
	MaxBlock              int // of what travels inline
	MaxLarge              int // of what the node fetches, 0 if it fetches nothing
	MaxMailboxes          int // that a user may enrol
	Enrolled              deposit.Fingerprint
}

// Health is the outcome of a test call.
type Health struct {
	RTT   time.Duration
	Terms Terms
}
