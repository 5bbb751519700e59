package pointer

import (
	"errors"
	"fmt"
)

// Code says why a holder refuses. Codes of 100 and above are permanent, also
// those that a later version adds. The numbers are those of push nodes where the
// reason is the same.
type Code uint32

const (
	CodeBusy          Code = 1  // overloaded, or asked too much by this peer or network
	CodeMailboxFull   Code = 2  // too many records in the mailbox
	CodeDepositorFull Code = 3  // too many records by this depositor
	CodeHolderFull    Code = 4  // no room left
	CodeNetworkFull   Code = 10 // too many records from this block of addresses

	CodeBadRequest   Code = 100 // not a call of this protocol
	CodeBadRecord    Code = 101 // the record does not decode
	CodeBadSignature Code = 102 // not signed by the owner for this holder, stream and call
	CodeBadExpiry    Code = 105 // expired, or too far ahead
	CodeGone         Code = 106 // the recipient released it or the sender cancelled it
)

const firstPermanent Code = 100

// Refusal is a holder's no.
type Refusal struct {
	Code      Code
	Reason    string // for a human
	Permanent bool   // the same call will never be granted
	Work      int    // a stamp of so many bits would do; 0: no stamp helps
}

func refuse(c Code, reason string) *Refusal {
	return &Refusal{Code: c, Reason: reason, Permanent: c >= firstPermanent}
}

func (r *Refusal) Error() string { return fmt.Sprintf("the holder refuses: %s", r.Reason) }

// milder picks of two refusals the one that leaves more hope.
func milder(a, b *Refusal) *Refusal {
	switch {
	case a == nil:
		return b
	case b == nil || a.Permanent != b.Permanent:
		if b == nil || b.Permanent {
			return a
		}
		return b
	case b.Work > 0 && (a.Work == 0 || b.Work < a.Work):
		return b
	}
	return a
}

// isRefusal tells a holder's no from a holder that cannot be asked.
func isRefusal(err error) bool {
	var r *Refusal
	return errors.As(err, &r)
}
