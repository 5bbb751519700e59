package push

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

var hats = deposit.PoolName{1}

// tokens are n that nobody else has.
func tokens(name string, n int) (ts [][]byte) {
	for i := range n {
		ts = append(ts, fmt.Appendf(nil, "%s %d", name, i))
	}
	return ts
}

func inAWeek() time.Time { return time.Now().Add(7 * day) }

// fills fails the test unless the node takes the tokens.
func (u *user) fills(t testing.TB, n *node, pool deposit.PoolName, ts [][]byte) {
	t.Helper()
	if err := u.Fill(t.Context(), n.info, u, pool, inAWeek(), ts); err != nil {
		t.Fatal(err)
	}
}

// takes fails the test unless the node hands out so many.
func (u *user) takes(t testing.TB, n *node, of *user, pool deposit.PoolName, count, want int, ask Ask) (ts [][]byte) {
	t.Helper()
	tickets, err := u.Take(t.Context(), n.info, of.host.ID(), pool, count, ask)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range tickets {
		ts = append(ts, k.Token)
	}
	if len(ts) != want {
		t.Fatalf("got %q, want %d", ts, want)
	}
	return ts
}

// takesNone returns why.
func (u *user) takesNone(t testing.TB, n *node, of *user, pool deposit.PoolName, count int) Code {
	t.Helper()
	_, err := u.Take(t.Context(), n.info, of.host.ID(), pool, count, NewAsk())
	return code(t, err)
}

// poolsOf is what the owner sees.
func (u *user) poolsOf(t testing.TB, n *node) []Pool {
	t.Helper()
	ps, err := u.Pools(t.Context(), n.info, u)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func TestLifeOfAPool(t *testing.T) {
	n := newNode(t, Limits{})
	alice, carol, bob := newUser(t), newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 5))
	bob.fills(t, n, hats, tokens("hat", 3)) // those that are there are passed over
	ask := NewAsk()
	first := alice.takes(t, n, bob, hats, 2, 2, ask)
	if again := alice.takes(t, n, bob, hats, 2, 2, ask); !slices.EqualFunc(first, again, bytes.Equal) {
		t.Errorf("the same ask got %q, then %q", first, again)
	}
	second := carol.takes(t, n, bob, hats, 4, 3, ask) // an ask of somebody else's is another one
	if all := slices.Concat(first, second); !slices.EqualFunc(all, tokens("hat", 5), bytes.Equal) {
		t.Errorf("handed out: %q", all)
	}
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeNoTokens {
		t.Errorf("of an empty pool: code %d", c)
	}
	bob.fills(t, n, hats, tokens("hat", 7)) // five of them were handed out
	if ps := bob.poolsOf(t, n); len(ps) != 1 || ps[0].Left != 2 || ps[0].Handed != 5 || ps[0].Closed || ps[0].Expires.Before(time.Now()) {
		t.Errorf("pools = %+v", ps)
	}

	hs, err := bob.Withdraw(t.Context(), n.info, bob, hats)
	if err != nil || len(hs) != 5 {
		t.Fatalf("Withdraw() = %v, %v", hs, err)
	}
	for i, h := range hs {
		asker := map[bool]*user{true: alice, false: carol}[i < 2]
		if string(h.Token) != fmt.Sprint("hat ", i) || h.Asker != asker.host.ID() || time.Since(h.Time) > time.Minute {
			t.Errorf("hand-out %d: %+v", i, h)
		}
	}
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeNoTokens {
		t.Errorf("of a withdrawn pool: code %d", c)
	}
	if again := alice.takes(t, n, bob, hats, 2, 2, ask); !slices.EqualFunc(first, again, bytes.Equal) {
		t.Errorf("the same ask got %q of a withdrawn pool", again)
	}
	if c := code(t, bob.Fill(t.Context(), n.info, bob, hats, inAWeek(), tokens("more", 1))); c != CodeWithdrawn {
		t.Errorf("filling it: code %d", c)
	}
	if ps := bob.poolsOf(t, n); len(ps) != 1 || !ps[0].Closed || ps[0].Left != 0 {
		t.Errorf("pools = %+v", ps)
	}
}

// A ticket proves to anybody who got the token, and where.
func TestClaims(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, [][]byte{make([]byte, deposit.MaxToken)})
	ask := NewAsk()
	var before []Ticket
	for range 2 {
		ts, err := alice.Take(t.Context(), n.info, bob.host.ID(), hats, 1, ask)
		if err != nil || len(ts) != 1 {
			t.Fatalf("Take() = %v, %v", ts, err)
		}
		c, err := deposit.OpenClaim(ts[0].Claim)
		if err != nil || c.Node != n.info.ID || c.Owner != bob.host.ID() || c.Pool != hats || c.Asker != alice.host.ID() ||
			!c.Covers(ts[0].Token) || time.Since(c.Time) > time.Minute {
			t.Errorf("claim = %+v, %v", c, err)
		}
		if before != nil && !bytes.Equal(before[0].Claim, ts[0].Claim) {
			t.Error("the same ask got another claim")
		}
		before = ts
	}
}

// However many take at the same time, no token goes to two.
func TestEachTokenOnce(t *testing.T) {
	n := newNode(t, Limits{NetTakeRate: Rate{Burst: 1e6, Second: 1}})
	bob := newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 100))
	var mu sync.Mutex
	got := make(map[string]int)
	var wg sync.WaitGroup
	for range 6 {
		alice := newUser(t)
		for range 4 {
			wg.Go(func() {
				ask := NewAsk()
				var twice sync.WaitGroup
				var answers [2][]Ticket
				for i := range answers { // at once, as two answers of one ask may be lost
					twice.Go(func() { answers[i], _ = alice.Take(t.Context(), n.info, bob.host.ID(), hats, 5, ask) })
				}
				twice.Wait()
				mu.Lock()
				defer mu.Unlock()
				if answers[0] != nil && answers[1] != nil && !slices.EqualFunc(answers[0], answers[1], func(a, b Ticket) bool {
					return bytes.Equal(a.Token, b.Token) && bytes.Equal(a.Claim, b.Claim)
				}) {
					t.Errorf("one ask got %v and %v", answers[0], answers[1])
				}
				for _, k := range slices.Concat(answers[0]) {
					got[string(k.Token)]++
				}
			})
		}
	}
	wg.Wait()
	for token, times := range got {
		if times != 1 {
			t.Errorf("%s was handed out %d times", token, times)
		}
	}
	if len(got) == 0 || len(got) > 100 {
		t.Errorf("%d tokens were handed out", len(got))
	}
}

// One ask that comes twice at the same time is one ask.
func TestAnAskThatComesTwice(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 4))
	k := taking{owner: bob.host.ID(), mailbox: bob.Mailbox(), pool: hats, count: 2, asker: "alice"}
	for range 2 { // both found nothing before
		err := n.writes.do(func(tx *vault.Tx) error {
			hs, err := handOut(tx, k, time.Now())
			if len(hs) != 2 || string(hs[0].token) != "hat 0" {
				t.Errorf("got %v", hs)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
