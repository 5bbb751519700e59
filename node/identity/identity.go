// Package identity is who one is: one Ed25519 key, made from 24 recovery words.
//
// The words are the only thing a person has to keep. They give the key, and the
// key gives the [peer.ID] under which others know the person; the ID contains
// the public key, so nothing has to be looked up to verify a signature.
//
// # Derivation
//
// Fixed for good, and frozen by a test:
//
//  1. The 24 words are a BIP-39 mnemonic of 256 bits of entropy, English list.
//  2. The BIP-39 seed is PBKDF2-HMAC-SHA512 of the words in lower case, joined
//     by single spaces, with 2,048 rounds and the salt "mnemonic" (that is, an
//     empty passphrase): 64 bytes.
//  3. The Ed25519 seed (RFC 8032) is HKDF-SHA256 of the BIP-39 seed without salt
//     and with the info "restante/1/identity ed25519": 32 bytes.
//
// Later keys of the same person are to be derived in step 3 with another info.
//
// # Signatures
//
// Every signature is made for a purpose, such as "card", and covers
//
//	"restante/1/" purpose 0x00 message
//
// so that one made for one purpose is worth nothing for another. A purpose is a
// constant of the program without a zero byte.
package identity

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
)

var (
	ErrWords     = errors.New("these are not 24 valid recovery words")
	ErrCount     = fmt.Errorf("%w: there must be 24", ErrWords)
	ErrChecksum  = fmt.Errorf("%w: one of them is another word, or two have changed places", ErrWords)
	ErrPeerID    = errors.New("not a valid peer ID")           // nor one that contains an Ed25519 key
	ErrSignature = errors.New("the signature is not valid")    // or for another purpose, or by another key
	ErrOther     = errors.New("another identity is in use")    // Restore over a different one
	ErrNone      = errors.New("there is no identity here yet") // Words before LoadOrCreate
)

// A WordError is a word that is not in the list. It does not say the word by
// itself: errors are logged, and the word may be nearly right.
type WordError struct {
	Number int // from 1
	Word   string
}

func (e *WordError) Error() string { return fmt.Sprintf("%v: word %d is none", ErrWords, e.Number) }

func (e *WordError) Unwrap() error { return ErrWords }

// A Key is an identity with its private part.
type Key struct {
	private ed25519.PrivateKey
	id      peer.ID
}

func newKey(seed []byte) (*Key, error) {
	k := &Key{private: ed25519.NewKeyFromSeed(seed)}
	var err error
	k.id, err = IDOf(k.public())
	return k, err
}

// FromSeed is the key of a seed that is as secret as the key: that of a mailbox which
// two people made from what they alone know, say.
func FromSeed(seed [ed25519.SeedSize]byte) (*Key, error) { return newKey(seed[:]) }

func (k *Key) public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// ID is the public part, as others know it.
func (k *Key) ID() peer.ID { return k.id }

// Libp2p is the key in the form that a libp2p host takes.
func (k *Key) Libp2p() crypto.PrivKey {
	p, err := crypto.UnmarshalEd25519PrivateKey(k.private)
	if err != nil {
		panic("identity: " + err.Error()) // it takes any key of the right length
	}
	return p
}

// Sign signs msg for a purpose.
func (k *Key) Sign(purpose string, msg []byte) []byte {
	return ed25519.Sign(k.private, signed(purpose, msg))
}

// Verify checks that the owner of id signed msg for this purpose.
func Verify(id peer.ID, purpose string, msg, sig []byte) error {
	pub, err := PublicKey(id)
	if err != nil {
		return err
	}
	if !ed25519.Verify(pub, signed(purpose, msg), sig) {
		return ErrSignature
	}
	return nil
}

func signed(purpose string, msg []byte) []byte {
	b := make([]byte, 0, len("restante/1/")+len(purpose)+1+len(msg))
	b = append(b, "restante/1/"...)
	b = append(b, purpose...)
	b = append(b, 0)
	return append(b, msg...)
}
