package session

import (
	"bytes"
	"crypto/sha256"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// The agreement of the next turn is made ahead, used once, and only for the session as
// it is stored.
func TestBookAgreesAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := acquainted(t)
		l := bob.says(alice, "hello")
		alice.wantsFrom(bob, l, "hello")
		<-time.After(2 * agreeAfter)
		id, _ := IDOf(l.sealed)
		made := alice.hot.last[id].session.ahead
		if made == nil {
			t.Fatal("nothing is made ahead")
		}
		one := alice.says(bob, "back")
		if !bytes.Contains(one.sealed, made.enc) {
			t.Error("it was not used")
		}
		if alice.hot.last[id].session.ahead != nil {
			t.Error("it can be used twice")
		}
		bob.wantsFrom(alice, one, "back")
		alice.wantsFrom(bob, bob.says(alice, "again"), "again")
		<-time.After(2 * agreeAfter)
		_, s := alice.hot.take(id, alice.hot.last[id].row.stamp)
		if s.ahead == nil || alice.hot.last[id].session.ahead != nil {
			t.Error("two can take it")
		}
		bob.wantsFrom(alice, alice.says(bob, "without it"), "without it")
	})
}

func BenchmarkBookTalk(b *testing.B) {
	alice, bob := acquainted(b)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	public, signature := make([]byte, 32), make([]byte, 64)
	text := bytes.Join([][]byte{public, signature, []byte("a line of chat")}, nil)
	alice.update(func(tx *vault.Tx) error {
		for b.Loop() {
			talk, err := alice.Ready(tx, bob.me, bob.device)
			if err != nil {
				return err
			}
			if _, err := talk.Seal(sha256.Sum256(nil), text); err != nil {
				return err
			}
		}
		return nil
	})
}
