package stamp

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/node/identity"
)

// Bits is the price of a stamp; one more doubles it. Half a million hashes take a
// telephone about half a second and a desktop a sixth of one; one stamp in a hundred takes
// five times as long.
const Bits = 19

// Limits of a stamp.
const (
	Size    = 4 + 8
	MaxBits = 32 // nobody waits for more
	// Weeks is for how many weeks after its own a stamp is good: a message lives 30 days,
	// and a clock may be a week wrong.
	Weeks = 6
	// Ahead is how many weeks a sender's clock may be ahead.
	Ahead = 1
)

var (
	// ErrStamp is returned for what is no stamp between these two at this time.
	ErrStamp = errors.New("the stamp is not valid")
	// ErrDear is returned for a price beyond [MaxBits].
	ErrDear = errors.New("more work than anybody asks for")
)

// Stamp proves that somebody has worked to write to somebody else in a week.
type Stamp struct {
	Week  session.Week
	Nonce uint64
}

// Bytes is the form in which a stamp travels.
func (s Stamp) Bytes() []byte {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, Size), uint32(s.Week))
	return binary.BigEndian.AppendUint64(b, s.Nonce)
}

// Parse undoes Bytes.
func Parse(b []byte) (Stamp, error) {
	if len(b) != Size {
		return Stamp{}, fmt.Errorf("%w: %d bytes", ErrStamp, len(b))
	}
	return Stamp{session.Week(binary.BigEndian.Uint32(b)), binary.BigEndian.Uint64(b[4:])}, nil
}

// Check reports what is wrong with a stamp that came beside a message.
func Check(b []byte, from, to peer.ID, now time.Time, price int) error {
	s, err := Parse(b)
	if err != nil {
		return err
	}
	if this := session.WeekOf(now); s.Week+Weeks < this || s.Week > this+Ahead {
		return fmt.Errorf("%w: of another time", ErrStamp)
	}
	m, err := newMint(from, to, s.Week)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStamp, err)
	}
	if m.work(s.Nonce) < price {
		return fmt.Errorf("%w: it cost less, or is between others", ErrStamp)
	}
	return nil
}

// breath is how many nonces are tried between two looks at the context: a millisecond.
const breath = 1 << 13

// Make works for a stamp, about 2^price hashes. The context ends the work.
func Make(ctx context.Context, from, to peer.ID, w session.Week, price int) (Stamp, error) {
	if price > MaxBits {
		return Stamp{}, fmt.Errorf("%w: %d bits", ErrDear, price)
	}
	m, err := newMint(from, to, w)
	if err != nil {
		return Stamp{}, err
	}
	var start [8]byte
	rand.Read(start[:])
	n := binary.BigEndian.Uint64(start[:])
	for tried := 0; m.work(n) < price; tried++ {
		if tried%breath == 0 && ctx.Err() != nil {
			return Stamp{}, fmt.Errorf("working for a stamp: %w", ctx.Err())
		}
		n++
	}
	return Stamp{w, n}, nil
}

// label keeps these hashes apart from others.
const label = "restante/1/stamp\x00"

// mint tries nonces: the hash of two people and a week, and room for one.
type mint [sha256.Size + 8]byte

func newMint(from, to peer.ID, w session.Week) (m mint, err error) {
	sender, err := identity.PublicKey(from)
	if err != nil {
		return m, err
	}
	recipient, err := identity.PublicKey(to)
	if err != nil {
		return m, err
	}
	b := append([]byte(label), sender...)
	b = append(b, recipient...)
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(b, uint32(w)))
	copy(m[:], sum[:])
	return m, nil
}

// work is what a nonce is worth: so many zeros are in front, of the first 64 bits.
func (m *mint) work(nonce uint64) int {
	binary.BigEndian.PutUint64(m[sha256.Size:], nonce)
	sum := sha256.Sum256(m[:])
	return bits.LeadingZeros64(binary.BigEndian.Uint64(sum[:]))
}
