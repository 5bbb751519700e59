package envelope

import (
	"crypto/sha256"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// purpose separates these signatures from others of the identity key.
const purpose = "envelope"

// Seal signs m with k and encrypts it for the device of to that holds p. The
// result is Small or Large bytes long. The hash is the same each time the same m
// is sealed by the same k.
func Seal(k *identity.Key, to peer.ID, p Prekey, m Message) (sealed []byte, hash Hash, err error) {
	return sealBy(signer{k}, to, m, encapsulation(to, p))
}

// SealIn is [Seal] in a session instead of with the identity's signature.
func SealIn(s Session, from, to peer.ID, p Prekey, m Message) (sealed []byte, hash Hash, err error) {
	return sealBy(talker{s, from}, to, m, encapsulation(to, p))
}

func encapsulation(to peer.ID, p Prekey) func() (*sealer, error) {
	return func() (*sealer, error) { return newSealer(to, p, infoEnvelope) }
}

// writer makes the content of one form.
type writer interface {
	sender() peer.ID
	form() form
	size(l letter) int
	write(header []byte, to peer.ID, l letter) ([]byte, error)
}

// letter is a message on its way into or out of an envelope.
type letter struct {
	Message
	wire []byte
	hash Hash
}

func sealBy(by writer, to peer.ID, m Message, encapsulate func() (*sealer, error)) (sealed []byte, hash Hash, err error) {
	l := letter{Message: m}
	if l.wire, err = toWire(m); err != nil {
		return nil, Hash{}, err
	}
	from, err := identity.PublicKey(by.sender())
	if err != nil {
		return nil, Hash{}, err
	}
	l.hash = hashOf(from, l.wire)
	size, err := fit(by.size(l))
	if err != nil {
		return nil, Hash{}, err
	}
	s, err := encapsulate()
	if err != nil {
		return nil, Hash{}, err
	}
	inner, err := by.write(s.header[:], to, l)
	if err != nil {
		return nil, Hash{}, err
	}
	sealed, err = s.seal(pad(by.form(), inner, size), size)
	return sealed, l.hash, err
}

// signer writes form 1.
type signer struct{ key *identity.Key }

func (s signer) sender() peer.ID   { return s.key.ID() }
func (s signer) form() form        { return formSigned }
func (s signer) size(l letter) int { return signedSize(l) }

func (s signer) write(header []byte, to peer.ID, l letter) ([]byte, error) {
	from, err := identity.PublicKey(s.key.ID())
	return signedToWire(l, from, s.key.Sign(purpose, transcript(formSigned, header, l, to))), err
}

// hashOf names a message by its sender's key and its bytes as sent.
func hashOf(sender, message []byte) Hash {
	h := sha256.New()
	h.Write([]byte(labelMessage))
	h.Write(sender)
	h.Write(message)
	return Hash(h.Sum(nil))
}

// transcript is what is signed. All parts but the last have a fixed length.
func transcript(f form, header []byte, l letter, recipient peer.ID) []byte {
	outer, aside := sha256.Sum256(header), sha256.Sum256(l.Aside)
	b := make([]byte, 0, 2+3*sha256.Size+len(recipient))
	b = append(b, Suite, byte(f))
	b = append(b, outer[:]...)
	b = append(b, l.hash[:]...)
	b = append(b, aside[:]...)
	return append(b, recipient...)
}
