package push

import (
	"slices"
	"testing"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// keysOf are the keys in a mailbox, oldest first.
func (u *user) keysOf(t testing.TB, n *node) (keys []deposit.Key) {
	t.Helper()
	for _, e := range u.list(t, n) {
		keys = append(keys, e.Key)
	}
	return keys
}

// needs leaves a letter that is refused, and returns how much work would do.
func (u *user) needs(t testing.TB, n *node, l letter) int {
	t.Helper()
	results, err := u.Store(t.Context(), n.info, []Deposit{l.Deposit})
	if err != nil {
		t.Fatal(err)
	}
	if c := code(t, results[0].Err); c != CodeMoreWork {
		t.Fatalf("code = %d, want one that asks for work", c)
	}
	return results[0].Err.(*Refusal).Work
}

// In a full mailbox the least work makes room, and of the same work the last.
func TestWorkMakesRoom(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 8})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t)
	first, second := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10)
	dear, dearer := newLetter(t, bob.Mailbox(), 10).worth(t, 2), newLetter(t, bob.Mailbox(), 10).worth(t, 4)
	alice.store(t, n, first, dear, second, dearer)

	l := newLetter(t, bob.Mailbox(), 10)
	if need := carol.needs(t, n, l); need != 1 {
		t.Errorf("refused for %d bits of work, want 1", need)
	}
	l = l.worth(t, 1)
	carol.store(t, n, l)
	if got, want := bob.keysOf(t, n), []deposit.Key{first.key, dear.key, dearer.key, l.key}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v: the last of the cheapest goes", got, want)
	}
	third, fourth := newLetter(t, bob.Mailbox(), 10).worth(t, 3), newLetter(t, bob.Mailbox(), 10).worth(t, 3)
	carol.store(t, n, third, fourth)
	if need := alice.needs(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 2)); need != 3 {
		t.Errorf("refused for %d bits of work, want 3: one of two is left", need)
	}
	if got, want := bob.keysOf(t, n), []deposit.Key{dear.key, dearer.key, third.key, fourth.key}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
	if u := n.usage(t); u.Deposits != 4 || u.Tombstones != 0 {
		t.Errorf("usage = %+v: eviction leaves no tombstone", u)
	}
	alice.store(t, n, first.worth(t, 5)) // the same block comes again for more
}

// Who takes much room pays for all that goes for it.
func TestPriceOfALargeLetter(t *testing.T) {
	n := newNode(t, Limits{Quota: 2000})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	for range 10 {
		alice.store(t, n, newLetter(t, bob.Mailbox(), 100).worth(t, 1))
	}
	l := newLetter(t, bob.Mailbox(), 1000)
	if need := alice.needs(t, n, l); need != 5 { // ten times two hashes
		t.Errorf("refused for %d bits of work, want 5", need)
	}
	alice.store(t, n, l.worth(t, 5))
	if es := bob.list(t, n); len(es) != 1 || es[0].Size != 1000 {
		t.Errorf("left are %+v", es)
	}
	if c := alice.refused(t, n, newLetter(t, bob.Mailbox(), 1001).worth(t, 12)); c != CodeMailboxFull {
		t.Errorf("for what is larger than the share: code %d", c)
	}
}

// Work beyond the limit is worth no more than the limit, or the race had no end.
func TestNoWorkWouldDo(t *testing.T) {
	o := &offer{victims: []victim{{work: deposit.MaxWork}}}
	if need := price(o.victims); need <= deposit.MaxWork {
		t.Errorf("%d bits of work push out the dearest", need)
	}
	cs := []crowd{{excess: excess{deposits: 1}, code: CodeMailboxFull, order: "the victims are picked", owner: nil}}
	r, err := o.makeRoom(nil, cs)
	if err != nil || r == nil || r.Code != CodeMailboxFull || r.Work != 0 {
		t.Errorf("makeRoom() = %+v, %v", r, err)
	}
}

