package envelope

import (
	"crypto/hpke"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// SuiteRequest seals contact requests: HPKE base mode with DHKEM(X25519), HKDF-SHA256,
// AES-256-GCM, to the recipient's identity key in its X25519 form. It is for somebody
// whose card cannot be found, so it is neither post-quantum nor forward secret, and it
// carries no text of a person: only the sender's card, which is public anyway, so that
// the recipient can answer with theirs, and what is aside.
//
// The block is cut as in suite 1. Of the place for enc the first 32 bytes are used,
// the rest is random like the tag, and the signature inside covers all of it.
const SuiteRequest = 2

// KindRequest is a contact request; its body is the sender's card. No other kind is
// opened in suite 2, and this one in no other suite.
const KindRequest Kind = 250

// MaxRequest is how long a card in a request may be.
const MaxRequest = 3 << 10

const (
	infoRequest        = "restante/1/request\x00"
	infoRequestDeposit = "restante/1/request deposit\x00"

	pointSize = 32 // of an X25519 key
)

// SealRequest asks the owner of an identity for their card by giving one's own. The
// result is [Small].
func SealRequest(k *identity.Key, to peer.ID, at time.Time, card, aside []byte) ([]byte, error) {
	if len(card) == 0 || len(card) > MaxRequest {
		return nil, fmt.Errorf("%w: a request with a card of %d bytes", ErrTooLarge, len(card))
	}
	m := Message{Kind: KindRequest, SentAt: at, Body: card, Aside: aside}
	sealed, _, err := sealBy(signer{k}, to, m, func() (*sealer, error) { return newRequestSealer(to, infoRequest) })
	return sealed, err
}

// IsRequest reports whether a block claims to be a contact request.
func IsRequest(sealed []byte) bool { return len(sealed) == Small && sealed[0] == SuiteRequest }

// OpenRequest takes apart a request to the owner of k. What it gives has a Sender, a
// time, a card as its Body and perhaps something Aside, neither of which is looked at.
func OpenRequest(k *identity.Key, sealed []byte) (Message, error) {
	if len(sealed) != Small {
		return Message{}, fmt.Errorf("%w: a request has 8 KiB", ErrUnreadable)
	}
	content, err := unsealRequest(k, infoRequest, sealed)
	if err != nil {
		return Message{}, err
	}
	f, inner, err := unpad(content)
	if err != nil {
		return Message{}, err
	}
	if f != formSigned {
		return Message{}, fmt.Errorf("%w: a request is signed", ErrUnreadable)
	}
	m, _, err := openSigned(k.ID(), sealed[:headerSize], inner)
	if err == nil && (m.Kind != KindRequest || m.Seq != 0 || len(m.Body) == 0 || len(m.Body) > MaxRequest) {
		return Message{}, fmt.Errorf("%w: no contact request", ErrUnreadable)
	}
	return m, err
}

// SealRequestBody is [SealBody] for the deposit record of a request.
func SealRequestBody(to peer.ID, plain []byte) ([]byte, error) {
	if len(plain) > MaxBodyPlain {
		return nil, fmt.Errorf("%w: a deposit's body of %d bytes", ErrTooLarge, len(plain))
	}
	s, err := newRequestSealer(to, infoRequestDeposit)
	if err != nil {
		return nil, err
	}
	return s.seal(padBody(plain), BodySize)
}

// OpenRequestBody undoes SealRequestBody.
func OpenRequestBody(k *identity.Key, sealed []byte) ([]byte, error) {
	if len(sealed) != BodySize {
		return nil, fmt.Errorf("%w: bad size", ErrUnreadable)
	}
	content, err := unsealRequest(k, infoRequestDeposit, sealed)
	if err != nil {
		return nil, err
	}
	return unpadBody(content)
}

func newRequestSealer(to peer.ID, label string) (*sealer, error) {
	public, err := identity.ECDHPublic(to)
	if err != nil {
		return nil, err
	}
	key, err := hpke.NewDHKEMPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("sealing a request: %w", err)
	}
	enc, ctx, err := hpke.NewSender(key, kdf, aead, info(label, to))
	if err != nil {
		return nil, fmt.Errorf("sealing a request: %w", err)
	}
	s := &sealer{ctx: ctx}
	rand.Read(s.header[:])
	s.header[0] = SuiteRequest
	copy(s.header[encAt:], enc)
	return s, nil
}

func unsealRequest(k *identity.Key, label string, sealed []byte) ([]byte, error) {
	if sealed[0] != SuiteRequest {
		return nil, fmt.Errorf("%w: unknown suite", ErrUnreadable)
	}
	key, err := hpke.NewDHKEMPrivateKey(k.ECDH())
	if err != nil {
		return nil, fmt.Errorf("opening a request: %w", err)
	}
	ctx, err := hpke.NewRecipient(sealed[encAt:encAt+pointSize:encAt+pointSize], key, kdf, aead, info(label, k.ID()))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	content, err := ctx.Open(sealed[:encAt], sealed[headerSize:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return content, nil
}
