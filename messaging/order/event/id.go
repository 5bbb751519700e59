package event

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/mr-tron/base58"
)

// ErrID is returned for what names no order.
var ErrID = errors.New("this is not the ID of an order")

// ID names an order: the hash of its first event. People see it as the base58 of that
// hash as a multihash, such as "QmPZ…".
type ID Hash

// multihashOf is in front of a SHA-256: its code and its length.
var multihashOf = []byte{0x12, sha256.Size}

func (id ID) String() string { return base58.Encode(append(bytes.Clone(multihashOf), id[:]...)) }

// Number is what people call an order by: the first letters of its ID that differ from
// one to the next. It is also what a payment shall name, unless the merchant says
// something else.
func (id ID) Number() string { return id.String()[2:8] }

// maxIDText is above the 46 characters of an ID.
const maxIDText = 64

// ParseID undoes String.
func ParseID(s string) (id ID, err error) {
	if len(s) > maxIDText {
		return ID{}, fmt.Errorf("%w: %d characters", ErrID, len(s))
	}
	b, err := base58.Decode(s)
	if err != nil {
		return ID{}, fmt.Errorf("%w: %w", ErrID, err)
	}
	if len(b) != len(multihashOf)+len(id) || !bytes.HasPrefix(b, multihashOf) {
		return ID{}, ErrID
	}
	copy(id[:], b[len(multihashOf):])
	return id, nil
}

// MarshalText gives what String gives.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText undoes MarshalText.
func (id *ID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseID(string(b))
	return err
}
