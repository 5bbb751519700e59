package session

import (
	"crypto/hpke"
	"encoding/binary"
	"fmt"
)

var (
	kem  = hpke.MLKEM768P256()
	kdf  = hpke.HKDFSHA256()
	aead = hpke.ExportOnly()
)

// exportLabel asks HPKE for the secret of a turn.
const exportLabel = "turn"

func turnInfo(id ID, turn uint32) []byte {
	return binary.BigEndian.AppendUint32(append([]byte(labelTurn), id[:]...), turn)
}

func publicKey(b []byte) (hpke.PublicKey, error) {
	if len(b) != PublicSize {
		return nil, fmt.Errorf("a public key of %d bytes", len(b))
	}
	return kem.NewPublicKey(b)
}

// begin makes a turn of ours: a new root, and a chain to send with.
func (s *Session) begin() error {
	enc, sender, err := hpke.NewSender(s.next, kdf, aead, turnInfo(s.id, s.turn+1))
	if err != nil {
		return fmt.Errorf("encapsulating: %w", err)
	}
	export, err := sender.Export(exportLabel, keySize)
	if err != nil {
		return fmt.Errorf("exporting: %w", err)
	}
	self, err := kem.GenerateKey()
	if err != nil {
		return fmt.Errorf("generating a key: %w", err)
	}
	if s.sending != nil {
		s.before = s.sending.n
	}
	s.turn++
	s.root, s.sending = mix(s.root, export, s.turn)
	s.enc, s.self, s.next = enc, self, nil
	return nil
}

// follow takes part in a turn of the peer: a new root, a chain to receive with,
// and a key for our next turn.
func (s *Session) follow(h header) error {
	recipient, err := hpke.NewRecipient(h.enc, s.self, kdf, aead, turnInfo(s.id, h.turn))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	export, err := recipient.Export(exportLabel, keySize)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	next, err := publicKey(h.public)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	s.turn = h.turn
	s.root, s.receiving = mix(s.root, export, h.turn)
	s.next, s.self = next, nil
	return nil
}
