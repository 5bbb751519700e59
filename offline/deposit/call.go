package deposit

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
)

// ErrCall: a call is not signed by the owner of the mailbox for this node, this
// stream and this place in it.
var ErrCall = errors.New("the call is not signed by the mailbox's owner")

// Nonce is drawn by the node for each stream and said first on it.
type Nonce [32]byte

// Call is an order by a mailbox's owner. The signature covers all of it, so the
// same bytes are worth nothing at another node, on another stream, or again.
type Call struct {
	Node   peer.ID
	Nonce  Nonce
	Number uint64 // 1 for the first signed call on the stream, and so on
	Op     string
	Args   []byte
}

// Sign returns the owner's signature over the call.
func (c Call) Sign(s Signer) []byte { return s.Sign(c.statement()) }

// Verify checks that the owner of m signed this very call.
func (c Call) Verify(m Mailbox, sig []byte) error {
	if err := VerifyMailbox(m, c.statement(), sig); err != nil {
		return fmt.Errorf("%w: %w", ErrCall, err)
	}
	return nil
}

// statement is node ‖ op ‖ nonce ‖ number ‖ SHA-256(args); what varies in length
// goes behind its length.
func (c Call) statement() []byte {
	args := sha256.Sum256(c.Args)
	b := appendPart(nil, string(c.Node))
	b = appendPart(b, c.Op)
	b = append(b, c.Nonce[:]...)
	b = binary.BigEndian.AppendUint64(b, c.Number)
	return append(b, args[:]...)
}

func appendPart(b []byte, part string) []byte {
	b = binary.AppendUvarint(b, uint64(len(part)))
	return append(b, part...)
}
