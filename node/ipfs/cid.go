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
func CID(data []byte) cid.Cid { return cidOf(sha256.Sum256(data)) }

func cidOf(d Digest) cid.Cid {
	hash, err := mh.Encode(d[:], mh.SHA2_256)
	if err != nil {
		panic("ipfs: encoding a SHA-256: " + err.Error()) // the length is right by its type
	}
	return cid.NewCidV1(cid.Raw, hash)
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
