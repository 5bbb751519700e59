package deposit

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// ErrTooMuchWork: nobody asks for more than MaxWork.
var ErrTooMuchWork = errors.New("more work than anybody asks for")

// workPurpose keeps the hash of a stamp apart from the record's key.
const workPurpose = "restante/stamp/1"

// Work is what the record's stamp has cost: so many leading zero bits has
// SHA-256("restante/stamp/1" ‖ encoded record), and each doubles the price. A
// record that does not encode has none.
func (r Record) Work() int {
	b, err := r.Encode()
	if err != nil {
		return 0
	}
	return WorkOf(b)
}

// WorkOf is the work of an encoded record.
func WorkOf(encoded []byte) int {
	return workIn(append([]byte(workPurpose), encoded...))
}

func workIn(b []byte) (zeros int) {
	sum := sha256.Sum256(b)
	for _, c := range sum {
		zeros += bits.LeadingZeros8(c)
		if c != 0 {
			break
		}
	}
	return zeros
}

// breath is how many stamps are tried between two looks at the context.
const breath = 1 << 10

// Stamp returns the record with a stamp that is worth so many bits, which costs
// about 2^bits hashes of its 2 KiB, and gives it another key. The context ends
// the search. A record that has the bits already stays as it is.
func Stamp(ctx context.Context, r Record, bits int) (Record, error) {
	if bits > MaxWork {
		return r, fmt.Errorf("%w: %d bits", ErrTooMuchWork, bits)
	}
	b, err := r.Encode()
	if err != nil {
		return r, err
	}
	b = append([]byte(workPurpose), b...)
	stamp := b[len(workPurpose)+stampAt:][:len(r.Stamp)]
	for n := uint64(0); workIn(b) < bits; n++ {
		if n%breath == 0 {
			if err := ctx.Err(); err != nil {
				return r, fmt.Errorf("stamping a record: %w", err)
			}
			rand.Read(stamp) // never fails
		}
		binary.BigEndian.PutUint64(stamp, n)
	}
	copy(r.Stamp[:], stamp)
	return r, nil
}
