package chat

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/settings"
	"restante/node/vault"
)

// typingFor is how long "is typing" holds without being said again.
const typingFor = 5 * time.Second

// typingHint marks hints that say "is typing".
const typingHint byte = 1

// typing is said in the background: nobody waits for it.
func (s *Service) typing(ctx context.Context, to peer.ID) {
	ctx = context.WithoutCancel(ctx)
	s.wg.Go(func() {
		if s.tellsTyping(ctx) {
			_ = s.Delivery.SendHint(ctx, to, typingHint, nil) // worth nothing later
		}
	})
}

// typed passes on what a peer says of itself.
func (s *Service) typed(from peer.ID) {
	if s.tellsTyping(context.Background()) {
		s.Bus.Publish(Typing{Peer: from, Until: time.Now().Add(typingFor)})
	}
}

// tellsTyping reports whether typing is told and shown here. Who does not tell it of
// oneself does not see it of others.
func (s *Service) tellsTyping(ctx context.Context) bool {
	var chosen settings.Settings
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		chosen, err = settings.Read(tx)
		return err
	})
	return err == nil && chosen.Typing
}
