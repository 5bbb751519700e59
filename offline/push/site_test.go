package push

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/ipns"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// folder is a root that nobody looks into.
func folder(name string) cid.Cid {
	return deposit.Root(deposit.CodecDAG, sha256.Sum256([]byte(name)))
}

// names makes an IPNS record of the user.
func (u *user) names(t testing.TB, root cid.Cid, sequence uint64) []byte {
	t.Helper()
	b, err := ipns.Make(u.key, root, sequence, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// publishes fails the test unless the node takes the site.
func (u *user) publishes(t testing.TB, n *node, root cid.Cid, sequence uint64, size int64) []byte {
	t.Helper()
	b := u.names(t, root, sequence)
	if err := u.PutSite(t.Context(), n.info, b, size); err != nil {
		t.Fatal(err)
	}
	return b
}

// siteAt is what the node says to anybody.
func (u *user) siteAt(t testing.TB, n *node, of *user) []byte {
	t.Helper()
	b, err := u.Site(t.Context(), n.info, of.host.ID())
	if err != nil && !errors.Is(err, ErrNoSite) {
		t.Fatal(err)
	}
	return b
}

func TestLifeOfASite(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	if got := alice.siteAt(t, n, bob); got != nil {
		t.Errorf("before there is any: %x", got)
	}
	one := bob.publishes(t, n, folder("one"), 1, 1000)
	if got := alice.siteAt(t, n, bob); !bytes.Equal(got, one) {
		t.Errorf("the site is %x", got)
	}
	two := bob.publishes(t, n, folder("two"), 2, 2000)
	if got := alice.siteAt(t, n, bob); !bytes.Equal(got, two) || s.has(folder("one")) || !s.has(folder("two")) {
		t.Errorf("the site is %x; on the shelf are %v", got, s.holds)
	}
	if want := []string{fmt.Sprint(folder("one"), 1000, bob.host.ID()), fmt.Sprint(folder("two"), 2000, bob.host.ID())}; !slices.Equal(s.fetched, want) {
		t.Errorf("fetched %v", s.fetched)
	}
	if err := bob.PutSite(t.Context(), n.info, two, 2000); err != nil { // its answer was lost
		t.Error(err)
	}
	three := bob.publishes(t, n, folder("two"), 3, 1) // the same folder, signed again
	if got := alice.siteAt(t, n, bob); !bytes.Equal(got, three) || len(s.fetched) != 2 {
		t.Errorf("the site is %x; fetched %v", got, s.fetched)
	}
	if got := n.siteBytes(t); got != 2000 {
		t.Errorf("%d bytes are counted", got)
	}
	n.clears(t, s, folder("two"), true)
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil {
		t.Fatal(err)
	}
	if got := alice.siteAt(t, n, bob); got != nil || n.siteBytes(t) != 0 {
		t.Errorf("of somebody who left: %x, %d bytes", got, n.siteBytes(t))
	}
	n.clears(t, s, folder("two"), false)
}

func (n *node) siteBytes(t testing.TB) (all int64) {
	t.Helper()
	err := n.Vault.View(t.Context(), func(tx *vault.Tx) (err error) {
		_, all, err = countSites(tx, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSitesRefused(t *testing.T) {
	s, n := newShelf(t, Limits{Site: 1000})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.publishes(t, n, folder("now"), 5, 10)
	future := uint64(time.Now().Add(25 * time.Hour).UnixMilli())
	for name, c := range map[string]struct {
		by     *user
		record []byte
		size   int64
		want   Code
	}{
		"of nobody registered":  {alice, alice.names(t, folder("x"), 1), 10, CodeNotServed},
		"another one's":         {bob, alice.names(t, folder("x"), 6), 10, CodeBadSite},
		"older":                 {bob, bob.names(t, folder("x"), 4), 10, CodeOldSite},
		"of the same sequence":  {bob, bob.names(t, folder("x"), 5), 10, CodeOldSite},
		"from the future":       {bob, bob.names(t, folder("x"), future), 10, CodeBadSite},
		"no folder":             {bob, bob.names(t, ipfs.CID([]byte("x")), 6), 10, CodeBadSite},
		"too large":             {bob, bob.names(t, folder("x"), 6), 1001, CodeTooLarge},
		"far too large":         {bob, bob.names(t, folder("x"), 6), 1 << 62, CodeTooLarge},
		"not a record":          {bob, []byte("x"), 10, CodeBadSite},
		"a record of 33 KiB":    {bob, make([]byte, 33<<10), 10, CodeBadSite},
		"empty":                 {bob, bob.names(t, folder("x"), 6), 0, CodeBadSite},
		"a folder of less than": {bob, bob.names(t, folder("x"), 6), -1, CodeBadSite},
	} {
		if got := code(t, c.by.PutSite(t.Context(), n.info, c.record, c.size)); got != c.want {
			t.Errorf("%s: code %d, want %d", name, got, c.want)
		}
	}
	l := bob.open(t, n) // as no client says it
	say(t, l, &pb.Request{Call: &pb.Request_PutSite{PutSite: &pb.PutSite{Record: bob.names(t, folder("x"), 6)}}})
	if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeTooLarge {
		t.Errorf("without a size: %v", r)
	}
	if len(s.fetched) != 1 {
		t.Errorf("fetched %v", s.fetched)
	}
	n = newNode(t, Limits{})
	bob.registered(t, n)
	if got := code(t, bob.PutSite(t.Context(), n.info, bob.names(t, folder("x"), 6), 10)); got != CodeTooLarge {
		t.Errorf("where none are kept: code %d", got)
	}
	if h, err := alice.Test(t.Context(), n.info); err != nil || h.Terms.MaxSite != 0 {
		t.Errorf("Test() = %+v, %v", h, err)
	}
}

// Sites have room of their own, and a new one needs room beside the old one.
func TestRoomForSites(t *testing.T) {
	for name, l := range map[string]Limits{
		"of all": {Quota: 1, Site: 100, Sites: 150}, "of a network": {Quota: 1, Site: 100, NetworkSites: 150},
	} {
		_, n := newShelf(t, l)
		bob, carol := newUser(t).registered(t, n), newUser(t).registered(t, n)
		bob.publishes(t, n, folder("bob"), 1, 100)
		if got := code(t, carol.PutSite(t.Context(), n.info, carol.names(t, folder("carol"), 1), 51)); got != CodeSitesFull {
			t.Errorf("%s: code %d", name, got)
		}
		if got := code(t, bob.PutSite(t.Context(), n.info, bob.names(t, folder("more"), 2), 51)); got != CodeSitesFull {
			t.Errorf("%s, in the place of another: code %d", name, got)
		}
		carol.publishes(t, n, folder("carol"), 1, 50)
		if h, err := bob.Test(t.Context(), n.info); err != nil || h.Terms.MaxSite != 100 {
			t.Errorf("%s: Test() = %+v, %v", name, h, err)
		}
	}
}
