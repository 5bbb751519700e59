package push

import (
	"bytes"
	"testing"

	"restante/node/identity/identitytest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// A closed node takes nothing new from anybody, and hands out what it has.
func TestClosedNode(t *testing.T) {
	k, v := identitytest.New(t), vaulttest.New(t, Schema)
	n := openNode(t, k, v, Limits{})
	alice, bob := newUser(t).registered(t, n), newUser(t).registered(t, n)
	held, mine := newLetter(t, bob.Mailbox(), 100), newLetter(t, bob.Mailbox(), 100)
	alice.store(t, n, held, mine)
	n.Close()
	n.host.Close()

	n = openNode(t, k, v, Limits{Closed: true})
	if c := alice.refused(t, n, newLetter(t, bob.Mailbox(), 100)); c != CodeNodeFull {
		t.Errorf("a deposit: code %d", c)
	}
	for name, u := range map[string]*user{"a stranger": newUser(t), "one whom it knows": bob} {
		_, err := u.Register(t.Context(), n.info, u, nil)
		if c := code(t, err); c != CodeUsersFull {
			t.Errorf("%s registers: code %d", name, c)
		}
	}
	alice.store(t, n, held) // the receipt for what is here is given again
	if es := bob.list(t, n); len(es) != 2 || !bytes.Equal(bob.fetch(t, n, held.CID), held.Block) {
		t.Errorf("%d entries", len(es))
	}
	if err := alice.Cancel(t.Context(), n.info, []Cancellation{{mine.key, mine.preimage}}); err != nil {
		t.Errorf("taking back: %v", err)
	}
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{held.key}); err != nil {
		t.Errorf("releasing: %v", err)
	}
	if u := n.usage(t); u != (Usage{Users: 2, Tombstones: 2}) {
		t.Errorf("usage = %+v", u)
	}
}
