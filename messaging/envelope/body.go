package envelope

import (
	"encoding/binary"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Sizes of the sealed body of a deposit record, and of what fits into it.
const (
	BodySize     = 1944
	MaxBodyPlain = BodySize - headerSize - macSize - bodyHead

	bodyHead = 2 // length
)

// SealBody encrypts the body of a deposit record. The result is BodySize bytes
// long and says nothing about its sender.
func SealBody(to peer.ID, p Prekey, plain []byte) ([]byte, error) {
	if len(plain) > MaxBodyPlain {
		return nil, fmt.Errorf("%w: a deposit's body of %d bytes", ErrTooLarge, len(plain))
	}
	s, err := newSealer(to, p, infoDeposit)
	if err != nil {
		return nil, err
	}
	return s.seal(padBody(plain), BodySize)
}

// OpenBody undoes SealBody. Nothing in the result is proved: anybody can seal.
func OpenBody(me peer.ID, keys PrivateKeys, sealed []byte) ([]byte, error) {
	if len(sealed) != BodySize {
		return nil, fmt.Errorf("%w: bad size", ErrUnreadable)
	}
	content, err := unseal(me, keys, infoDeposit, sealed)
	if err != nil {
		return nil, err
	}
	return unpadBody(content)
}

func padBody(plain []byte) []byte {
	content := make([]byte, bodyHead+MaxBodyPlain)
	binary.BigEndian.PutUint16(content, uint16(len(plain)))
	copy(content[bodyHead:], plain)
	return content
}

func unpadBody(content []byte) ([]byte, error) {
	n, rest := int(binary.BigEndian.Uint16(content)), content[bodyHead:]
	if n > len(rest) || !isZero(rest[n:]) {
		return nil, fmt.Errorf("%w: bad padding", ErrUnreadable)
	}
	return rest[:n], nil
}
