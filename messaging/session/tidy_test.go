package session

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// What is kept has bounds in number and in time, and what is in use stays.
func TestBookTidies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := acquainted(t)
		alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
		for i := range 3 * MaxSessions {
			bob.accepts(alice, newParty(t, alice.me, byte(10+i)).offers(bob))
		}
		if n := bob.count(`SELECT count(*) FROM session`); n != MaxSessions {
			t.Errorf("%d sessions", n)
		}
		bob, alice = acquainted(t)
		alice.says(bob, "skipped")
		bob.wantsFrom(alice, alice.says(bob, "x"), "x")
		id, _ := IDOf(alice.says(bob, "y").sealed)
		tidy := func(p *party, after time.Duration) {
			<-time.After(after)
			p.update(func(tx *vault.Tx) error { return Tidy(tx, time.Now()) })
		}
		tidy(bob, KeepSkipped+time.Hour)
		if bob.count(`SELECT count(*) FROM skipped_key`) != 0 || bob.count(`SELECT count(*) FROM session`) != 1 {
			t.Error("a key is kept too long, or the session is not")
		}
		bob.update(func(tx *vault.Tx) error { return bob.Retire(tx, alice.me, id) })
		tidy(bob, KeepOld-time.Hour)
		if bob.count(`SELECT count(*) FROM session`) != 1 {
			t.Error("a retired session is dropped too early")
		}
		tidy(bob, 2*time.Hour)
		if bob.count(`SELECT count(*) FROM session`) != 0 {
			t.Error("a retired session is kept")
		}
		bob.offers(alice)
		tidy(bob, KeepOffer-time.Hour)
		if bob.count(`SELECT count(*) FROM session`) != 1 {
			t.Error("an offer is dropped too early")
		}
		tidy(bob, 2*time.Hour)
		if bob.count(`SELECT count(*) FROM session`) != 0 {
			t.Error("an offer is kept too long")
		}
	})
}

// Keys of messages that do not come are bounded for each chain and for all of them.
func TestBookBoundsSkippedKeys(t *testing.T) {
	alice, bob := acquainted(t)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	s := &skipped{tx: nil, id: ID{1}}
	for turn := range uint32(8) {
		bob.update(func(tx *vault.Tx) error {
			s.tx, s.put = tx, nil
			for n := range uint32(MaxSkip + 500) {
				s.Put(turn+1, n, Key{})
			}
			return s.flush()
		})
		if n := bob.count(fmt.Sprint(`SELECT count(*) FROM skipped_key WHERE turn = `, turn+1)); n != MaxSkip {
			t.Fatalf("%d keys of one chain are kept", n)
		}
	}
	bob.update(func(tx *vault.Tx) error { // the end of one chain, and the next
		s.tx, s.put = tx, nil
		for n := range uint32(MaxSkip) {
			s.Put(8, MaxSkip+500+n, Key{})
		}
		s.Put(10, 500, Key{})
		return s.flush()
	})
	if n := bob.count(`SELECT count(*) FROM skipped_key WHERE turn = 8`); n != MaxSkip {
		t.Errorf("%d keys of the chain before are kept", n)
	}
	if n := bob.count(`SELECT count(*) FROM skipped_key`); n > keptKeys+MaxSkip || n < keptKeys {
		t.Errorf("%d keys are kept", n)
	}
	if n := bob.count(`SELECT min(number) FROM skipped_key`); n != 500 {
		t.Errorf("the oldest kept is number %d", n)
	}
}
