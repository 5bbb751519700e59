package envelope

import (
	"crypto/hpke"
	"crypto/sha256"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Suite is the one suite of this version, the first byte of all that is sealed.
const Suite = 1

// Offsets and sizes of the block; the package comment draws it.
const (
	tagAt      = 1
	tagSize    = 4
	encAt      = tagAt + tagSize
	encSize    = 1088 + 65
	headerSize = encAt + encSize
	macSize    = 16
)

// Labels keep what is sealed or hashed here apart from any other use of a key.
const (
	infoEnvelope = "restante/1/envelope\x00"
	infoDeposit  = "restante/1/deposit\x00"
	labelTag     = "restante/1/prekey tag\x00"
	labelMessage = "restante/1/message\x00"
)

var (
	kem  = hpke.MLKEM768P256()
	kdf  = hpke.HKDFSHA256()
	aead = hpke.AES256GCM()
)

// sealer is one use of the suite: a header, and the key to encrypt one content.
type sealer struct {
	header [headerSize]byte
	ctx    *hpke.Sender
}

func newSealer(to peer.ID, p Prekey, label string) (*sealer, error) {
	p, err := p.parsed()
	if err != nil {
		return nil, err
	}
	enc, ctx, err := hpke.NewSender(p.key, kdf, aead, info(label, to))
	if err != nil {
		return nil, fmt.Errorf("encapsulating: %w", err)
	}
	s := &sealer{ctx: ctx}
	s.header[0] = Suite
	t := tag(sha256.Sum256(p.Public), sha256.Sum256(enc))
	copy(s.header[tagAt:], t[:])
	copy(s.header[encAt:], enc)
	return s, nil
}

// seal returns header and encrypted content, size bytes.
func (s *sealer) seal(content []byte, size int) ([]byte, error) {
	text, err := s.ctx.Seal(s.header[:encAt], content)
	if err != nil {
		return nil, fmt.Errorf("encrypting: %w", err)
	}
	sealed := make([]byte, 0, size)
	sealed = append(sealed, s.header[:]...)
	return append(sealed, text...), nil
}

// unseal returns the content of a block that was made by seal.
func unseal(me peer.ID, keys PrivateKeys, label string, sealed []byte) ([]byte, error) {
	if len(sealed) < headerSize+macSize || sealed[0] != Suite {
		return nil, fmt.Errorf("%w: unknown suite", ErrUnreadable)
	}
	enc := sealed[encAt:headerSize:headerSize]
	digest := sha256.Sum256(enc)
	for _, k := range keys.Private() {
		if tag(k.digest, digest) != [tagSize]byte(sealed[tagAt:encAt]) {
			continue
		}
		content, err := k.decrypt(enc, info(label, me), sealed)
		if err == nil {
			return content, nil
		}
	}
	return nil, fmt.Errorf("%w: no prekey opens it", ErrUnreadable)
}

func (k *PrivateKey) decrypt(enc, info, sealed []byte) ([]byte, error) {
	ctx, err := hpke.NewRecipient(enc, k.key, kdf, aead, info)
	if err != nil {
		return nil, err
	}
	return ctx.Open(sealed[:encAt], sealed[headerSize:])
}

func info(label string, recipient peer.ID) []byte {
	return append([]byte(label), recipient...)
}

// tag lets the recipient find the prekey without trying all of them.
func tag(public, enc [32]byte) [tagSize]byte {
	b := append([]byte(labelTag), public[:]...)
	sum := sha256.Sum256(append(b, enc[:]...))
	return [tagSize]byte(sum[:tagSize])
}
