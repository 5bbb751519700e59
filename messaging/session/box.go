package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

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
//	   5  1153  an encapsulated key that nobody opens; the first 12 bytes of its
//	            SHA-256 are the nonce
//	1158   786  AES-256-GCM of n (2) ‖ plain (n) ‖ zeros, with the bytes before and
//	            the mailbox as associated data
//
// Random bytes in the place of that key would show: what ML-KEM encapsulates is
// compressed, and some values are more frequent than others.
type Box struct {
	deposit.Signer
	key [keySize]byte
}

// Offsets and sizes of a body.
const (
	bodyEncAt   = 5
	bodyTextAt  = bodyEncAt + encSize
	bodyContent = envelope.BodySize - bodyTextAt - 16
)

// SealBody encrypts the body of a deposit record, [envelope.BodySize] bytes.
func (b *Box) SealBody(plain []byte) ([]byte, error) {
	if len(plain) > envelope.MaxBodyPlain {
		return nil, fmt.Errorf("%w: a deposit's body of %d bytes", envelope.ErrTooLarge, len(plain))
	}
	enc, _, err := hpke.NewSender(nobody(), kdf, aead, nil)
	if err != nil {
		return nil, fmt.Errorf("sealing a deposit's body: %w", err)
	}
	sealed := make([]byte, bodyTextAt, envelope.BodySize)
	rand.Read(sealed[:bodyEncAt])
	sealed[0] = envelope.Suite
	copy(sealed[bodyEncAt:], enc)
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

// nobody's key is encapsulated to; its private half is thrown away.
var nobody = sync.OnceValue(func() hpke.PublicKey { return must(kem.GenerateKey()).PublicKey() })

func bodyNonce(sealed []byte) []byte {
	sum := sha256.Sum256(sealed[bodyEncAt:bodyTextAt])
	return sum[:nonceSize]
}

// bind is what the text is tied to.
func (b *Box) bind(sealed []byte) []byte {
	m := b.Mailbox()
	return append(sealed[:bodyTextAt:bodyTextAt], m[:]...)
}

func (b *Box) aead() cipher.AEAD { return must(cipher.NewGCM(must(aes.NewCipher(b.key[:])))) }
