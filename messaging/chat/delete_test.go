package chat

import (
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

func TestDeleteOne(t *testing.T) {
	alice, bob := pair(t)
	first, last := alice.sends(bob, "first"), alice.sends(bob, "last")
	must(t, alice.Delete(t.Context(), last))
	alice.wantTexts(bob.id(), "first")
	if c, _ := alice.row(bob.id()); c.LastMessage != "first" {
		t.Errorf("the people list shows %q", c.LastMessage)
	}
	if err := alice.Delete(t.Context(), last); !errors.Is(err, ErrNoMessage) {
		t.Errorf("a second time: %v", err)
	}
	must(t, alice.Delete(t.Context(), first))
	if _, found := alice.row(bob.id()); found {
		t.Error("an empty conversation is in the list")
	}
	if all, err := alice.Delivery.Pending(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("%v is under way, %v", all, err)
	}
}

// A message that was deleted does not come back with its next copy.
func TestDeletedIncomingStaysAway(t *testing.T) {
	alice, bob := pair(t)
	id := alice.sends(bob, "hello")
	ps := alice.Out.Take()
	alice.carry(bob, ps...)
	must(t, bob.Delete(t.Context(), id))
	alice.carry(bob, ps...)
	alice.Update(func(tx *vault.Tx) error { return alice.Delivery.SendAgain(tx, envelope.KindChat, bob.id(), id) })
	alice.carry(bob)
	bob.wantTexts(alice.id())
}

func TestDeleteConversationUnderWay(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.sends(carol, "waits") // no card
	alice.sends(bob, "one")
	alice.sends(bob, "two")
	alice.told(bob.id(), 1, 1, "three", time.Now())
	for _, p := range []peer.ID{bob.id(), carol.id()} {
		must(t, alice.DeleteConversation(t.Context(), p))
		alice.wantTexts(p)
		if _, found := alice.row(p); found {
			t.Error("the conversation is still in the list")
		}
	}
	if all, err := alice.Delivery.Pending(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("%v is under way, %v", all, err)
	}
	must(t, alice.DeleteConversation(t.Context(), bob.id()))
	alice.sends(bob, "anew")
	alice.wantTexts(bob.id(), "anew")
}
