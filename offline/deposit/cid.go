package deposit

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"
)

// ErrCID: a CID that is not that of a raw block (or, where one may be, the root of
// a DAG) under SHA-256.
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

// Digest is the SHA-256 in the CID of a raw block.
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

// What a deposit may be: a raw block, or a DAG of which the root is named. These
// are their codecs.
const (
	CodecRaw = byte(cid.Raw)
	CodecDAG = byte(cid.DagProtobuf)
)

// Root names what is deposited: for a codec and the SHA-256 of its first block,
// version 1.
func Root(codec byte, digest [sha256.Size]byte) cid.Cid {
	return cid.NewCidV1(uint64(codec), CID(digest).Hash())
}

// SplitRoot undoes Root.
func SplitRoot(c cid.Cid) (codec byte, digest [sha256.Size]byte, err error) {
	if !c.Defined() || c.Version() != 1 || c.Type() != cid.Raw && c.Type() != cid.DagProtobuf {
		return 0, digest, ErrCID
	}
	digest, err = Digest(cid.NewCidV1(cid.Raw, c.Hash()))
	return byte(c.Type()), digest, err
}

// ParseRoot reads the CID of a raw block or of the root of a DAG.
func ParseRoot(b []byte) (cid.Cid, error) {
	c, err := cid.Cast(b)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrCID, err)
	}
	_, _, err = SplitRoot(c)
	return c, err
}
