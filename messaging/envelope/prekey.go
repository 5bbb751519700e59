package envelope

import (
	"crypto/hpke"
	"crypto/sha256"
	"fmt"
)

// Sizes of a prekey in bytes.
const (
	PublicSize  = 1249
	PrivateSize = 32
)

// Prekey is the public half that others seal to. The zero ID is never used.
//
// [ParsePrekey] makes one that is checked and quick to use; one made by hand is
// parsed again at each Seal.
type Prekey struct {
	ID     uint32
	Public []byte

	key hpke.PublicKey
}

// ParsePrekey checks that public is a key of suite 1.
func ParsePrekey(id uint32, public []byte) (Prekey, error) {
	if len(public) != PublicSize {
		return Prekey{}, fmt.Errorf("%w: %d bytes", ErrPrekey, len(public))
	}
	key, err := kem.NewPublicKey(public)
	if err != nil {
		return Prekey{}, fmt.Errorf("%w: %w", ErrPrekey, err)
	}
	return Prekey{ID: id, Public: public, key: key}, nil
}

// parsed returns p with its key.
func (p Prekey) parsed() (Prekey, error) {
	if p.key != nil {
		return p, nil
	}
	return ParsePrekey(p.ID, p.Public)
}

// PrivateKey is the private half of a prekey, ready for use.
type PrivateKey struct {
	id     uint32
	public []byte
	digest [32]byte // SHA-256 of public
	key    hpke.PrivateKey
}

// PrivateKeys is where [Open] looks for the key of a block.
type PrivateKeys interface {
	// Private returns the own prekeys that are not deleted yet. Open only reads
	// the slice.
	Private() []*PrivateKey
}

// NewPrivateKey generates a prekey.
func NewPrivateKey(id uint32) (*PrivateKey, error) {
	key, err := kem.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("generating a prekey: %w", err)
	}
	return newPrivateKey(id, key), nil
}

// ParsePrivateKey restores a prekey from what Bytes returned.
func ParsePrivateKey(id uint32, secret []byte) (*PrivateKey, error) {
	key, err := kem.NewPrivateKey(secret)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPrekey, err)
	}
	return newPrivateKey(id, key), nil
}

func newPrivateKey(id uint32, key hpke.PrivateKey) *PrivateKey {
	public := key.PublicKey().Bytes()
	return &PrivateKey{id: id, public: public, digest: sha256.Sum256(public), key: key}
}

// Bytes returns the secret, [PrivateSize] bytes.
func (k *PrivateKey) Bytes() ([]byte, error) { return k.key.Bytes() }

// ID returns the number that the public half has on the card.
func (k *PrivateKey) ID() uint32 { return k.id }

// Prekey returns the public half.
func (k *PrivateKey) Prekey() Prekey {
	return Prekey{ID: k.id, Public: k.public, key: k.key.PublicKey()}
}
