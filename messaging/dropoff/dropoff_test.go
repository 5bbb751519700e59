package dropoff

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

// A contact gets one grant, another when the account is another, and the word that
// there is none any more.
func TestContactsMayLeaveMail(t *testing.T) {
	alice, bob := friends(t)
	if ps := bob.gives(); len(ps) != 0 {
		t.Errorf("%d grants without an account", len(ps))
	}
	bob.account = "attic"
	bob.carry(alice, bob.gives()...)
	if key := alice.may(bob); key != "attic1" || alice.given != 1 || bob.may(alice) != "" {
		t.Errorf("alice may with %q, and was given %d", key, alice.given)
	}
	if ps := bob.gives(); len(ps) != 0 {
		t.Errorf("it is given %d times more", len(ps))
	}
	bob.account = "cellar"
	bob.carry(alice, bob.gives()...)
	if key := alice.may(bob); key != "cellar2" {
		t.Errorf("alice may with %q", key)
	}
	bob.account = ""
	bob.carry(alice, bob.gives()...)
	if key := alice.may(bob); key != "" {
		t.Errorf("alice still may with %q", key)
	}
	if ps := bob.gives(); len(ps) != 0 {
		t.Errorf("%d more words of it", len(ps))
	}
}

// Two contacts have two keys, so that the provider cannot tell who they are, nor one
// of them what is the other's.
func TestEachHasAKey(t *testing.T) {
	alice, bob := friends(t)
	carol := newSide(t)
	bob.Adds(carol.Person)
	carol.Adds(bob.Person)
	bob.writes(carol)
	carol.writes(bob)
	bob.account = "attic"
	for _, p := range bob.gives() {
		to := alice
		if p.Peer == carol.ID() {
			to = carol
		}
		bob.carry(to, p)
	}
	if a, c := alice.may(bob), carol.may(bob); a == "" || c == "" || a == c {
		t.Errorf("keys %q and %q", a, c)
	}
}

// Strangers get nothing, and nothing is taken from them.
func TestStrangersGetNone(t *testing.T) {
	bob, carol := newSide(t), newSide(t)
	bob.account = "attic"
	carol.Adds(bob.Person)
	carol.writes(bob)
	if ps := bob.gives(); len(ps) != 0 {
		t.Errorf("%d grants for strangers", len(ps))
	}
	body, err := offer{version: 1, kind: "cloud", Grant: depot.Grant{Key: "k", Token: []byte("2100-01-01T00:00:00Z")}}.toWire()
	must(t, err)
	bob.hears(carol.ID(), body, true)
	if bob.may(carol) != "" {
		t.Error("a stranger's grant was kept")
	}
	bob.hears(carol.ID(), body, false)
	if bob.may(carol) != "k" {
		t.Error("a contact's grant was not kept")
	}
}

// A grant is used until it ends, and made anew long before.
func TestGrantEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		bob.account = "attic"
		bob.carry(alice, bob.gives()...)
		<-time.After(holds - renewAt - time.Hour)
		if ps := bob.gives(); len(ps) != 0 {
			t.Errorf("%d made anew too soon", len(ps))
		}
		<-time.After(2 * time.Hour)
		ps := bob.gives()
		if len(ps) != 1 {
			t.Fatalf("%d made anew", len(ps))
		}
		<-time.After(renewAt)
		if key := alice.may(bob); key != "" {
			t.Errorf("the old one, %q, is used though it has ended", key)
		}
		bob.carry(alice, ps...)
		if key := alice.may(bob); key != "attic2" {
			t.Errorf("alice may with %q", key)
		}
	})
}

// An older grant does not come back, a foreign or broken one is dropped, and all of
// them are receipted.
func TestBadGrants(t *testing.T) {
	alice, bob := friends(t)
	bob.account = "attic"
	old := bob.gives()
	bob.account = "cellar"
	bob.carry(alice, bob.gives()...)
	bob.carry(alice, old...)
	if key := alice.may(bob); key != "cellar2" {
		t.Errorf("alice may with %q", key)
	}
	ahead := uint64(time.Now().Add(2 * maxAhead).UnixMilli())
	for name, o := range map[string]offer{
		"from the future": {version: ahead, kind: "cloud", Grant: depot.Grant{Key: "x", Token: []byte("2100-01-01T00:00:00Z")}},
		"unknown kind":    {version: ahead / 2 * 2, kind: "moon"},
		"no date":         {version: ahead / 2 * 2, kind: "cloud", Grant: depot.Grant{Token: []byte("x")}},
		"long key":        {version: 1 << 50, kind: "cloud", Grant: depot.Grant{Key: string(make([]byte, depot.MaxGrantKey+1))}},
		"long token":      {version: 1 << 50, kind: "cloud", Grant: depot.Grant{Token: make([]byte, depot.MaxGrant+1)}},
		"no version":      {kind: "cloud"},
	} {
		body, err := o.toWire()
		must(t, err)
		alice.hears(bob.ID(), body, false)
		if key := alice.may(bob); key != "cellar2" {
			t.Fatalf("%s: alice may with %q", name, key)
		}
	}
	alice.hears(bob.ID(), []byte("\xff\xff"), false)
}

// What did not arrive is sent again, a day later at the soonest; so is what a peer lost
// with its device.
func TestLostGrants(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		bob.account = "attic"
		bob.gives()
		bob.Update(func(tx *vault.Tx) error {
			s, err := readSent(tx, alice.ID())
			must(t, err)
			return putFailed(tx, alice.ID(), s.id, true)
		})
		if ps := bob.gives(); len(ps) != 0 {
			t.Error("it is sent again at once")
		}
		<-time.After(giveAgain)
		bob.carry(alice, bob.gives()...)
		bob.Update(func(tx *vault.Tx) error { return bob.Lost(tx, alice.ID()) })
		if ps := bob.gives(); len(ps) != 1 {
			t.Errorf("%d sent to a new device", len(ps))
		}
	})
}

// The goroutine hears of what is new by itself.
func TestGiving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		bob.account = "attic"
		bob.take()
		bob.Start(t.Context())
		synctest.Wait()
		bob.carry(alice, bob.take()...)
		bob.Close()
		if alice.may(bob) == "" {
			t.Error("alice has no grant")
		}
	})
}

// FuzzOffer: what decodes is within its limits and encodes to the same again.
func FuzzOffer(f *testing.F) {
	b, err := offer{version: 7, kind: "cloud", Grant: depot.Grant{Key: "k", Token: []byte("t")}}.toWire()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := offerFromWire(b)
		if err != nil {
			return
		}
		if o.version == 0 || len(o.Key) > depot.MaxGrantKey || len(o.Token) > depot.MaxGrant {
			t.Fatalf("%+v is over the limits", o)
		}
		again, err := o.toWire()
		if err != nil {
			t.Fatal(err)
		}
		if same, err := offerFromWire(again); err != nil || same.version != o.version || same.kind != o.kind || same.Key != o.Key {
			t.Fatalf("%+v became %+v, %v", o, same, err)
		}
	})
}
