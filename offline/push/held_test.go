package push

import (
	"slices"
	"testing"
	"time"

	"restante/node/identity/identitytest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

func (u *user) holds(t testing.TB, n *node, ls ...letter) []bool {
	t.Helper()
	var keys []deposit.Key
	for _, l := range ls {
		keys = append(keys, l.key)
	}
	held, err := u.Held(t.Context(), n.info, keys)
	if err != nil {
		t.Fatal(err)
	}
	return held
}

// What is not held any more is told, whatever became of it, to whom it concerns.
func TestHeld(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 10})
	alice, bob, mallory := newUser(t), newUser(t).registered(t, n), newUser(t)
	var ls []letter
	for i := range 5 {
		ls = append(ls, newLetter(t, bob.Mailbox(), 10).worth(t, i))
	}
	never := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, ls...)
	if got := alice.holds(t, n, append(ls, never)...); !slices.Equal(got, []bool{true, true, true, true, true, false}) {
		t.Errorf("Held() = %v", got)
	}
	if got := mallory.holds(t, n, ls[0]); got[0] {
		t.Error("a stranger was told the truth")
	}
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{ls[1].key}); err != nil {
		t.Fatal(err)
	}
	if err := alice.Cancel(t.Context(), n.info, []Cancellation{{ls[2].key, ls[2].preimage}}); err != nil {
		t.Fatal(err)
	}
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10).worth(t, 1))
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 2)) // its own goes
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 2)) // alice's
	n.alter(t, `UPDATE push_deposits SET expires = ? WHERE key = ?`, time.Now().UnixNano(), ls[3].key[:])
	if got := alice.holds(t, n, ls...); !slices.Equal(got, []bool{false, false, false, false, true}) {
		t.Errorf("Held() = %v, want only the last", got)
	}
}

func TestHeldByADiskThatWasLost(t *testing.T) {
	k := identitytest.New(t)
	n := openNode(t, k, vaulttest.New(t, Schema), Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, l)
	n.Close()
	n.host.Close()
	n = openNode(t, k, vaulttest.New(t, Schema), Limits{})
	if alice.holds(t, n, l)[0] {
		t.Error("the node holds what it lost")
	}
	bob.registered(t, n)
	alice.store(t, n, l)
	if !alice.holds(t, n, l)[0] {
		t.Error("it does not hold what it was given again")
	}
}

// More keys than fit into a call are asked in several.
func TestHeldOfMany(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, l)
	ls := make([]letter, 2*maxKeys+1)
	ls[2*maxKeys] = l
	if got := alice.holds(t, n, ls...); len(got) != len(ls) || !got[2*maxKeys] || slices.Contains(got[:2*maxKeys], true) {
		t.Errorf("Held() = %v", got)
	}
	raw := alice.open(t, n)
	say(t, raw, &pb.Request{Call: &pb.Request_Held{Held: &pb.Held{Keys: make([][]byte, maxKeys+1)}}})
	if r := hear(t, raw).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
		t.Errorf("too many in one call: %v", r)
	}
}

// The depositor hears of an eviction where it listens, in whose mailbox ever.
func TestDroppedNotice(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t).registered(t, n), newUser(t).registered(t, n)
	mallory := newUser(t)
	hers, _ := alice.subscribe(t, t.Context(), n)
	his, _ := bob.subscribe(t, t.Context(), n)
	<-hers
	<-his
	l, m := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10).worth(t, 1)
	alice.store(t, n, l)
	mallory.store(t, n, m)
	if got := <-hers; !slices.Equal(got.Dropped, []deposit.Key{l.key}) || got.Entry != (Entry{}) {
		t.Errorf("alice heard %+v", got)
	}
	if first, second := <-his, <-his; first.Entry.Key != l.key || second.Entry.Key != m.key || second.Dropped != nil {
		t.Errorf("bob heard %+v and %+v", first, second)
	}
}
