package deposit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"
)

// ErrFavours: more depositors than a mailbox may favour, or bytes that are no
// set of them.
var ErrFavours = errors.New("not a set of favoured depositors")

// favourSize is how much of a hash tells one depositor from another. A stranger
// is mistaken for one of them once in 2^52 keys, and would gain a better place
// in one mailbox.
const favourSize = 8

// Favours are those depositors for whom a mailbox keeps a part free, as a push
// node knows them: of each the first 8 bytes of SHA-256(mailbox ‖ peer ID), in
// order. The node can recognise who comes, and can not list whom one knows.
type Favours []byte

// NewFavours is the set of some depositors of a mailbox, at most MaxFavours.
func NewFavours(m Mailbox, depositors []peer.ID) (Favours, error) {
	marks := make([][]byte, len(depositors))
	for i, d := range depositors {
		marks[i] = favourOf(m, d)
	}
	slices.SortFunc(marks, bytes.Compare)
	marks = slices.CompactFunc(marks, bytes.Equal)
	if len(marks) > MaxFavours {
		return nil, fmt.Errorf("%w: %d of them", ErrFavours, len(marks))
	}
	return slices.Concat(marks...), nil
}

// ParseFavours reads a set that came from somebody.
func ParseFavours(b []byte) (Favours, error) {
	if len(b)%favourSize != 0 || len(b) > MaxFavours*favourSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrFavours, len(b))
	}
	f := Favours(b)
	for i := 1; i < f.Len(); i++ {
		if bytes.Compare(f.at(i-1), f.at(i)) >= 0 {
			return nil, fmt.Errorf("%w: out of order", ErrFavours)
		}
	}
	return f, nil
}

// Len is how many depositors the set has.
func (f Favours) Len() int { return len(f) / favourSize }

func (f Favours) at(i int) []byte { return f[i*favourSize:][:favourSize] }

// Has reports whether the depositor is in the set, which is that of m.
func (f Favours) Has(m Mailbox, depositor peer.ID) bool {
	if len(f) == 0 {
		return false
	}
	want := favourOf(m, depositor)
	low, high := 0, f.Len()
	for low < high {
		middle := (low + high) / 2
		if bytes.Compare(f.at(middle), want) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low < f.Len() && bytes.Equal(f.at(low), want)
}

func favourOf(m Mailbox, depositor peer.ID) []byte {
	sum := sha256.Sum256(append(m[:], depositor...))
	return sum[:favourSize]
}
