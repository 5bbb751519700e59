package push

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// What was handed out is so after a restart.
func TestTokensSurviveARestart(t *testing.T) {
	dir, k := t.TempDir(), identitytest.New(t)
	v := vaulttest.Open(t, dir, Schema)
	n := openNode(t, k, v, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 3))
	ask := NewAsk()
	first := alice.takes(t, n, bob, hats, 2, 2, ask)
	n.Close()
	n.host.Close()
	v.Close()

	n = openNode(t, k, vaulttest.Open(t, dir, Schema), Limits{})
	if again := alice.takes(t, n, bob, hats, 2, 2, ask); !slices.EqualFunc(first, again, bytes.Equal) {
		t.Errorf("the same ask got %q, then %q", first, again)
	}
	if got := alice.takes(t, n, bob, hats, 2, 1, NewAsk()); string(got[0]) != "hat 2" {
		t.Errorf("got %q", got)
	}
}

// Without a commit nothing is handed out.
func TestNoTicketWithoutCommit(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 1))
	n.alter(t, `CREATE TRIGGER broken AFTER UPDATE ON push_tokens BEGIN SELECT raise(ABORT, 'broken disk'); END`)
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeBusy {
		t.Errorf("code = %d", c)
	}
	n.alter(t, `DROP TRIGGER broken`)
	alice.takes(t, n, bob, hats, 1, 1, NewAsk())
}

// Out of a backup come tokens that may have been handed out since.
func TestTokensOfABackup(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 3))
	alice.takes(t, n, bob, hats, 1, 1, NewAsk())
	if err := n.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error { return Restored(tx) }); err != nil {
		t.Fatal(err)
	}
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeNoTokens {
		t.Errorf("code = %d", c)
	}
	if ps := bob.poolsOf(t, n); len(ps) != 1 || ps[0].Left != 0 || ps[0].Handed != 1 {
		t.Errorf("pools = %+v", ps)
	}
	bob.fills(t, n, hats, tokens("new", 1))
}

func TestManyPools(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	const pools = 2*maxPools + 3
	for i := range pools {
		bob.fills(t, n, deposit.PoolName{byte(i >> 8), byte(i)}, tokens("x", 1))
	}
	carol.fills(t, n, hats, tokens("carol's", 1))
	ps := bob.poolsOf(t, n)
	if last := pools - 1; len(ps) != pools || ps[last].Name != (deposit.PoolName{byte(last >> 8), byte(last & 255)}) || ps[last].Left != 1 {
		t.Errorf("%d pools", len(ps))
	}
	bob.fills(t, n, deposit.PoolName{9}, tokens("many", 2*maxHanded+1))
	n.takes = newRates(Rate{Burst: 1e6, Second: 1})
	for i := range 2*maxHanded/10 + 1 {
		alice.takes(t, n, bob, deposit.PoolName{9}, 10, min(10, 2*maxHanded+1-10*i), NewAsk())
	}
	hs, err := bob.Handouts(t.Context(), n.info, bob, deposit.PoolName{9})
	if err != nil || len(hs) != 2*maxHanded+1 || string(hs[2*maxHanded].Token) != fmt.Sprint("many ", 2*maxHanded) {
		t.Errorf("%d hand-outs, %v", len(hs), err)
	}
	if hs, err := carol.Handouts(t.Context(), n.info, carol, deposit.PoolName{9}); err != nil || len(hs) != 0 {
		t.Errorf("of another user's pool: %v, %v", hs, err)
	}
	if _, err := carol.Withdraw(t.Context(), n.info, carol, deposit.PoolName{9}); err != nil {
		t.Error(err)
	}
	if ps := bob.poolsOf(t, n); ps[slices.IndexFunc(ps, func(p Pool) bool { return p.Name == deposit.PoolName{9} })].Closed {
		t.Error("carol took bob's pool back")
	}
}

func TestPoolsThatEnd(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 300))
	carol.fills(t, n, hats, tokens("hat", 2))
	alice.takes(t, n, bob, hats, 1, 1, NewAsk())
	sweep := func(at time.Time) {
		t.Helper()
		if err := n.sweep(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	earlier := bob.Fill(t.Context(), n.info, bob, hats, time.Now().Add(time.Hour), tokens("new", 1))
	sweep(inAWeek().Add(-time.Hour))
	if ps := bob.poolsOf(t, n); earlier != nil || len(ps) != 1 || ps[0].Left != 300 {
		t.Errorf("an expiry was brought forward: %+v, %v", ps, earlier)
	}
	later := inAWeek().Add(time.Hour)
	if err := bob.Fill(t.Context(), n.info, bob, hats, later.Add(time.Hour), tokens("newest", 1)); err != nil {
		t.Fatal(err)
	}
	sweep(later)
	if ps := bob.poolsOf(t, n); len(ps) != 1 || len(carol.poolsOf(t, n)) != 0 {
		t.Errorf("pools = %+v and %+v", ps, carol.poolsOf(t, n))
	}
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil {
		t.Fatal(err)
	}
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeNoTokens {
		t.Errorf("of somebody who left: code %d", c)
	}
	n.audit(t)
	sweep(time.Now())
	var rows int
	err := n.Vault.View(t.Context(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT (SELECT count(*) FROM push_pools) + (SELECT count(*) FROM push_tokens)
			+ (SELECT count(*) FROM push_usage WHERE tokens <> 0)`).Scan(&rows)
	})
	if err != nil || rows != 0 {
		t.Errorf("%d rows are left, %v", rows, err)
	}
}
