package session

import (
	"testing"

	"restante/node/vault"
)

// Whether one is a contact is known with the offer, and that the mailboxes of the pair
// are collected from, by the first message in the session.
func TestBookKnowsFriends(t *testing.T) {
	for _, friend := range []bool{true, false} {
		alice, bob := newParty(t, newPeer(t), 1), newParty(t, newPeer(t), 2)
		offer := alice.offers(bob)
		for _, want := range []bool{true, false} {
			bob.update(func(tx *vault.Tx) error {
				news, err := bob.Accept(tx, alice.me, offer, friend)
				if news != want {
					t.Errorf("it is news: %v, want %v", news, want)
				}
				return err
			})
		}
		bob.update(func(tx *vault.Tx) error {
			talk, err := bob.Ready(tx, alice.me, alice.device)
			if err == nil && (talk.Friend() != friend || talk.Pair()) {
				t.Errorf("a contact: %v, want %v; the mailboxes: %v", talk.Friend(), friend, talk.Pair())
			}
			return err
		})
	}
}

// The first message in the session says it too, and whoever says something else later is
// believed; what was overtaken is not news.
func TestEarHearsOfFriends(t *testing.T) {
	alice, bob := acquainted(t)
	late := bob.says(alice, "late")
	for _, friend := range []bool{true, true, false} {
		l := bob.says(alice, "hello")
		alice.update(func(tx *vault.Tx) error {
			ear := alice.Ear(tx, bob.me)
			b, err := ear.Open(l.bind, l.sealed)
			if err != nil {
				return err
			}
			if err := ear.Verify(b[:32], b[96:], b[32:96]); err != nil {
				return err
			}
			talk, err := alice.Ready(tx, bob.me, bob.device)
			if err != nil {
				return err
			}
			before := talk.Friend()
			if news, err := ear.Collects(friend); news != (before != friend) || err != nil {
				t.Errorf("from %v to %v it is news: %v, %v", before, friend, news, err)
			}
			if talk, err = alice.Ready(tx, bob.me, bob.device); err == nil && (talk.Friend() != friend || talk.Pair() != friend) {
				t.Errorf("a contact: %v, the mailboxes: %v, want %v", talk.Friend(), talk.Pair(), friend)
			}
			return err
		})
	}
	alice.update(func(tx *vault.Tx) error {
		ear := alice.Ear(tx, bob.me)
		_, err := ear.Open(late.bind, late.sealed)
		if news, e := ear.Collects(true); news || e != nil {
			t.Errorf("what was overtaken is news: %v", e)
		}
		return err
	})
}
