package handout

import (
	"errors"
	"math"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// A stranger's is not kept, and what no honest sender makes is dropped; neither is an
// error, so that both are receipted. A fault of one's own is one.
func TestReceived(t *testing.T) {
	alice, bob := friends(t)
	alice.Hears(bob.ID(), []byte("7 hello."), true)
	alice.Hears(bob.ID(), []byte("hello"), false)
	if n := len(alice.kept); n != 0 {
		t.Errorf("%d were kept", n)
	}
	alice.Hears(bob.ID(), []byte("7 hello."), false)
	alice.has(bob, "hello")
	err := alice.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		return alice.service.Received(tx, delivery.Incoming{Peer: bob.ID(), Body: []byte("full")})
	})
	if !errors.Is(err, errStore) {
		t.Errorf("a fault of one's own gave %v", err)
	}
}

func TestCheck(t *testing.T) {
	now := time.Now()
	ahead := uint64(now.Add(maxAhead).UnixMilli())
	for version, want := range map[uint64]bool{0: false, 1: true, ahead: true, ahead + 1: false, math.MaxInt64 + 1: false, math.MaxUint64: false} {
		if err := Check(version, now); errors.Is(err, delivery.ErrInvalid) == want || (err == nil) != want {
			t.Errorf("%d: %v", version, err)
		}
	}
}
