package record

import (
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Limits of a record.
const (
	MaxSize  = 3 << 10 // encoded, signature included
	MaxKind  = 32
	MaxAhead = 24 * time.Hour // of a version before the local clock
)

var (
	ErrMalformed = errors.New("this is not a record")
	ErrFormat    = errors.New("the record is of another format") // made by another version
	ErrForged    = errors.New("the record is not signed by its owner")
	ErrFuture    = errors.New("the record's version is more than a day ahead")
	ErrTooLarge  = errors.New("the record is larger than 3 KiB")
)

// purpose separates these signatures from others of the identity key.
const purpose = "record"

// Record is one published version of something that belongs to Owner.
type Record struct {
	Owner   peer.ID
	Kind    string
	Version uint64
	Payload []byte
}

// Seal signs a record of k's owner.
func Seal(k *identity.Key, kind string, version uint64, payload []byte) ([]byte, error) {
	b, err := toWire(Record{Owner: k.ID(), Kind: kind, Version: version, Payload: payload})
	if err != nil {
		return nil, err
	}
	return append(b, k.Sign(purpose, b)...), nil
}

// Open decodes a foreign record and checks its signature and that its version is
// not in the future.
func Open(b []byte) (Record, error) {
	r, err := Parse(b)
	if err != nil {
		return Record{}, err
	}
	signed, sig := split(b)
	if err := identity.Verify(r.Owner, purpose, signed, sig); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrForged, err)
	}
	if r.Version > versionAt(time.Now().Add(MaxAhead)) {
		return Record{}, ErrFuture
	}
	return r, nil
}

// Parse decodes a record and checks nothing else. It is for records that went
// through Open before they were stored.
func Parse(b []byte) (Record, error) {
	if len(b) > MaxSize {
		return Record{}, ErrTooLarge
	}
	return fromWire(b)
}

// NextVersion returns the version to publish after previous, which is 0 for none.
func NextVersion(previous uint64, now time.Time) uint64 {
	return max(previous+1, versionAt(now))
}

func versionAt(t time.Time) uint64 { return uint64(max(0, t.UnixMilli())) }
