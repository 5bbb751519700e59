package push

import (
	"testing"

	"restante/offline/deposit"
)

func TestCaps(t *testing.T) {
	for _, c := range []struct {
		name   string
		limits Limits
		sizes  []int // all but the last fit
		want   Code
	}{
		{"deposits of a mailbox", Limits{PerMailbox: 4}, []int{1, 1, 1}, CodeMoreWork},
		{"bytes of a mailbox", Limits{Quota: 200}, []int{50, 50, 1}, CodeMoreWork},
		{"deposits of a depositor", Limits{PerDepositor: 2}, []int{1, 1, 1}, CodeMoreWork},
		{"bytes of a depositor", Limits{DepositorBytes: 100}, []int{50, 50, 1}, CodeMoreWork},
		{"deposits of a network", Limits{PerNetwork: 2}, []int{1, 1, 1}, CodeDepositorFull},
		{"bytes of a network", Limits{NetworkBytes: 100}, []int{50, 50, 1}, CodeDepositorFull},
		{"deposits of the node", Limits{Deposits: 2}, []int{1, 1, 1}, CodeMoreWork},
		{"bytes of the node", Limits{Bytes: 100}, []int{99, 2}, CodeMoreWork},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t, c.limits)
			alice, bob := newUser(t), newUser(t).registered(t, n)
			var ls []letter
			for _, size := range c.sizes {
				ls = append(ls, newLetter(t, bob.Mailbox(), size))
			}
			last := len(ls) - 1
			// All in one call, so that the cap must hold within a transaction.
			results, err := alice.Store(t.Context(), n.info, deposits(ls))
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range results[:last] {
				if r.Err != nil {
					t.Errorf("deposit %d: %v", i, r.Err)
				}
			}
			if got := code(t, results[last].Err); got != c.want {
				t.Errorf("code = %d, want %d", got, c.want)
			}
			if got := alice.refused(t, n, ls[last]); got != c.want {
				t.Errorf("next call: code = %d, want %d", got, c.want)
			}
			if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{ls[0].key}); err != nil {
				t.Fatal(err)
			}
			alice.store(t, n, ls[last]) // there is room again
		})
	}
}

func TestTombstoneCaps(t *testing.T) {
	for want, l := range map[Code]Limits{
		CodeDepositorFull: {Tombstones: 1},
		CodeNodeFull:      {AllTombstones: 1},
	} {
		n := newNode(t, l)
		alice, bob := newUser(t), newUser(t).registered(t, n)
		a := newLetter(t, bob.Mailbox(), 10)
		alice.store(t, n, a)
		if err := alice.Cancel(t.Context(), n.info, []Cancellation{{a.key, a.preimage}}); err != nil {
			t.Fatal(err)
		}
		if c := alice.refused(t, n, newLetter(t, bob.Mailbox(), 10)); c != want {
			t.Errorf("code = %d, want %d", c, want)
		}
	}
}

func TestUserCaps(t *testing.T) {
	n := newNode(t, Limits{Users: 1})
	bob := newUser(t).registered(t, n)
	bob.registered(t, n) // again is no second one
	carol := newUser(t)
	_, err := carol.Register(t.Context(), n.info, carol, nil)
	if c := code(t, err); c != CodeUsersFull {
		t.Errorf("code = %d", c)
	}

	n = newNode(t, Limits{UsersPerPeer: 1})
	bob.registered(t, n)
	_, err = bob.Register(t.Context(), n.info, carol, nil) // another mailbox, same peer
	if c := code(t, err); c != CodeUsersFull {
		t.Errorf("second mailbox of a peer: code = %d", c)
	}
}
