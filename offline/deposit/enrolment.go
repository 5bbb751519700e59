package deposit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"
)

// ErrEnrolment: a mailbox was not enrolled by its own key for this node and this
// user.
var ErrEnrolment = errors.New("the mailbox is not enrolled by its owner")

// Enrolment is the word of a mailbox's owner that a push node may count the mailbox
// among those of a user. It names both, so it is worth nothing at another node, nor
// to anybody else who has seen it: who cannot call as that user cannot use it.
type Enrolment struct {
	Node peer.ID
	User Mailbox // that is registered at the node
}

// Sign returns the signature of the mailbox to be enrolled.
func (e Enrolment) Sign(s Signer) []byte { return s.Sign(e.statement()) }

// Verify checks that the owner of m said this.
func (e Enrolment) Verify(m Mailbox, sig []byte) error {
	if err := VerifyMailbox(m, e.statement(), sig); err != nil {
		return fmt.Errorf("%w: %w", ErrEnrolment, err)
	}
	return nil
}

// statement is node ‖ "enrolled with" ‖ user, the first two behind their lengths.
// No [Call] has such an operation.
func (e Enrolment) statement() []byte {
	b := appendPart(nil, string(e.Node))
	b = appendPart(b, "enrolled with")
	return append(b, e.User[:]...)
}

// Fingerprint tells a set of mailboxes from every other one. That of no mailboxes
// is zero.
type Fingerprint [sha256.Size]byte

// FingerprintOf is the SHA-256 of the mailboxes in their order.
func FingerprintOf(ms []Mailbox) (f Fingerprint) {
	if len(ms) == 0 {
		return f
	}
	sorted := slices.SortedFunc(slices.Values(ms), func(a, b Mailbox) int { return bytes.Compare(a[:], b[:]) })
	h := sha256.New()
	for _, m := range sorted {
		h.Write(m[:])
	}
	return Fingerprint(h.Sum(nil))
}
