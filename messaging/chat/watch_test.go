package chat

import (
	"crypto/sha256"
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/inbox"
)

// ears are a Watcher that counts.
type ears struct {
	from []peer.ID
	fail error
}

func (e *ears) Came(tx *vault.Tx, from peer.ID) error {
	tx.AfterCommit(func() { e.from = append(e.from, from) })
	return e.fail
}

// A message that comes in is heard once, and one's own are not.
func TestWatcherHearsMessages(t *testing.T) {
	alice, bob := pair(t)
	e := new(ears)
	bob.Watcher = e
	alice.sends(bob, "hello")
	parcels := alice.Out.Take()
	alice.Carry(bob.Person, parcels...)
	alice.Carry(bob.Person, parcels...)
	bob.sends(alice, "hello")
	if len(e.from) != 1 || e.from[0] != alice.id() {
		t.Errorf("heard %v", e.from)
	}
	e.fail = errors.New("full")
	alice.sends(bob, "again")
	one := alice.Out.Take()[0]
	if _, err := bob.Delivery.Receive(t.Context(), []inbox.Sealed{{Digest: sha256.Sum256(one.Sealed), Bytes: one.Sealed}}); err == nil {
		t.Error("a message was stored that the watcher did not take")
	}
	bob.wantTexts(alice.id(), "hello", "hello")
}
