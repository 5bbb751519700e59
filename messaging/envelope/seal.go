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
	return sealWith(k, to, m, func() (*sealer, error) { return newSealer(to, p, infoEnvelope) })
}

func sealWith(k *identity.Key, to peer.ID, m Message, encapsulate func() (*sealer, error)) (sealed []byte, hash Hash, err error) {
	w, err := toWire(m)
	if err != nil {
		return nil, Hash{}, err
	}
	from, err := identity.PublicKey(k.ID())
	if err != nil {
		return nil, Hash{}, err
	}
	size, err := fit(signedSize(w))
	if err != nil {
		return nil, Hash{}, err
	}
	s, err := encapsulate()
	if err != nil {
		return nil, Hash{}, err
	}
	hash = hashOf(from, w)
	sig := k.Sign(purpose, transcript(s.header[:], hash, to))
	sealed, err = s.seal(pad(formSigned, signedToWire(w, from, sig), size), size)
	return sealed, hash, err
}

// hashOf names a message by its sender's key and its bytes as sent.
func hashOf(sender, message []byte) Hash {
	h := sha256.New()
	h.Write([]byte(labelMessage))
	h.Write(sender)
	h.Write(message)
	return Hash(h.Sum(nil))
}

// transcript is what form 1 signs. All parts but the last have a fixed length.
func transcript(header []byte, message Hash, recipient peer.ID) []byte {
	outer := sha256.Sum256(header)
	b := make([]byte, 0, 2+2*sha256.Size+len(recipient))
	b = append(b, Suite, byte(formSigned))
	b = append(b, outer[:]...)
	b = append(b, message[:]...)
	return append(b, recipient...)
}
