package identity

import (
	"crypto/ed25519"
	"fmt"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
)

// maxPeerIDText is far above the 52 characters of an ID that contains an
// Ed25519 key, in either of its spellings.
const maxPeerIDText = 128

// ParseID reads a peer ID as people pass it around. Only those that contain
// their Ed25519 key are accepted.
func ParseID(s string) (peer.ID, error) {
	if len(s) > maxPeerIDText {
		return "", fmt.Errorf("%w: %d characters", ErrPeerID, len(s))
	}
	id, err := peer.Decode(s)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	if _, err := PublicKey(id); err != nil {
		return "", err
	}
	return id, nil
}

// IDOf is the peer ID that contains an Ed25519 key.
func IDOf(key []byte) (peer.ID, error) {
	public, err := crypto.UnmarshalEd25519PublicKey(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	id, err := peer.IDFromPublicKey(public)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	return id, nil
}

// PublicKey takes the key out of a peer ID. A key has one ID only: an ID that
// spells the same key in another way is refused, or one person would pass for two.
func PublicKey(id peer.ID) (ed25519.PublicKey, error) {
	pub, err := id.ExtractPublicKey()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	if pub.Type() != crypto.Ed25519 {
		return nil, fmt.Errorf("%w: its key is not Ed25519", ErrPeerID)
	}
	if !id.MatchesPublicKey(pub) {
		return nil, fmt.Errorf("%w: it is not in its usual form", ErrPeerID)
	}
	raw, err := pub.Raw()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPeerID, err)
	}
	return ed25519.PublicKey(raw), nil
}
