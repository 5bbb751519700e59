package envelope

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Open takes apart a block that was sealed to me and checks its signature. All
// that can be wrong with foreign bytes is [ErrUnreadable].
func Open(me peer.ID, keys PrivateKeys, sealed []byte) (m Message, hash Hash, err error) {
	if len(sealed) != Small && len(sealed) != Large {
		return Message{}, Hash{}, fmt.Errorf("%w: neither size", ErrUnreadable)
	}
	content, err := unseal(me, keys, infoEnvelope, sealed)
	if err != nil {
		return Message{}, Hash{}, err
	}
	f, inner, err := unpad(content)
	if err != nil {
		return Message{}, Hash{}, err
	}
	if f != formSigned {
		return Message{}, Hash{}, fmt.Errorf("%w: unknown form", ErrUnreadable)
	}
	return openSigned(me, sealed[:headerSize], inner)
}

func openSigned(me peer.ID, header, inner []byte) (Message, Hash, error) {
	w, from, sig, err := signedFromWire(inner)
	if err != nil {
		return Message{}, Hash{}, err
	}
	sender, err := peerOf(from)
	if err != nil {
		return Message{}, Hash{}, err
	}
	hash := hashOf(from, w)
	if err := identity.Verify(sender, purpose, transcript(header, hash, me), sig); err != nil {
		return Message{}, Hash{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	m, err := fromWire(w)
	if err != nil {
		return Message{}, Hash{}, err
	}
	m.Sender = sender
	return m, hash, nil
}

// peerOf returns the peer ID that inlines an Ed25519 key.
func peerOf(key []byte) (peer.ID, error) {
	id, err := identity.IDOf(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return id, nil
}
