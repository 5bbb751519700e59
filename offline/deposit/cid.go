package deposit

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"
)

// ErrCID: a CID that is not that of a raw block under SHA-256.
var ErrCID = errors.New("the CID is not raw SHA-256")

// rawPrefix begins each of them: version 1, raw, SHA-256, 32 bytes.
const rawPrefix = "\x01\x55\x12\x20"

// CID names the raw block that has this SHA-256.
func CID(digest [sha256.Size]byte) cid.Cid {
	mh, err := multihash.Encode(digest[:], multihash.SHA2_256)
	if err != nil {
		panic("deposit: internal error: " + err.Error()) // a known hash of the right length
	}
	return cid.NewCidV1(cid.Raw, mh)
}

// Digest is the SHA-256 in the CID of a raw block, the only kind that can be
// deposited.
func Digest(c cid.Cid) (d [sha256.Size]byte, err error) {
	digest, ok := strings.CutPrefix(c.KeyString(), rawPrefix)
	if !ok || len(digest) != sha256.Size {
		return d, ErrCID
	}
	copy(d[:], digest)
	return d, nil
}

// ParseCID reads the CID of a raw block.
func ParseCID(b []byte) (cid.Cid, error) {
	c, err := cid.Cast(b)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrCID, err)
	}
	_, err = Digest(c)
	return c, err
}
