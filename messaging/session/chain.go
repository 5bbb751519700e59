package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	keySize   = 32
	nonceSize = 12
	macSize   = 16
)

// Labels keep what is derived here apart from any other use of a key.
const (
	labelRoot    = "restante/1/session root\x00"
	labelTurn    = "restante/1/session turn\x00"
	labelChain   = "restante/1/session chain\x00"
	labelMessage = "restante/1/session message\x00"
)

// Key opens one message.
type Key [keySize]byte

// chain gives a key for each message of a turn.
type chain struct {
	turn uint32
	key  [keySize]byte
	n    uint32 // the number of the next message
}

// take returns the next key, which the chain cannot give again.
func (c *chain) take() Key {
	out := must(hkdf.Expand(sha256.New, c.key[:], labelChain, 2*keySize))
	c.key, c.n = [keySize]byte(out[:keySize]), c.n+1
	return Key(out[keySize:])
}

// firstRoot binds a session to its two ends.
func firstRoot(o Offer, initiator, responder peer.ID) [keySize]byte {
	info := append([]byte(labelRoot), o.ID[:]...)
	for _, p := range []peer.ID{initiator, responder} {
		info = append(append(info, byte(len(p))), p...)
	}
	return [keySize]byte(must(hkdf.Key(sha256.New, o.Seed[:], nil, string(info), keySize)))
}

// mix makes the root and the chain of a new turn.
func mix(root [keySize]byte, export []byte, turn uint32) ([keySize]byte, *chain) {
	out := must(hkdf.Key(sha256.New, export, root[:], labelTurn, 2*keySize))
	return [keySize]byte(out[:keySize]), &chain{turn: turn, key: [keySize]byte(out[keySize:])}
}

// cipherFor gives the cipher of one message in one envelope.
func cipherFor(k Key, bind [sha256.Size]byte) (aead cipher.AEAD, nonce []byte) {
	out := must(hkdf.Key(sha256.New, k[:], bind[:], labelMessage, keySize+nonceSize))
	return must(cipher.NewGCM(must(aes.NewCipher(out[:keySize])))), out[keySize:]
}

func encrypt(k Key, bind [sha256.Size]byte, header, plain []byte) []byte {
	aead, nonce := cipherFor(k, bind)
	return aead.Seal(slices.Clone(header), nonce, plain, append(slices.Clone(header), bind[:]...))
}

func decrypt(k Key, bind [sha256.Size]byte, header, text []byte) ([]byte, error) {
	aead, nonce := cipherFor(k, bind)
	return aead.Open(nil, nonce, text, append(slices.Clone(header), bind[:]...))
}

// must is for calls that fail on wrong lengths only, which are constants here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