// A depositor at its own limit pushes out its own, wherever they lie.
func TestRoomOfADepositor(t *testing.T) {
	n := newNode(t, Limits{PerDepositor: 2})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	other := newLetter(t, bob.Mailbox(), 10)
	newUser(t).store(t, n, other)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, carol.Mailbox(), 10).worth(t, 1)
	alice.store(t, n, a, b)
	c := newLetter(t, carol.Mailbox(), 10).worth(t, 1)
	alice.store(t, n, c)
	if got := bob.keysOf(t, n); !slices.Equal(got, []deposit.Key{other.key}) {
		t.Errorf("in bob's mailbox are %v", got)
	}
	if got := carol.keysOf(t, n); !slices.Equal(got, []deposit.Key{b.key, c.key}) {
		t.Errorf("in carol's mailbox are %v", got)
	}
}

// One letter may break several limits at once; those who go count for all.
func TestRoomUnderTwoLimits(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 4, Bytes: 250})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 50), newLetter(t, bob.Mailbox(), 50).worth(t, 1)
	c := newLetter(t, carol.Mailbox(), 150).worth(t, 2)
	alice.store(t, n, a, b, c)
	l := newLetter(t, bob.Mailbox(), 90).worth(t, 1)
	if need := alice.needs(t, n, l); need != 2 { // a for the mailbox, b besides for the node: three hashes
		t.Errorf("refused for %d bits of work, want 2", need)
	}
	l = l.worth(t, 3)
	alice.store(t, n, l)
	if got := bob.keysOf(t, n); !slices.Equal(got, []deposit.Key{l.key}) {
		t.Errorf("in bob's mailbox are %v", got)
	}
	if len(carol.list(t, n)) != 1 {
		t.Error("carol's went without need")
	}
}

// A receipt is not given for what made room within the same call.
func TestRoomWithinACall(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10).worth(t, 3)
	results, err := alice.Store(t.Context(), n.info, deposits([]letter{a, b}))
	if err != nil || results[1].Err != nil || code(t, results[0].Err) != CodeMailboxFull {
		t.Fatalf("Store() = %+v, %v", results, err)
	}
	if got := bob.keysOf(t, n); !slices.Equal(got, []deposit.Key{b.key}) {
		t.Errorf("left are %v", got)
	}
}

// Where the new deposit can not be written the old one stays.
func TestEvictionIsAtomic(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	ctx := t.Context()
	notices, _ := alice.registered(t, n).subscribe(t, ctx, n)
	<-notices
	a := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, a)
	n.alter(t, `CREATE TRIGGER broken AFTER DELETE ON push_deposits BEGIN SELECT raise(ABORT, 'broken disk'); END`)
	b := newLetter(t, bob.Mailbox(), 10).worth(t, 1)
	if c := alice.refused(t, n, b); c != CodeBusy {
		t.Errorf("code = %d", c)
	}
	if got := bob.keysOf(t, n); !slices.Equal(got, []deposit.Key{a.key}) {
		t.Errorf("left are %v", got)
	}
	n.alter(t, `DROP TRIGGER broken`)
	alice.store(t, n, b)
	if d := (<-notices).Dropped; !slices.Equal(d, []deposit.Key{a.key}) {
		t.Errorf("told of %v", d)
	}
}

// An offer that is refused when all is counted makes nobody go, and tells nobody
// that it did.
func TestRefusedOfferHasNoVictims(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	alice.store(t, n, newLetter(t, bob.Mailbox(), 10))
	for work, want := range map[int]Code{0: CodeMoreWork, 3: CodeBlockMissing} {
		o := offerFromWire(wireOf(t, newLetter(t, bob.Mailbox(), 10).worth(t, work)))
		o.depositor, o.network = alice.host.ID(), nowhere
		err := n.writes.do(func(tx *vault.Tx) error { return n.putAll(tx, []*offer{o}) })
		if err != nil || o.refusal == nil || o.refusal.Code != want || o.victims != nil {
			t.Errorf("%d bits: %+v, %d victims, %v", work, o.refusal, len(o.victims), err)
		}
	}
	if len(bob.list(t, n)) != 1 {
		t.Error("somebody went")
	}
}

// Deposits of a block that another one brings and that goes for it.
func TestVictimWithTheSameBlock(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	block := []byte("the same for both")
	a := letterWith(t, bob.Mailbox(), block, time.Now().Add(time.Hour))
	alice.store(t, n, a)
	b := letterWith(t, bob.Mailbox(), block, time.Now().Add(time.Hour)).worth(t, 1)
	alice.store(t, n, b)
	if got := bob.fetch(t, n, b.CID); string(got) != string(block) {
		t.Errorf("the block went with its first deposit: %q", got)
	}
}
