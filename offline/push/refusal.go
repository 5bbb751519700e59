package push

import (
	"errors"
	"fmt"
)

// Code says why a push node refuses. Codes of 100 and above are permanent, also
// those that a later version adds.
type Code uint32

const (
	CodeBusy          Code = 1  // stopping or overloaded
	CodeMailboxFull   Code = 2  // too many deposits or bytes in the mailbox
	CodeDepositorFull Code = 3  // too many deposits by this depositor
	CodeNodeFull      Code = 4  // no room left on the node or its disk
	CodeNotServed     Code = 5  // neither mailbox nor depositor is registered here
	CodeUsersFull     Code = 6  // takes no more registrations
	CodeBlockMissing  Code = 7  // the block left the node meanwhile: store again
	CodeNotRegistered Code = 8  // the owner of the card is not registered here
	CodeMoreWork      Code = 9  // full, but more work on the record would make room
	CodeTooFast       Code = 10 // too much at once from this peer, mailbox or network
	CodeNotFetched    Code = 11 // the large deposit could not be had from its depositor
	CodeTaken         Code = 12 // the mailbox is enrolled with another user
	CodeSitesFull     Code = 13 // no room for a site of this size
	CodeNoTokens      Code = 14 // the pool is empty or ended, or there is none
	CodePoolsFull     Code = 15 // too many pools or tokens

	CodeBadRequest   Code = 100 // not a request of this protocol
	CodeBadRecord    Code = 101 // the record does not decode, or its CID or size is unfit
	CodeBadSignature Code = 102 // not signed by the owner for this node, stream and call
	CodeBadHash      Code = 103 // the block is not what the CID says
	CodeTooLarge     Code = 104 // the block is over the node's limit
	CodeBadExpiry    Code = 105 // expired, or too far ahead
	CodeGone         Code = 106 // the recipient released it or the sender cancelled it
	CodeBadPreimage  Code = 107 // does not take this deposit back
	CodeBadCard      Code = 108 // not a signed record, or of another owner
	CodeConflict     Code = 109 // the record is held already, with another block
	CodeBadSite      Code = 110 // not an IPNS record of the caller, or it names no folder
	CodeOldSite      Code = 111 // the node has a newer site of the user
	CodeWithdrawn    Code = 112 // the owner took the pool back
)

const firstPermanent Code = 100

// noMore is the reason of a push node that is closed.
const noMore = "this push node takes no more mail"

// Refusal is a push node's no.
type Refusal struct {
	Code      Code
	Reason    string // for a human
	Permanent bool   // the same request will never be granted
	Work      int    // bits of work on the record that would do, with CodeMoreWork
}

func refuse(c Code, reason string) *Refusal {
	return &Refusal{Code: c, Reason: reason, Permanent: c >= firstPermanent}
}

func (r *Refusal) Error() string { return fmt.Sprintf("the push node refuses: %s", r.Reason) }

// isRefusal tells a node's no from a node that cannot be asked.
func isRefusal(err error) bool {
	var r *Refusal
	return errors.As(err, &r)
}
