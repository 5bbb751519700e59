package push

import (
	"bytes"
	"errors"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// While the new one is on its way, and when it does not come, the old one is there.
func TestTheSiteBeforeStays(t *testing.T) {
	s, n := newShelf(t, Limits{})
	bob := newUser(t).registered(t, n)
	old := bob.publishes(t, n, folder("old"), 1, 100)
	begun, let := s.hang()
	done := make(chan error, 1)
	record := bob.names(t, folder("new"), 2)
	go func() { done <- bob.PutSite(t.Context(), n.info, record, 70) }()
	<-begun
	n.clears(t, s, folder("old"), true)
	n.clears(t, s, folder("new"), true) // it is being fetched
	if got := n.siteBytes(t); !bytes.Equal(bob.siteAt(t, n, bob), old) || got != 170 {
		t.Errorf("meanwhile: %d bytes", got)
	}
	let <- errGone
	if got := code(t, <-done); got != CodeNotFetched {
		t.Errorf("code = %d", got)
	}
	n.audit(t)
	n.clears(t, s, folder("old"), true)
	n.clears(t, s, folder("new"), false)
	if got := n.siteBytes(t); !bytes.Equal(bob.siteAt(t, n, bob), old) || got != 100 {
		t.Errorf("afterwards: %d bytes", got)
	}
}

// What came meanwhile decides, and what was fetched in vain goes.
func TestChangesWhileASiteIsFetched(t *testing.T) {
	s, n := newShelf(t, Limits{})
	bob := newUser(t).registered(t, n)
	for name, c := range map[string]struct {
		change func() error
		want   Code
	}{
		"a newer one": {func() error {
			n.alter(t, `UPDATE push_sites SET sequence = 9`)
			return nil
		}, CodeOldSite},
		"left": {func() error { return bob.Unregister(t.Context(), n.info, bob) }, CodeNotServed},
	} {
		bob.registered(t, n)
		bob.PutSite(t.Context(), n.info, bob.names(t, folder("old"), 1), 10)
		begun, let := s.hang()
		done := make(chan error, 1)
		record := bob.names(t, folder("new"), 5)
		go func() { done <- bob.PutSite(t.Context(), n.info, record, 10) }()
		<-begun
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		let <- nil
		if got := code(t, <-done); got != c.want {
			t.Errorf("%s: code %d, want %d", name, got, c.want)
		}
		s.fetch = nil
		n.audit(t)
		n.clears(t, s, folder("new"), false)
		n.alter(t, `DELETE FROM push_sites`)
	}
}

// A folder that is a site of two users, and a large deposit, stays while one wants it.
func TestOneFolderOfMany(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	crate := newCrate(t, bob.Mailbox(), 1000, true)
	bob.publishes(t, n, crate.CID, 1, 1000)
	carol.publishes(t, n, crate.CID, 1, 1000)
	alice.store(t, n, crate)
	leave := func(what string, err error, stays bool) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		n.audit(t)
		n.clears(t, s, crate.CID, stays)
	}
	leave("bob's", bob.PutSite(t.Context(), n.info, bob.names(t, folder("other"), 2), 10), true)
	leave("the deposit", bob.Release(t.Context(), n.info, bob, []deposit.Key{crate.key}), true)
	leave("carol's", carol.Unregister(t.Context(), n.info, carol), false)
}

// Whoever was fetching somebody else's folder when the node died takes nothing away.
func TestAFetchOfAnotherOnesSite(t *testing.T) {
	s, n := newShelf(t, Limits{})
	bob := newUser(t).registered(t, n)
	bob.publishes(t, n, folder("bob's"), 1, 100)
	n.alter(t, `INSERT INTO push_site_fetches (digest, codec, size, network) SELECT digest, codec, 7, network FROM push_sites`)
	n.clears(t, s, folder("bob's"), true)
	if got := n.siteBytes(t); got != 100 {
		t.Errorf("%d bytes are counted", got)
	}
}

func TestSitesAreMetered(t *testing.T) {
	_, n := newShelf(t, Limits{})
	n.sites = newRates(Rate{Burst: 2, Second: 1e-9})
	bob := newUser(t).registered(t, n)
	bob.publishes(t, n, folder("one"), 1, 10)
	two := bob.publishes(t, n, folder("two"), 2, 10)
	if got := code(t, bob.PutSite(t.Context(), n.info, bob.names(t, folder("two"), 3), 10)); got != CodeTooFast {
		t.Errorf("code = %d", got)
	}
	if err := bob.PutSite(t.Context(), n.info, two, 10); err != nil {
		t.Errorf("again: %v", err)
	}
}

// A node that is closed hands out what it has, and takes nothing new.
func TestSitesOfAClosedNode(t *testing.T) {
	s := &shelf{holds: make(map[cid.Cid]bool)}
	k, dir := identitytest.New(t), t.TempDir()
	v := vaulttest.Open(t, dir, Schema)
	n := openLarge(t, k, v, Limits{}, s)
	bob := newUser(t).registered(t, n)
	one := bob.publishes(t, n, folder("one"), 1, 10)
	n.Close()
	n.host.Close()
	v.Close()
	n = openLarge(t, k, vaulttest.Open(t, dir, Schema), Limits{Closed: true}, s)
	if got := bob.siteAt(t, n, bob); !bytes.Equal(got, one) {
		t.Errorf("the site is %x", got)
	}
	if got := code(t, bob.PutSite(t.Context(), n.info, bob.names(t, folder("two"), 2), 10)); got != CodeNodeFull {
		t.Errorf("code = %d", got)
	}
	if err := bob.PutSite(t.Context(), n.info, one, 10); err != nil {
		t.Errorf("again: %v", err)
	}
}

// A client believes no site that is not the peer's own.
func TestForgedSites(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	forged := alice.names(t, folder("x"), 1)
	n := fake(t, func(s *p2p.Stream) error {
		var req pb.Request
		return errors.Join(greet(s), s.Receive(&req), s.Send(siteResponse(forged)))
	})
	if _, err := alice.Site(t.Context(), n.info, bob.host.ID()); !errors.Is(err, ErrProto) {
		t.Errorf("another one's: %v", err)
	}
	if _, err := alice.Site(t.Context(), n.info, alice.host.ID()); err != nil {
		t.Errorf("the owner's own: %v", err)
	}
}
