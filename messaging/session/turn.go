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

// agreement is what a turn of ours is made of. It is used once.
type agreement struct {
	enc, export []byte
	self        hpke.PrivateKey
}

// agree makes the agreement of the turn that comes next. It depends on nothing that is
// sealed, so it can be made ahead.
func (s *Session) agree() (*agreement, error) {
	enc, sender, err := hpke.NewSender(s.next, kdf, aead, turnInfo(s.id, s.turn+1))
	if err != nil {
		return nil, fmt.Errorf("encapsulating: %w", err)
	}
	export, err := sender.Export(exportLabel, keySize)
	if err != nil {
		return nil, fmt.Errorf("exporting: %w", err)
	}
	self, err := kem.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("generating a key: %w", err)
	}
	return &agreement{enc, export, self}, nil
}

// begin makes a turn of ours: a new root, and a chain to send with.
func (s *Session) begin() (err error) {
	a := s.ahead
	if a == nil {
		if a, err = s.agree(); err != nil {
			return err
		}
	}
	if s.sending != nil {
		s.before = s.sending.n
	}
	s.turn++
	s.root, s.sending = mix(s.root, a.export, s.turn)
	s.enc, s.self, s.next, s.ahead = a.enc, a.self, nil, nil
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
	s.next, s.self, s.ahead = next, nil, nil
	return nil
}
