package envelope

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Open takes apart a block that was sealed to me and checks its signature. All
// that can be wrong with foreign bytes is [ErrUnreadable].
//
// A message in a session comes back with Sender, Device, Seq and Locked set, and
// nothing else; [Unlock] does the rest. It has no hash until then.
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
	switch f {
	case formSigned:
		return openSigned(me, sealed[:headerSize], inner)
	case formSession:
		m, err = openLocked(sealed[:headerSize:headerSize], inner)
		return m, Hash{}, err
	}
	return Message{}, Hash{}, fmt.Errorf("%w: unknown form", ErrUnreadable)
}

func openSigned(me peer.ID, header, inner []byte) (Message, Hash, error) {
	l, from, sig, err := signedFromWire(inner)
	if err != nil {
		return Message{}, Hash{}, err
	}
	if l.Sender, err = peerOf(from); err != nil {
		return Message{}, Hash{}, err
	}
	l.hash = hashOf(from, l.wire)
	if err := identity.Verify(l.Sender, purpose, transcript(formSigned, header, l, me), sig); err != nil {
		return Message{}, Hash{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return l.Message, l.hash, nil
}

// peerOf returns the peer ID that inlines an Ed25519 key.
func peerOf(key []byte) (peer.ID, error) {
	id, err := identity.IDOf(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return id, nil
}
