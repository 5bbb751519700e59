package envelope

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// form says what proves the sender of an envelope.
type form byte

const (
	formSigned  form = 1
	formSession form = 2
)

const contentHead = 1 + 4 // form, length

var zeros [Large]byte

// fit returns the smallest size of an envelope for n bytes.
func fit(n int) (size int, err error) {
	for _, size := range []int{Small, Large} {
		if headerSize+contentHead+n+macSize <= size {
			return size, nil
		}
	}
	return 0, ErrTooLarge
}

// pad makes the content of an envelope of the given size.
func pad(f form, inner []byte, size int) []byte {
	content := make([]byte, size-headerSize-macSize)
	content[0] = byte(f)
	binary.BigEndian.PutUint32(content[1:], uint32(len(inner)))
	copy(content[contentHead:], inner)
	return content
}

// unpad undoes pad. Only zeros may follow, so that each message has one content.
func unpad(content []byte) (form, []byte, error) {
	if len(content) < contentHead {
		return 0, nil, fmt.Errorf("%w: short content", ErrUnreadable)
	}
	f, n, rest := form(content[0]), binary.BigEndian.Uint32(content[1:]), content[contentHead:]
	if uint64(n) > uint64(len(rest)) || !isZero(rest[n:]) {
		return 0, nil, fmt.Errorf("%w: bad padding", ErrUnreadable)
	}
	return f, rest[:n], nil
}

func isZero(b []byte) bool { return bytes.Equal(b, zeros[:len(b)]) }
