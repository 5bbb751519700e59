package record

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Offsets of the fixed part; the package comment draws the whole.
const (
	format     = 1
	ownerOff   = 1
	versionOff = ownerOff + ed25519.PublicKeySize
	kindOff    = versionOff + 8
	overhead   = kindOff + 1 + 2 + ed25519.SignatureSize
)

// toWire encodes r without its signature.
func toWire(r Record) ([]byte, error) {
	owner, err := identity.PublicKey(r.Owner)
	if err != nil {
		return nil, err
	}
	if !validKind(r.Kind) {
		return nil, fmt.Errorf("%w: bad kind", ErrMalformed)
	}
	size := overhead + len(r.Kind) + len(r.Payload)
	if size > MaxSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, size)
	}
	b := make([]byte, 0, size)
	b = append(b, format)
	b = append(b, owner...)
	b = binary.BigEndian.AppendUint64(b, r.Version)
	b = append(b, byte(len(r.Kind)))
	b = append(b, r.Kind...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(r.Payload)))
	return append(b, r.Payload...), nil
}

func fromWire(b []byte) (Record, error) {
	if len(b) < overhead {
		return Record{}, fmt.Errorf("%w: short", ErrMalformed)
	}
	if b[0] != format {
		return Record{}, fmt.Errorf("%w: %w", ErrMalformed, ErrFormat)
	}
	owner, err := ownerOf(b[ownerOff:versionOff])
	if err != nil {
		return Record{}, err
	}
	k := int(b[kindOff])
	if len(b) < overhead+k {
		return Record{}, fmt.Errorf("%w: cut off", ErrMalformed)
	}
	kind, rest := string(b[kindOff+1:kindOff+1+k]), b[kindOff+1+k:]
	n := int(binary.BigEndian.Uint16(rest))
	if !validKind(kind) || len(b) != overhead+k+n {
		return Record{}, fmt.Errorf("%w: bad kind or length", ErrMalformed)
	}
	version := binary.BigEndian.Uint64(b[versionOff:])
	return Record{Owner: owner, Kind: kind, Version: version, Payload: rest[2 : 2+n]}, nil
}

// split separates what is signed from the signature.
func split(b []byte) (signed, sig []byte) {
	n := len(b) - ed25519.SignatureSize
	return b[:n], b[n:]
}

func ownerOf(key []byte) (peer.ID, error) {
	id, err := identity.IDOf(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return id, nil
}

func validKind(kind string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
	return kind != "" && len(kind) <= MaxKind && strings.Trim(kind, letters) == ""
}

// MaxPayload is the room for the payload of a kind.
func MaxPayload(kind string) int { return MaxSize - overhead - len(kind) }
