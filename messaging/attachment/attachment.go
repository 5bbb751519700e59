// Package attachment seals files that are too large for a message, so that anybody may
// keep them: each under a key of its own, which travels in a message.
//
//	key := attachment.NewKey()
//	sealed, err := attachment.Seal(file, key)   // into a store, as a file of IPFS
//	file, err := attachment.Open(sealed, key)   // by whoever was told the key
//
// # The format
//
// A file is one of age (age-encryption.org/v1) with a passphrase: the key in lower-case
// hexadecimal, stretched once, since a random key has nothing to be stretched for.
// `age --decrypt` opens it.
//
// # What is promised
//
//   - Who has not the key learns how large a file is, and nothing else.
//   - What Open gives was sealed under the key, from the beginning: a change, or an end
//     that is missing, is [ErrDamaged] where it comes up, and everything before it is as
//     it was.
//   - Nothing over [MaxSize] is sealed or opened.
package attachment

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// MaxSize is how many bytes a file may have.
const MaxSize = 100 << 20

// Key opens one file.
type Key [32]byte

var (
	ErrTooLarge = errors.New("the file is larger than 100 MiB")
	ErrDamaged  = errors.New("the file cannot be opened: it is damaged, or another one")
)

// NewKey makes one.
func NewKey() (k Key) {
	rand.Read(k[:])
	return k
}

func (k Key) text() string { return hex.EncodeToString(k[:]) }

const workFactor = 1 // of two to the power of which scrypt makes rounds

// Seal gives a file as others may keep it. The reader ends with [ErrTooLarge] where the
// file does.
func Seal(file io.Reader, k Key) (io.Reader, error) {
	to, err := age.NewScryptRecipient(k.text())
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(workFactor)
	return age.EncryptReader(&bounded{file, MaxSize}, to)
}

// Open gives the file back.
func Open(sealed io.Reader, k Key) (io.Reader, error) {
	by, err := age.NewScryptIdentity(k.text())
	if err != nil {
		return nil, err
	}
	by.SetMaxWorkFactor(workFactor)
	file, err := age.Decrypt(sealed, by)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return &bounded{checked{file}, MaxSize}, nil
}

// Sealed is how many bytes a file of so many takes at most, in blocks of IPFS.
func Sealed(size uint64) int64 { return int64(min(size, MaxSize))/1000*1001 + 64<<10 }

// bounded refuses what is larger.
type bounded struct {
	from io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// checked names what is wrong.
type checked struct{ from io.Reader }

func (c checked) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return n, err
}
