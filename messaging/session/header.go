package session

import (
	"encoding/binary"
	"fmt"
)

// PublicSize is the length of a public key in bytes.
const PublicSize = 1249

// Offsets of a message; the package comment draws it.
const (
	turnAt     = len(ID{})
	numberAt   = turnAt + 4
	beforeAt   = numberAt + 4
	encAt      = beforeAt + 4
	encSize    = 1088 + 65
	publicAt   = encAt + encSize
	headerSize = publicAt + PublicSize
)

// Overhead is how many bytes longer than its text a message is.
const Overhead = headerSize + macSize

// header is what a message says before its text.
type header struct {
	id           ID
	turn, number uint32
	before       uint32
	enc, public  []byte
}

func (h header) bytes() []byte {
	b := make([]byte, 0, headerSize)
	b = append(b, h.id[:]...)
	b = binary.BigEndian.AppendUint32(b, h.turn)
	b = binary.BigEndian.AppendUint32(b, h.number)
	b = binary.BigEndian.AppendUint32(b, h.before)
	b = append(b, h.enc...)
	return append(b, h.public...)
}

func parseHeader(message []byte) (h header, err error) {
	if len(message) < Overhead {
		return h, fmt.Errorf("%w: %d bytes", ErrUnreadable, len(message))
	}
	copy(h.id[:], message)
	h.turn = binary.BigEndian.Uint32(message[turnAt:])
	h.number = binary.BigEndian.Uint32(message[numberAt:])
	h.before = binary.BigEndian.Uint32(message[beforeAt:])
	h.enc, h.public = message[encAt:publicAt:publicAt], message[publicAt:headerSize:headerSize]
	if h.turn == 0 {
		return h, fmt.Errorf("%w: turn 0", ErrUnreadable)
	}
	return h, nil
}

// IDOf tells to which session a message belongs.
func IDOf(message []byte) (ID, error) {
	h, err := parseHeader(message)
	return h.id, err
}
