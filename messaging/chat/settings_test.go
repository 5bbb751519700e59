package chat

import (
	"context"
	"testing"

	"restante/messaging/delivery"
	"restante/messaging/settings"
)

// choose changes one's settings.
func (s *side) choose(f func(*settings.Settings)) {
	s.T.Helper()
	chosen := settings.Service{Vault: s.Vault, Bus: s.Bus}
	must(s.T, chosen.Change(context.Background(), f))
}

// Without read receipts a message is read here and delivered there.
func TestReadWithoutReceipts(t *testing.T) {
	alice, bob := pair(t)
	id := alice.sends(bob, "hello")
	alice.carry(bob)
	bob.choose(func(s *settings.Settings) { s.ReadReceipts = false })
	must(t, bob.MarkRead(t.Context(), alice.id()))
	bob.unread(alice.id(), 0)
	bob.choose(func(s *settings.Settings) { s.ReadReceipts = true })
	must(t, bob.MarkRead(t.Context(), alice.id()))
	bob.Delivery.Start(context.Background())
	bob.Delivery.Close() // writes the receipt
	bob.carry(alice)
	if m := alice.message(id); m.State != delivery.Delivered {
		t.Errorf("the message is %s", m.State)
	}
}

// Who does not tell that they type does not see it of others.
func TestTypingIsOffBothWays(t *testing.T) {
	alice, bob := pair(t)
	alice.choose(func(s *settings.Settings) { s.Typing = false })
	for _, s := range []*side{alice, bob} {
		_, err := s.Send(t.Context(), map[*side]*side{alice: bob, bob: alice}[s].id(), "", "", "")
		must(t, err)
		s.Close() // waits for the hint
	}
	if len(alice.Hints) != 0 || len(bob.Hints) != 1 {
		t.Fatalf("Alice told it %d times, Bob %d times", len(alice.Hints), len(bob.Hints))
	}
	hint := <-bob.Hints
	alice.events.Take()
	alice.Delivery.Hint(context.Background(), bob.id(), hint)
	if e := given[Typing](alice); len(e) != 0 {
		t.Errorf("Alice is shown %+v", e)
	}
	alice.choose(func(s *settings.Settings) { s.Typing = true })
	alice.Delivery.Hint(context.Background(), bob.id(), hint)
	if e := given[Typing](alice); len(e) != 1 {
		t.Errorf("on again, Alice is shown %+v", e)
	}
}
