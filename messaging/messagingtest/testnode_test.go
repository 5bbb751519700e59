package messagingtest

import (
	"context"
	"errors"
	"testing"

	"restante/messaging"
)

// A push node is asked how it is while it runs, and after it has gone.
func TestAPushNodeIsTested(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	alice := w.User("alice", "oslo")
	id, ctx := oslo.node.Key.ID(), context.Background()
	took, err := alice.API().Network.TestPushNode(ctx, id)
	if err != nil || took <= 0 {
		t.Fatalf("it answered after %v, %v", took, err)
	}
	if _, err := alice.API().Network.TestPushNode(ctx, alice.ID()); !errors.Is(err, messaging.ErrUnknownNode) {
		t.Errorf("testing a machine that is no push node gives %v", err)
	}
	w.Stop("oslo")
	if _, err := alice.API().Network.TestPushNode(ctx, id); !errors.Is(err, messaging.ErrNoAnswer) {
		t.Errorf("testing one that is gone gives %v", err)
	}
}
