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
		if s.tellsTyping(ctx, to) {
			_ = s.Delivery.SendHint(ctx, to, typingHint, nil) // worth nothing later
		}
	})
}

// typed passes on what a peer says of itself.
func (s *Service) typed(from peer.ID) {
	if s.tellsTyping(context.Background(), from) {
		s.Bus.Publish(Typing{Peer: from, Until: time.Now().Add(typingFor)})
	}
}

// tellsTyping reports whether typing is told and shown here. Who does not tell it of
// oneself does not see it of others, and nobody who is blocked is told or heard.
func (s *Service) tellsTyping(ctx context.Context, p peer.ID) bool {
	var chosen settings.Settings
	var shut bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		if chosen, err = settings.Read(tx); err == nil {
			shut, err = s.Contacts.Shut(tx, p)
		}
		return err
	})
	return err == nil && chosen.Typing && !shut
}
