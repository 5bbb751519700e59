package deposit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// ErrClaim: bytes that are no claim, or not signed by the node they name.
var ErrClaim = errors.New("not a valid claim")

// claimPurpose keeps a claim's signature apart from all others.
const claimPurpose = "claim"

// PoolName is the name of a pool of tokens; its owner chooses it.
type PoolName [32]byte

// Claim is a push node's word that it handed a token of a pool out to one asker, and
// to nobody else. The node signs it only after that is on its disk.
//
// # Byte by byte
//
// Numbers are big-endian. There is exactly one encoding of a claim.
//
//	0    1   version, 1
//	1   32   the node's Ed25519 key
//	33  32   the key of the pool's owner
//	65  32   name of the pool
//	97  32   SHA-256 of the token
//	129 32   the asker's key
//	161  8   when, Unix nanoseconds
//	169 64   signature of the node, purpose "claim", over all bytes before
type Claim struct {
	Node      peer.ID
	Owner     peer.ID
	Pool      PoolName
	Token     [sha256.Size]byte
	Asker     peer.ID
	Time      time.Time
	Signature []byte
}

// Layout of a claim's statement; the signature follows it.
const (
	claimVersion = 1

	claimNodeAt  = 1
	claimOwnerAt = claimNodeAt + ed25519.PublicKeySize
	claimPoolAt  = claimOwnerAt + ed25519.PublicKeySize
	claimTokenAt = claimPoolAt + len(PoolName{})
	claimAskerAt = claimTokenAt + sha256.Size
	claimTimeAt  = claimAskerAt + ed25519.PublicKeySize
	claimEnd     = claimTimeAt + 8

	// ClaimSize is the length of every encoded claim.
	ClaimSize = claimEnd + ed25519.SignatureSize
)

// Covers reports whether the claim is about this token.
func (c Claim) Covers(token []byte) bool { return sha256.Sum256(token) == c.Token }

// Sign sets Node and Signature and returns the claim's bytes.
func (c *Claim) Sign(k *identity.Key) ([]byte, error) {
	c.Node = k.ID()
	b, err := c.statement()
	if err != nil {
		return nil, err
	}
	c.Signature = k.Sign(claimPurpose, b)
	return append(b, c.Signature...), nil
}

// OpenClaim reads what Sign wrote and checks that Node signed it. Whether it is the
// claim one asked for is the caller's question.
func OpenClaim(b []byte) (Claim, error) {
	c, err := decodeClaim(b)
	if err != nil {
		return Claim{}, err
	}
	if err := identity.Verify(c.Node, claimPurpose, b[:claimEnd], c.Signature); err != nil {
		return Claim{}, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	return c, nil
}

func (c Claim) statement() ([]byte, error) {
	node, err1 := identity.PublicKey(c.Node)
	owner, err2 := identity.PublicKey(c.Owner)
	asker, err3 := identity.PublicKey(c.Asker)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	b := make([]byte, 0, ClaimSize)
	b = append(b, claimVersion)
	b = append(b, node...)
	b = append(b, owner...)
	b = append(b, c.Pool[:]...)
	b = append(b, c.Token[:]...)
	b = append(b, asker...)
	return binary.BigEndian.AppendUint64(b, uint64(c.Time.UnixNano())), nil
}

func decodeClaim(b []byte) (Claim, error) {
	if len(b) != ClaimSize || b[0] != claimVersion {
		return Claim{}, fmt.Errorf("%w: length or version", ErrClaim)
	}
	node, err1 := identity.IDOf(b[claimNodeAt:claimOwnerAt])
	owner, err2 := identity.IDOf(b[claimOwnerAt:claimPoolAt])
	asker, err3 := identity.IDOf(b[claimAskerAt:claimTimeAt])
	if err := errors.Join(err1, err2, err3); err != nil {
		return Claim{}, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	return Claim{
		Node:      node,
		Owner:     owner,
		Pool:      PoolName(b[claimPoolAt:claimTokenAt]),
		Token:     [sha256.Size]byte(b[claimTokenAt:claimAskerAt]),
		Asker:     asker,
		Time:      nanoTime(b[claimTimeAt:claimEnd]),
		Signature: append([]byte(nil), b[claimEnd:]...),
	}, nil
}
