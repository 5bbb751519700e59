package deposit

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
)

// ErrCID: a CID that names no deposit.
var ErrCID = errors.New("the CID is not that of a raw block or of the root of a DAG, under SHA-256")

// What a deposit may be: a raw block, or a DAG of which the root is named. These
// are their codecs.
const (
	CodecRaw = byte(cid.Raw)
	CodecDAG = byte(cid.DagProtobuf)
)

// Root names what is deposited: for a codec and the SHA-256 of its first block,
// version 1.
func Root(codec byte, digest [sha256.Size]byte) cid.Cid {
	return cid.NewCidV1(uint64(codec), ipfs.CIDOf(digest).Hash())
}

// SplitRoot undoes Root.
func SplitRoot(c cid.Cid) (codec byte, digest [sha256.Size]byte, err error) {
	if !c.Defined() || c.Version() != 1 || c.Type() != cid.Raw && c.Type() != cid.DagProtobuf {
		return 0, digest, ErrCID
	}
	if digest, err = ipfs.DigestOf(c); err != nil {
		return 0, digest, fmt.Errorf("%w: %w", ErrCID, err)
	}
	return byte(c.Type()), digest, nil
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
