package ipfs

import (
	"crypto/sha256"
	"fmt"

	"github.com/ipfs/go-cid"
	mh "github.com/multiformats/go-multihash"
)

// Digest is the SHA-256 of a block.
type Digest = [sha256.Size]byte

// CID names data as one raw block.
func CID(data []byte) cid.Cid { return CIDOf(sha256.Sum256(data)) }

// CIDOf names the raw block that has this digest.
func CIDOf(d Digest) cid.Cid { return named(cid.Raw, d) }

func named(codec uint64, d Digest) cid.Cid {
	hash, err := mh.Encode(d[:], mh.SHA2_256)
	if err != nil {
		panic("ipfs: encoding a SHA-256: " + err.Error()) // the length is right by its type
	}
	return cid.NewCidV1(codec, hash)
}

// DigestOf takes the digest out of a CID. The codec is left aside: it says how
// to read a block, not which one it is.
func DigestOf(c cid.Cid) (Digest, error) {
	if !c.Defined() {
		return Digest{}, ErrBadCID
	}
	hash, err := mh.Decode(c.Hash())
	if err != nil || hash.Code != mh.SHA2_256 || len(hash.Digest) != sha256.Size {
		return Digest{}, fmt.Errorf("%w: %s", ErrBadCID, c)
	}
	return Digest(hash.Digest), nil
}

// RawDigest takes the digest out of the CID of a raw block, and out of no other.
func RawDigest(c cid.Cid) (Digest, error) {
	d, err := DigestOf(c)
	if err == nil && (c.Version() != 1 || c.Type() != cid.Raw) {
		return Digest{}, fmt.Errorf("%w: %s is no raw block", ErrBadCID, c)
	}
	return d, err
}

// ParseRaw reads the bytes of the CID of a raw block.
func ParseRaw(b []byte) (cid.Cid, error) {
	c, err := cid.Cast(b)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrBadCID, err)
	}
	if _, err := RawDigest(c); err != nil {
		return cid.Undef, err
	}
	return c, nil
}

// ParseRoot reads the bytes of the CID of a DAG: a raw block, or a node.
func ParseRoot(b []byte) (cid.Cid, error) {
	c, err := cid.Cast(b)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrBadCID, err)
	}
	return inDAG(c)
}

// inDAG gives a block of a DAG its one name: CIDs of version 0 name nodes too.
func inDAG(c cid.Cid) (cid.Cid, error) {
	d, err := DigestOf(c)
	if err != nil {
		return cid.Undef, err
	}
	if c.Type() != cid.Raw && c.Type() != cid.DagProtobuf {
		return cid.Undef, fmt.Errorf("%w: %s is neither raw nor a node", ErrBadDAG, c)
	}
	return named(c.Type(), d), nil
}

// check says whether data is the block that c names.
func check(c cid.Cid, data []byte) error {
	want, err := DigestOf(c)
	if err != nil {
		return err
	}
	if sha256.Sum256(data) != want {
		return fmt.Errorf("%w: %s", ErrCorrupt, c)
	}
	return nil
}
