package contact

import (
	"bytes"
	"crypto/sha512"
	"fmt"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// The safety number of two people is made as Signal's fingerprint of version 2 is,
// with one hash over both instead of one each: 5,200 rounds of SHA-512, so that a
// number that is nearly the same costs a forger that much a try.
const (
	safetyRounds = 5200
	safetyLabel  = "restante/safety/1\x00"
	safetyGroups = 12 // of five digits, each from five bytes of the hash
	safetyCode   = "restante-safety:1:"
	maxCode      = 512 // bytes of a code that somebody shows
)

// SafetyNumber is the same for both of two people, and for no others: 60 digits.
func SafetyNumber(a, b peer.ID) (string, error) {
	both, err := sorted(a, b)
	if err != nil {
		return "", err
	}
	h := sha512.Sum512(append([]byte(safetyLabel), both...))
	for range safetyRounds - 1 {
		h = sha512.Sum512(append(h[:], both...))
	}
	var digits strings.Builder
	for i := range safetyGroups {
		fmt.Fprintf(&digits, "%05d", group(h[5*i:]))
	}
	return digits.String(), nil
}

// sorted joins peer ID and identity key of both, whoever asks in the same order.
func sorted(a, b peer.ID) ([]byte, error) {
	var parts [2][]byte
	for i, id := range []peer.ID{a, b} {
		key, err := identity.PublicKey(id)
		if err != nil {
			return nil, err
		}
		parts[i] = append([]byte(id), key...)
	}
	if bytes.Compare(parts[0], parts[1]) > 0 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	return append(parts[0], parts[1]...), nil
}

func group(b []byte) uint64 {
	var n uint64
	for _, x := range b[:5] {
		n = n<<8 | uint64(x)
	}
	return n % 100_000
}

// codeOf is what me shows to them.
func codeOf(me, them peer.ID, number string) string {
	return safetyCode + me.String() + ":" + them.String() + ":" + number
}

// checkCode compares a code that them showed with one's own number.
func checkCode(code string, me, them peer.ID, number string) error {
	rest, is := strings.CutPrefix(strings.TrimSpace(code), safetyCode)
	parts := strings.Split(rest, ":")
	if !is || len(code) > maxCode || len(parts) != 3 {
		return ErrCode
	}
	switch {
	case parts[0] == me.String() && parts[1] == them.String():
		return ErrOwnCode
	case parts[0] != them.String() || parts[1] != me.String():
		return ErrOther
	case parts[2] != number:
		return ErrNumber
	}
	return nil
}
