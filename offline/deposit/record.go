package deposit

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"time"
)

var (
	ErrRecord   = errors.New("not a deposit record")               // bytes that no version wrote
	ErrTooLarge = errors.New("does not fit into a deposit record") // a body or address too long
)

// Record is the deposit slip. Expires counts in whole seconds.
type Record struct {
	Mailbox    Mailbox
	Expires    time.Time
	CancelHash [sha256.Size]byte
	Stamp      [16]byte // makes the hash of Work, for those who ask for it
	Body       []byte   // sealed, at most MaxBody
}

// Key names a record: the hash of its encoded form.
type Key [sha256.Size]byte

// KeyOf names an encoded record.
func KeyOf(encoded []byte) Key { return sha256.Sum256(encoded) }

// String is short, for logs.
func (k Key) String() string { return hex.EncodeToString(k[:4]) }

// Key names the record; it fails where Encode fails.
func (r Record) Key() (Key, error) {
	b, err := r.Encode()
	if err != nil {
		return Key{}, err
	}
	return KeyOf(b), nil
}

// Preimage is the sender's secret that takes a deposit back.
type Preimage [32]byte

// NewPreimage draws one.
func NewPreimage() (p Preimage) {
	rand.Read(p[:]) // never fails
	return p
}

// Hash is what the record carries.
func (p Preimage) Hash() [sha256.Size]byte {
	return sha256.Sum256(append([]byte("restante/cancel/1"), p[:]...))
}

// The layout of a record; integers are big-endian. After the body there are zeros.
const (
	recordVersion = 1

	mailboxAt = 1
	expiresAt = mailboxAt + ed25519.PublicKeySize
	cancelAt  = expiresAt + 8 // Unix seconds
	stampAt   = cancelAt + sha256.Size
	lengthAt  = stampAt + 16
	bodyAt    = lengthAt + 2
)

// maxSeconds is the last second that has a Unix time in nanoseconds.
const maxSeconds = math.MaxInt64 / int64(time.Second)

// Encode returns the record's RecordSize bytes. The same record always has the
// same bytes, and so the same key.
func (r Record) Encode() ([]byte, error) {
	seconds := r.Expires.Unix()
	if len(r.Body) > MaxBody {
		return nil, fmt.Errorf("%w: body of %d bytes", ErrTooLarge, len(r.Body))
	}
	if seconds < 0 || seconds > maxSeconds {
		return nil, fmt.Errorf("%w: expiry out of range", ErrRecord)
	}
	b := make([]byte, RecordSize)
	b[0] = recordVersion
	copy(b[mailboxAt:], r.Mailbox[:])
	binary.BigEndian.PutUint64(b[expiresAt:], uint64(seconds))
	copy(b[cancelAt:], r.CancelHash[:])
	copy(b[stampAt:], r.Stamp[:])
	binary.BigEndian.PutUint16(b[lengthAt:], uint16(len(r.Body)))
	copy(b[bodyAt:], r.Body)
	return b, nil
}

// Decode reads a record. Only bytes that Encode could have made are one.
func Decode(b []byte) (Record, error) {
	if len(b) != RecordSize || b[0] != recordVersion {
		return Record{}, fmt.Errorf("%w: length or version", ErrRecord)
	}
	seconds := binary.BigEndian.Uint64(b[expiresAt:])
	body, err := padded(b[lengthAt:])
	if err != nil || seconds > uint64(maxSeconds) {
		return Record{}, fmt.Errorf("%w: expiry or body", ErrRecord)
	}
	return Record{
		Mailbox:    Mailbox(b[mailboxAt:expiresAt]),
		Expires:    time.Unix(int64(seconds), 0).UTC(),
		CancelHash: [sha256.Size]byte(b[cancelAt:stampAt]),
		Stamp:      [16]byte(b[stampAt:lengthAt]),
		Body:       append([]byte(nil), body...),
	}, nil
}
