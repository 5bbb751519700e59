package identity

import (
	"crypto/ecdh"
	"crypto/sha512"
	"fmt"

	"filippo.io/edwards25519"
	"github.com/libp2p/go-libp2p/core/peer"
)

// ECDH is the key in the form that agrees on secrets: X25519 (RFC 7748), of the
// same scalar as the Ed25519 key. One key may be used for both (Thormarker, "On
// using the same key pair for Ed25519 and an X25519 based KEM", eprint 2021/509).
func (k *Key) ECDH() *ecdh.PrivateKey {
	h := sha512.Sum512(k.private.Seed())
	x, err := ecdh.X25519().NewPrivateKey(h[:32]) // which clamps it, as Ed25519 does
	if err != nil {
		panic("identity: " + err.Error()) // it takes any 32 bytes
	}
	return x
}

// ECDHPublic is the public half of what ECDH gives the owner of id.
func ECDHPublic(id peer.ID) (*ecdh.PublicKey, error) {
	public, err := PublicKey(id)
	if err != nil {
		return nil, err
	}
	p, err := new(edwards25519.Point).SetBytes(public)
	if err != nil {
		return nil, fmt.Errorf("%w: its key is no point of the curve", ErrPeerID)
	}
	x, err := ecdh.X25519().NewPublicKey(p.BytesMontgomery())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	return x, nil
}
