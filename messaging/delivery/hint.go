package delivery

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// hintLimit is how long a hint may take; later it is worth nothing.
const hintLimit = 5 * time.Second

// HandleHint registers who takes hints that begin with this byte; before Start.
func (s *Service) HandleHint(kind byte, f func(from peer.ID, b []byte)) { s.hints[kind] = f }

// SendHint tells a connected peer something that is worth nothing later, such as
// that a person types. It may be lost, and is not tried again.
func (s *Service) SendHint(ctx context.Context, to peer.ID, kind byte, b []byte) error {
	if s.Hints == nil {
		return nil
	}
	ctx, done := context.WithTimeout(ctx, hintLimit)
	defer done()
	return s.Hints.SendHint(ctx, to, append([]byte{kind}, b...))
}

// Hint implements direct.Receiver.
func (s *Service) Hint(_ context.Context, from peer.ID, b []byte) {
	if len(b) == 0 {
		return
	}
	if f := s.hints[b[0]]; f != nil {
		f(from, b[1:])
	}
}
