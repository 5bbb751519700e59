package depot

import (
	"crypto/rand"
	"fmt"
	"strings"

	"restante/node/ipfs"
)

// prefix tells our blocks from everything else in an account.
const prefix = "restante-"

// NewName is a name that nobody can guess: 130 bits.
func NewName() string { return prefix + strings.ToLower(rand.Text()) }

// IsName reports whether a name may be one of ours, so that a sweep never touches
// what somebody else put there.
func IsName(s string) bool {
	rest, ours := strings.CutPrefix(s, prefix)
	if !ours || len(rest) < 26 || len(s) > MaxName {
		return false
	}
	for _, c := range rest {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Check refuses what a provider with these limits can never take.
func (l Limits) Check(r Ref, block []byte) error {
	switch {
	case !IsName(r.Name):
		return fmt.Errorf("%w: %q is no name of a block", ErrPermanent, Clip(r.Name))
	case len(block) > l.MaxBlock:
		return fmt.Errorf("%w: %d bytes are more than %d", ErrPermanent, len(block), l.MaxBlock)
	case !r.CID.Equals(ipfs.CID(block)):
		return fmt.Errorf("%w: the CID is of another block", ErrPermanent)
	}
	return nil
}
