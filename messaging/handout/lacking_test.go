package handout

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/vault"
)

// A contact gets it once, however much news there is of them, and another edition once.
func TestGoesToContacts(t *testing.T) {
	alice, bob := friends(t)
	alice.nothing("there is none")
	alice.says("hello")
	must(t, alice.service.giveTo(t.Context(), false, []peer.ID{bob.ID(), bob.ID()}))
	if ps := alice.Take(); len(ps) != 1 {
		t.Fatalf("%d were sent", len(ps))
	}
	alice.nothing("it is under way")
	alice.says("welcome")
	alice.brings(bob)
	bob.has(alice, "welcome")
	alice.nothing("they have it")
}

// Whoever got one is told that there is none any more, and nobody else is.
func TestNoneAnyMore(t *testing.T) {
	alice, bob := friends(t)
	alice.says("hello")
	alice.brings(bob)
	alice.says("")
	carol := newSide(t)
	alice.Adds(carol.Person)
	carol.Adds(alice.Person)
	carol.Writes(alice.Side)
	alice.brings(bob)
	bob.has(alice, "")
	alice.nothing("they know")
}

// Strangers, and people who may take this user for one, get nothing until they write
// and are contacts; nor does somebody who is blocked.
func TestOnlyContactsWhoWroteGetIt(t *testing.T) {
	alice, carol, dave := newSide(t), newSide(t), newSide(t)
	alice.says("hello")
	carol.Adds(alice.Person)
	carol.Writes(alice.Side)
	alice.Adds(dave.Person)
	must(t, alice.service.giveTo(t.Context(), false, []peer.ID{carol.ID(), dave.ID()})) // there is news of them
	if ps := alice.Take(); len(ps) != 0 {
		t.Fatalf("%d were sent", len(ps))
	}
	alice.nothing("strangers")
	must(t, alice.Contacts.Answer(t.Context(), carol.ID(), true))
	alice.brings(carol)
	carol.has(alice, "hello")
	dave.Adds(alice.Person)
	dave.Writes(alice.Side)
	alice.brings(dave)
	dave.has(alice, "hello")
	must(t, alice.Contacts.Block(t.Context(), dave.ID()))
	alice.says("welcome")
	alice.brings(carol)
	must(t, alice.service.giveTo(t.Context(), false, []peer.ID{dave.ID()}))
	if ps := alice.Take(); len(ps) != 0 {
		t.Error("somebody who is blocked gets it")
	}
}

// Whoever lost a device gets it again, also when the log has forgotten it, and as
// something newer: they may have put back a copy of what they had.
func TestLostDeviceGetsItAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.says("hello")
		alice.brings(bob)
		before := bob.kept[alice.ID()].version
		alice.Update(func(tx *vault.Tx) error {
			_, err := tx.Exec(`DELETE FROM sent WHERE kind = 3`)
			return err
		})
		alice.loses(bob)
		alice.brings(bob)
		if now := bob.kept[alice.ID()].version; now != before+1 {
			t.Errorf("version %d after %d", now, before)
		}
		alice.nothing("they have it again")
		alice.loses(newSide(t))
		alice.nothing("somebody else lost a device")
	})
}

// What they still had under way is taken back, and whoever lost all is not told that
// there is none, whatever became of it.
func TestLostDeviceOfOneWithoutAny(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.says("hello")
		alice.Gives()
		alice.under(1)
		alice.becomes(bob, delivery.Failed)
		alice.says("")
		alice.loses(bob)
		alice.under(0)
		<-time.After(giveAgain)
		alice.nothing("they lost what is there no more")
	})
}

// What was refused or nobody came for is sent again, but not more often than once a
// day. So is the word that there is none any more.
func TestFailed(t *testing.T) {
	for _, word := range []string{"hello", ""} {
		synctest.Test(t, func(t *testing.T) {
			alice, bob := friends(t)
			alice.says("before")
			alice.brings(bob)
			alice.says(word)
			ps := alice.Gives()
			for _, c := range []struct {
				state delivery.State
				after time.Duration
				want  int
			}{
				{delivery.Stored, 2 * giveAgain, 0}, {delivery.Expired, 0, 1}, {delivery.Failed, giveAgain - time.Second, 0},
				{delivery.Failed, time.Second, 1}, {delivery.Expired, time.Hour, 0}, {delivery.Delivered, 2 * giveAgain, 0},
			} {
				<-time.After(c.after)
				alice.becomes(bob, c.state)
				got := alice.Gives()
				if len(got) != c.want {
					t.Errorf("%q %s: sent %d times", word, c.state, len(got))
				}
				ps = append(ps, got...)
			}
			alice.under(1)
			alice.Carry(bob.Side, ps[len(ps)-1])
			bob.has(alice, word)
		})
	}
}

// What becomes of an older message says nothing about the last one.
func TestOlderFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.says("first")
		alice.Gives()
		var first handed
		alice.View(func(tx *vault.Tx) (err error) {
			first, err = readHanded(tx, envelope.KindPicture, bob.ID())
			return err
		})
		alice.says("last")
		alice.Gives()
		alice.Update(func(tx *vault.Tx) error {
			return alice.service.Changed(tx, delivery.Change{Peer: bob.ID(), ID: first.id(), State: delivery.Failed})
		})
		<-time.After(giveAgain)
		alice.nothing("the first failed")
	})
}

// Things of two kinds do not mix.
func TestTwoKinds(t *testing.T) {
	alice, bob := friends(t)
	other := New(alice.options(envelope.KindGrant))
	alice.says("hello")
	alice.brings(bob)
	must(t, other.Give(t.Context()))
	if ps := alice.Take(); len(ps) != 1 || ps[0].Ref[0] != '5' {
		t.Errorf("%d of the other kind were sent", len(ps))
	}
	alice.Update(func(tx *vault.Tx) error { return other.Lost(tx, bob.ID()) })
	alice.nothing("the other kind was lost")
	var editions []string
	alice.View(func(tx *vault.Tx) (err error) {
		editions, err = Editions(tx, envelope.KindPicture)
		return err
	})
	if len(editions) != 1 || editions[0] != "hello" {
		t.Errorf("editions %q", editions)
	}
}
