package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"restante/messaging/envelope"
	"restante/offline/deposit"
)

// Box is one mailbox of a [Pair]: its Signer, and the key for the bodies of deposit
// records that lie there.
//
// A body looks like one that [envelope.SealBody] made for a stranger's mailbox, so
// that a holder of pointers cannot tell the two apart:
//
//	   0     1  suite, 1
//	   1     4  random
//	   5  1088  random; the first 12 bytes are the nonce
//	1093    65  a random point of P-256
//	1158   786  AES-256-GCM of n (2) ‖ plain (n) ‖ zeros, with the bytes before and
//	            the mailbox as associated data
type Box struct {
	deposit.Signer
	key [keySize]byte
}

// Offsets and sizes of a body.
const (
	bodyNonceAt = 5
	bodyPointAt = bodyNonceAt + 1088
	bodyTextAt  = bodyPointAt + 65
	bodyContent = envelope.BodySize - bodyTextAt - 16
)

// SealBody encrypts the body of a deposit record, [envelope.BodySize] bytes.
func (b *Box) SealBody(plain []byte) ([]byte, error) {
	if len(plain) > envelope.MaxBodyPlain {
		return nil, fmt.Errorf("%w: a deposit's body of %d bytes", envelope.ErrTooLarge, len(plain))
	}
	decoy, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("sealing a deposit's body: %w", err)
	}
	sealed := make([]byte, bodyTextAt, envelope.BodySize)
	rand.Read(sealed)
	sealed[0] = envelope.Suite
	copy(sealed[bodyPointAt:], decoy.PublicKey().Bytes())
	content := make([]byte, bodyContent)
	binary.BigEndian.PutUint16(content, uint16(len(plain)))
	copy(content[2:], plain)
	return b.aead().Seal(sealed, bodyNonce(sealed), content, b.bind(sealed)), nil
}

// OpenBody undoes SealBody. That it opens shows that one of the pair sealed it.
func (b *Box) OpenBody(sealed []byte) ([]byte, error) {
	if len(sealed) != envelope.BodySize || sealed[0] != envelope.Suite {
		return nil, fmt.Errorf("%w: a body of another kind", ErrUnreadable)
	}
	content, err := b.aead().Open(nil, bodyNonce(sealed), sealed[bodyTextAt:], b.bind(sealed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	n := int(binary.BigEndian.Uint16(content))
	if n > len(content)-2 {
		return nil, fmt.Errorf("%w: bad padding", ErrUnreadable)
	}
	return content[2 : 2+n], nil
}

func bodyNonce(sealed []byte) []byte { return sealed[bodyNonceAt : bodyNonceAt+12] }

// bind is what the text is tied to.
func (b *Box) bind(sealed []byte) []byte {
	m := b.Mailbox()
	return append(sealed[:bodyTextAt:bodyTextAt], m[:]...)
}

func (b *Box) aead() cipher.AEAD { return must(cipher.NewGCM(must(aes.NewCipher(b.key[:])))) }
