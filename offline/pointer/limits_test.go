package pointer

import (
	"fmt"
	"testing"
	"time"

	ma "github.com/multiformats/go-multiaddr"

	"restante/offline/deposit"
)

// holds fails the test unless exactly these letters lie in the user's mailbox.
func (u *user) holds(t testing.TB, ls ...letter) {
	t.Helper()
	found := u.look(t)
	for _, l := range ls {
		if _, ok := found[l.key]; !ok {
			t.Errorf("a record of %d bits is gone", l.Work())
		}
	}
	if len(found) != len(ls) {
		t.Errorf("%d records, want %d", len(found), len(ls))
	}
}

// In a full mailbox the record with the worst stamp makes room for a better one,
// the newest among equals.
func TestMailboxFull(t *testing.T) {
	h := newHolder(t, Limits{PerMailbox: 3})
	alice, bob, carol := newUser(t, h), newUser(t, h), newUser(t, h)
	old, fresh, good := worth(t, bob.Mailbox(), 1), worth(t, bob.Mailbox(), 1), worth(t, bob.Mailbox(), 3)
	alice.leave(t, old, fresh, good)
	alice.leave(t, worth(t, carol.Mailbox(), 0)) // other mailboxes are not concerned

	r := alice.refused(t, worth(t, bob.Mailbox(), 1))
	if r.Code != CodeMailboxFull || r.Work != 2 {
		t.Errorf("refusal %+v, want one that asks for 2 bits", r)
	}
	better := worth(t, bob.Mailbox(), 2)
	alice.leave(t, better)
	bob.holds(t, old, better, good)
	if u := h.usage(t); u.Tombstones != 0 {
		t.Errorf("an evicted record left a tombstone: %+v", u)
	}
	if r := alice.refused(t, fresh); r.Code != CodeMailboxFull || r.Work != 2 {
		t.Errorf("the evicted record was refused by %+v", r)
	}
	alice.leave(t, worth(t, bob.Mailbox(), 4), worth(t, bob.Mailbox(), 4), worth(t, bob.Mailbox(), 4))
	if r := alice.refused(t, worth(t, bob.Mailbox(), 4)); r.Work != 5 {
		t.Errorf("refusal %+v, want one that asks for 5 bits", r)
	}
}

// Where the holder is full nothing is evicted for a record that is refused for
// another reason.
func TestFullInTwoWays(t *testing.T) {
	h := newHolder(t, Limits{PerMailbox: 2, Records: 3})
	alice, bob, carol := newUser(t, h), newUser(t, h), newUser(t, h)
	b1, b2, c := worth(t, bob.Mailbox(), 3), worth(t, bob.Mailbox(), 3), worth(t, carol.Mailbox(), 0)
	alice.leave(t, b1, b2)
	alice.leave(t, c)
	if r := alice.refused(t, worth(t, bob.Mailbox(), 2)); r.Code != CodeMailboxFull || r.Work != 4 {
		t.Errorf("refusal %+v", r)
	}
	carol.holds(t, c)
	better := worth(t, bob.Mailbox(), 4)
	alice.leave(t, better) // takes the place of a record in bob's mailbox, which is room enough
	bob.holds(t, b1, better)
	carol.holds(t, c)
	if r := alice.refused(t, worth(t, alice.Mailbox(), 0)); r.Code != CodeHolderFull || r.Work != 1 {
		t.Errorf("refusal %+v", r)
	}
	alice.leave(t, worth(t, alice.Mailbox(), 1))
	carol.holds(t)
	bob.holds(t, b1, better)
}

// Many identities behind one block of addresses have no more room than one.
func TestNetworkFull(t *testing.T) {
	h := newHolder(t, Limits{PerNetwork: 2})
	bob := newUser(t, h)
	first := worth(t, bob.Mailbox(), 0)
	newUser(t, h).leave(t, first)
	newUser(t, h).leave(t, worth(t, bob.Mailbox(), 0))
	if r := newUser(t, h).refused(t, worth(t, bob.Mailbox(), 0)); r.Code != CodeNetworkFull || r.Work != 1 {
		t.Errorf("refusal %+v", r)
	}
	better := worth(t, bob.Mailbox(), 1)
	newUser(t, h).leave(t, better)
	bob.holds(t, first, better)
}

func TestDepositorFull(t *testing.T) {
	h := newHolder(t, Limits{PerDepositor: 2})
	alice, bob := newUser(t, h), newUser(t, h)
	ls := newLetters(t, 2, bob.Mailbox())
	alice.leave(t, ls...)
	if r := alice.refused(t, worth(t, bob.Mailbox(), 9)); r.Code != CodeDepositorFull || r.Work != 0 {
		t.Errorf("refusal %+v", r)
	}
	if _, err := alice.Cancel(t.Context(), bob.Mailbox(), []Cancellation{ls[0].cancellation()}, nil, nil); err != nil {
		t.Fatal(err)
	}
	l := newLetter(t, bob.Mailbox())
	alice.leave(t, l)
	bob.holds(t, ls[1], l)
}

