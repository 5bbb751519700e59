package push

import (
	"fmt"
	"testing"
	"time"

	"github.com/multiformats/go-multiaddr"

	"restante/node/identity/identitytest"
	"restante/offline/deposit"
)

func TestRates(t *testing.T) {
	r, now := newRates(Rate{Burst: 3, Second: 2}), time.Unix(1e9, 0)
	take := func(who string, cost float64, want bool) {
		t.Helper()
		if got := r.take(who, cost, now); got != want {
			t.Errorf("take(%s, %v) = %v", who, cost, got)
		}
	}
	for range 3 {
		take("a", 1, true)
	}
	take("a", 1, false)
	take("b", 1, true)
	now = now.Add(time.Second)
	take("a", 2, true)
	take("a", 1, false)
	now = now.Add(-time.Hour) // the clock was set
	take("a", 1, false)
	now = now.Add(2 * time.Hour)
	take("a", 100, true) // what is more than a burst takes all of it
	take("a", 1, false)
}

// The memory for those who were here is bounded, and a crowd of new ones does not
// get more together than one.
func TestRatesOfACrowd(t *testing.T) {
	r, now := newRates(Rate{Burst: 2, Second: 1}), time.Unix(1e9, 0)
	passed := 0
	for i := range 2 * maxBuckets {
		if r.take(fmt.Sprint(i), 1, now) {
			passed++
		}
	}
	if len(r.buckets) > maxBuckets+1 || passed != maxBuckets+2 {
		t.Errorf("%d buckets, %d passed", len(r.buckets), passed)
	}
	now = now.Add(time.Minute)
	if !r.take("new", 1, now) || len(r.buckets) != 1 {
		t.Errorf("%d buckets are left a minute later", len(r.buckets))
	}
}

// Those who are no users leave so much at once, and no more for having many
// names; users are free.
func TestRateOfDeposits(t *testing.T) {
	n := newNode(t, Limits{DepositorRate: Rate{Burst: 3, Second: 1e-9}, NetworkRate: Rate{Burst: 5, Second: 1e-9}})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t)
	letters := func(k int) (ls []letter) {
		for range k {
			ls = append(ls, newLetter(t, bob.Mailbox(), 10))
		}
		return ls
	}
	passed := func(u *user, k int) (passed int) {
		t.Helper()
		results, err := u.Store(t.Context(), n.info, deposits(letters(k)))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if r.Err == nil {
				passed++
			} else if c := code(t, r.Err); c != CodeTooFast {
				t.Errorf("code = %d", c)
			}
		}
		return passed
	}
	if got := passed(alice, 4); got != 3 {
		t.Errorf("of one peer passed %d, want 3", got)
	}
	if got := passed(carol, 4); got != 2 {
		t.Errorf("of another in the same network passed %d, want 2", got)
	}
	bob.store(t, n, letters(10)...)
	alice.registered(t, n).store(t, n, letters(10)...)
}

func TestUsersPerNetwork(t *testing.T) {
	n := newNode(t, Limits{UsersPerNetwork: 1})
	newUser(t).registered(t, n)
	carol := newUser(t)
	_, err := carol.Register(t.Context(), n.info, carol, nil)
	if c := code(t, err); c != CodeUsersFull {
		t.Errorf("code = %d", c)
	}
}

func TestNetworks(t *testing.T) {
	at := func(s string) string {
		a, err := multiaddr.NewMultiaddr(s)
		if err != nil {
			t.Fatal(err)
		}
		return networkAt(a)
	}
	same := at("/ip4/203.0.113.7/tcp/1")
	for s, want := range map[string]bool{
		"/ip4/203.0.113.200/udp/9/quic-v1": true, "/ip4/203.0.114.7/tcp/1": false,
		"/ip6/::ffff:203.0.113.9/tcp/1": true, "/ip6/2001:db8:1::1/tcp/1": false,
	} {
		if got := at(s) == same; got != want {
			t.Errorf("%s: same network %v", s, got)
		}
	}
	if at("/ip6/2001:db8:1:2::1/tcp/1") != at("/ip6/2001:db8:1:ffff::2/tcp/9") || at("/ip6/2001:db8:1::1/tcp/1") == at("/ip6/2001:db8:2::1/tcp/1") {
		t.Error("a network of IPv6 is not its first 48 bits")
	}
	if at("/dns4/example.org/tcp/1") != nowhere {
		t.Error("a name has a network")
	}
	n := newNode(t, Limits{})
	alice := newUser(t).registered(t, n)
	if got := networkOf(n.host, alice.host.ID()); got != at("/ip4/127.0.0.1/tcp/1") {
		t.Errorf("a connected peer is in %q", got)
	}
	if got := networkOf(n.host, identitytest.New(t).ID()); got != nowhere {
		t.Errorf("one that is not is in %q", got)
	}
	for _, owner := range []string{same, at("/ip6/2001:db8:1::1/tcp/1"), nowhere, ""} {
		if len(owner) >= len(deposit.Mailbox{}) {
			t.Errorf("%q may be counted as a mailbox or a peer", owner)
		}
	}
}
