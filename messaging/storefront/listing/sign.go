package listing

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Purposes of the signatures.
const (
	purpose     = "listing"
	shopPurpose = "shop"
)

// Hash names a signed version.
type Hash = [sha256.Size]byte

// Sign makes a version of a listing by the owner of k, and its hash.
func Sign(k *identity.Key, l Listing) (signed []byte, h Hash, err error) {
	l.Shop = k.ID()
	if err := l.Check(); err != nil {
		return nil, h, err
	}
	body, err := l.toWire()
	if err != nil {
		return nil, h, err
	}
	return sign(k, purpose, body, MaxListing)
}

// SignShop makes a version of a shop by the owner of k, and its hash.
func SignShop(k *identity.Key, s Shop) (signed []byte, h Hash, err error) {
	s.Peer = k.ID()
	if err := s.Check(); err != nil {
		return nil, h, err
	}
	body, err := s.toWire()
	if err != nil {
		return nil, h, err
	}
	return sign(k, shopPurpose, body, MaxShop)
}

func sign(k *identity.Key, purpose string, body []byte, most int) (signed []byte, h Hash, err error) {
	signed = append(k.Sign(purpose, body), body...)
	if err := fit(len(signed), most); err != nil {
		return nil, h, err
	}
	return signed, HashOf(signed), nil
}

// HashOf is the hash of a signed version.
func HashOf(signed []byte) Hash { return sha256.Sum256(signed) }

// Open reads a listing that came from anywhere.
func Open(signed []byte) (Listing, error) {
	sig, body, err := split(signed, MaxListing)
	if err != nil {
		return Listing{}, err
	}
	l, err := listingFromWire(body)
	if err == nil {
		err = verify(l.Shop, purpose, body, sig)
	}
	if err != nil {
		return Listing{}, err
	}
	return l, nil
}

// OpenShop reads a shop that came from anywhere.
func OpenShop(signed []byte) (Shop, error) {
	sig, body, err := split(signed, MaxShop)
	if err != nil {
		return Shop{}, err
	}
	s, err := shopFromWire(body)
	if err == nil {
		err = verify(s.Peer, shopPurpose, body, sig)
	}
	if err != nil {
		return Shop{}, err
	}
	return s, nil
}

func split(signed []byte, most int) (sig, body []byte, err error) {
	if err := fit(len(signed), most); err != nil {
		return nil, nil, err
	}
	if len(signed) < ed25519.SignatureSize {
		return nil, nil, fmt.Errorf("%w: it is cut short", ErrBytes)
	}
	return signed[:ed25519.SignatureSize], signed[ed25519.SignatureSize:], nil
}

func verify(id peer.ID, purpose string, body, sig []byte) error {
	if err := identity.Verify(id, purpose, body, sig); err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return nil
}
