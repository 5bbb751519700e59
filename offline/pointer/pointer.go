// Package pointer leaves deposit records with peers that happen to be near a
// mailbox in the DHT, and holds such records for others.
//
// A pointer is a [deposit.Record] alone: it tells the owner of a mailbox, and
// nobody else, where a sealed block is to be had. Whoever is among the 20 peers
// closest to the mailbox's name holds it, whether or not he knows sender or
// recipient, and so does every push node. The DHT is asked for the way only; the
// records travel on streams of the protocol [Protocol]:
//
//   - PUT: anybody leaves up to 30 records. The answer comes after they are on
//     the holder's disk, record by record: held, or a [Refusal].
//   - FIND: the owner of the mailbox reads what lies there.
//   - RELEASE: the owner removes what was read.
//   - CANCEL: the sender takes a record back by showing its preimage.
//
// A removed record leaves a tombstone until its own expiry, so that no copy of
// it comes back. FIND and RELEASE are signed ([deposit.Call]) for one holder,
// one stream and one place on it.
//
// [Client] is the near side, [Holder] the far one:
//
//	c := pointer.NewClient(host, host, log)
//	c.Own = holder // ask it too, without a stream
//	placed, err := c.Put(ctx, mailbox, records, pushNodes)
//	...
//	err = c.Find(ctx, owner, pushNodes, func(f pointer.Found) { ... })
//
// A client asks all holders at once and each has a deadline of its own, so one
// that is dead, slow or lying delays no other. It keeps its streams for a while
// and remembers the way to a mailbox: a thousand records to one mailbox cost one
// lookup and one stream to each holder.
//
// # What a holder can do
//
// It can lose records and it can make some up that lead nowhere; the other
// holders know better. It can not read a record, remove one elsewhere, or pass
// off one mailbox's record as another's. What it sends is bounded: whole pages,
// at most [deposit.PerMailbox] records, strictly in the order of their keys.
//
// # What others can do to a holder
//
// Anybody may leave records, so they are counted by mailbox, by depositor and by
// the block of addresses the depositor comes from ([Limits]). When a count is
// full a record with a better work stamp takes the place of the one with the
// worst, the newest among equals; the depositor of that one learns of it when it
// puts the record again.
//
// # Why
//
// Stock provider records would be simpler, but the DHT drops those that name
// another peer, and its values have one writer for each key.
//
// The same records lie at twenty holders. To be sent about once, all the same,
// they are read in the order of their keys, which is the same everywhere. A client
// begins somewhere else at each holder, reads at each the parts of the ring that
// it reads at no other, and last asks each for the rest, naming what it has.
//
// A holder's streams are cut when it stops, in the midst of a call too: every
// call may be repeated, and what was answered is on the disk.
package pointer

import (
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/offline/deposit"
)

// Protocol names the talk between client and holder.
const Protocol protocol.ID = "/restante/pointer/1"

var (
	ErrNoHolder = errors.New("no holder of pointers could be reached")
	ErrProto    = errors.New("the holder does not keep to the protocol")
	ErrClosed   = errors.New("the pointer client is closed")
)

// Placed says what became of each record of a Put, in their order.
type Placed []Placement

// Placement is what became of one record.
type Placement struct {
	Holders []peer.ID // who has it on disk
	Refusal *Refusal  // the mildest of those who refused it, nil if nobody did
}

// Found is one record in the owner's mailbox.
type Found struct {
	Key    deposit.Key
	Record deposit.Record
	Holder peer.ID // who gave it
}

// Cancellation takes one record back.
type Cancellation struct {
	Key      deposit.Key
	Preimage deposit.Preimage
}