// Tombstones are bounded without a record ever coming back: who makes too many
// leaves no more records.
func TestTombstonesFull(t *testing.T) {
	for _, c := range []struct {
		limits Limits
		code   Code
	}{{Limits{Tombstones: 2}, CodeNetworkFull}, {Limits{AllTombstones: 2}, CodeHolderFull}} {
		h := newHolder(t, c.limits)
		alice := newUser(t, h)
		ls := newLetters(t, 3, alice.Mailbox())
		alice.leave(t, ls...)
		if err := alice.Release(t.Context(), alice, nil, []deposit.Key{ls[0].key, ls[1].key}); err != nil {
			t.Fatal(err)
		}
		if r := alice.refused(t, worth(t, alice.Mailbox(), 9)); r.Code != c.code || r.Work != 0 {
			t.Errorf("%+v: refusal %+v", c.limits, r)
		}
		if err := alice.Release(t.Context(), alice, nil, []deposit.Key{ls[2].key}); err != nil {
			t.Fatal(err)
		}
		alice.holds(t) // removing is always possible
		if r := alice.refused(t, ls[0]); r.Code != CodeGone {
			t.Errorf("%+v: refusal %+v", c.limits, r)
		}
	}
}

func TestBlocksOfAddresses(t *testing.T) {
	for addr, want := range map[string]string{
		"/ip4/192.0.2.77/tcp/1":                         "192.0.2.0/24",
		"/ip4/192.0.2.1/udp/4001/quic-v1":               "192.0.2.0/24",
		"/ip6/2001:db8:1:2::3/tcp/1":                    "2001:db8:1::/48",
		"/ip6/::ffff:192.0.2.9/tcp/1":                   "192.0.2.0/24",
		"/ip4/198.51.100.7/tcp/1/p2p/" + id + circuit:   "198.51.100.0/24",
		"/p2p/" + id + circuit:                          elsewhere,
		"/dns4/example.org/tcp/1":                       elsewhere,
		"/ip6zone/eth0/ip6/fe80::1/udp/4001/quic-v1":    "fe80::/48",
		"/ip6/2001:db8:1:ffff::3/udp/4001/quic-v1":      "2001:db8:1::/48",
		"/ip4/203.0.113.255/udp/1/quic-v1/webtransport": "203.0.113.0/24",
	} {
		a, err := ma.NewMultiaddr(addr)
		if err != nil {
			t.Fatal(addr, err)
		}
		if got := blockOf(a); got != want {
			t.Errorf("blockOf(%s) = %s, want %s", addr, got, want)
		}
	}
}

const (
	id      = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"
	circuit = "/p2p-circuit"
)

func TestRate(t *testing.T) {
	now := time.Unix(1e9, 0)
	r := newRate(10, 2)
	if !r.allow("a", 10, now) || r.allow("a", 1, now) || !r.allow("b", 1, now) {
		t.Error("the burst is not ten, or not everybody's own")
	}
	if now = now.Add(time.Second); !r.allow("a", 2, now) || r.allow("a", 1, now) {
		t.Error("it is not two a second")
	}
	if now = now.Add(time.Hour); !r.allow("a", 10, now) || r.allow("a", 1, now) {
		t.Error("a rest is worth another sum than the burst")
	}
	for i := range 10 * purgeMin {
		now = now.Add(10 * time.Second)
		r.allow(fmt.Sprint(i), 1, now)
	}
	if len(r.buckets) > purgeMin {
		t.Errorf("%d are remembered", len(r.buckets))
	}
}

// Who asks too much is refused, and others are not.
func TestTooManyCalls(t *testing.T) {
	h := newHolder(t, Limits{})
	h.peers = newRate(10, 0)
	alice, bob := newUser(t, h), newUser(t, h)
	alice.leave(t, newLetters(t, 10, bob.Mailbox())...)
	if c := code(t, alice.refused(t, newLetter(t, bob.Mailbox()))); c != CodeBusy {
		t.Errorf("code %d", c)
	}
	if len(bob.look(t)) != 10 || bob.Release(t.Context(), bob, nil, []deposit.Key{{}}) != nil {
		t.Error("another peer is refused too")
	}
	h.networks = newRate(1, 0)
	if err := bob.Release(t.Context(), bob, nil, []deposit.Key{{}}); err != nil {
		t.Error(err)
	}
	if err := newUser(t, h).Release(t.Context(), bob, nil, []deposit.Key{{}}); !isRefusal(err) {
		t.Errorf("another peer of the same network: %v", err)
	}
}
