package dropoff

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/handout/handouttest"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// A contact gets one grant, another when the account is another, and the word that
// there is none any more.
func TestContactsMayLeaveMail(t *testing.T) {
	alice, bob := friends(t)
	if ps := bob.Gives(); len(ps) != 0 {
		t.Errorf("%d grants without an account", len(ps))
	}
	bob.account = "attic"
	bob.Carry(alice.Side, bob.Gives()...)
	if key := alice.may(bob); key != "attic1" || alice.given != 1 || bob.may(alice) != "" {
		t.Errorf("alice may with %q, and was given %d", key, alice.given)
	}
	if ps := bob.Gives(); len(ps) != 0 {
		t.Errorf("it is given %d times more", len(ps))
	}
	bob.account = "cellar"
	bob.Carry(alice.Side, bob.Gives()...)
	if key := alice.may(bob); key != "cellar2" {
		t.Errorf("alice may with %q", key)
	}
	bob.account = ""
	bob.Carry(alice.Side, bob.Gives()...)
	if key := alice.may(bob); key != "" {
		t.Errorf("alice still may with %q", key)
	}
	if ps := bob.Gives(); len(ps) != 0 {
		t.Errorf("%d more words of it", len(ps))
	}
}

// Two contacts have two keys, so that the provider cannot tell who they are, nor one
// of them what is the other's.
func TestEachHasAKey(t *testing.T) {
	alice, bob := friends(t)
	carol := newSide(t)
	handouttest.Befriend(bob.Side, carol.Side)
	bob.account = "attic"
	for _, p := range bob.Gives() {
		to := alice
		if p.Peer == carol.ID() {
			to = carol
		}
		bob.Carry(to.Side, p)
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
	carol.Writes(bob.Side)
	if ps := bob.Gives(); len(ps) != 0 {
		t.Errorf("%d grants for strangers", len(ps))
	}
	body, err := offer{version: 1, kind: "cloud", Grant: depot.Grant{Key: "k", Token: []byte("2100-01-01T00:00:00Z")}}.toWire()
	must(t, err)
	bob.Hears(carol.ID(), body, true)
	if bob.may(carol) != "" {
		t.Error("a stranger's grant was kept")
	}
	bob.Hears(carol.ID(), body, false)
	if bob.may(carol) != "k" {
		t.Error("a contact's grant was not kept")
	}
}

// A grant is used until it ends, and made anew long before.
func TestGrantEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		bob.account = "attic"
		bob.Carry(alice.Side, bob.Gives()...)
		<-time.After(holds - renewAt - time.Hour)
		if ps := bob.Gives(); len(ps) != 0 {
			t.Errorf("%d made anew too soon", len(ps))
		}
		<-time.After(2 * time.Hour)
		ps := bob.Gives()
		if len(ps) != 1 {
			t.Fatalf("%d made anew", len(ps))
		}
		<-time.After(renewAt)
		if key := alice.may(bob); key != "" {
			t.Errorf("the old one, %q, is used though it has ended", key)
		}
		bob.Carry(alice.Side, ps...)
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
	old := bob.Gives()
	bob.account = "cellar"
	bob.Carry(alice.Side, bob.Gives()...)
	bob.Carry(alice.Side, old...)
	if key := alice.may(bob); key != "cellar2" {
		t.Errorf("alice may with %q", key)
	}
	later, good := uint64(time.Now().Add(time.Minute).UnixMilli()), []byte("2100-01-01T00:00:00Z")
	for name, o := range map[string]offer{
		"no version":      {kind: "cloud", Grant: depot.Grant{Key: "x", Token: good}},
		"from the future": {version: later + 25*3600*1000, kind: "cloud", Grant: depot.Grant{Key: "x", Token: good}},
		"unknown kind":    {version: later, kind: "moon", Grant: depot.Grant{Key: "x", Token: good}},
		"no date":         {version: later, kind: "cloud", Grant: depot.Grant{Key: "x", Token: []byte("x")}},
		"long key":        {version: later, kind: "cloud", Grant: depot.Grant{Key: string(make([]byte, depot.MaxGrantKey+1)), Token: good}},
		"long token":      {version: later, kind: "cloud", Grant: depot.Grant{Key: "x", Token: make([]byte, depot.MaxGrant+1)}},
	} {
		body, err := o.toWire()
		must(t, err)
		alice.Hears(bob.ID(), body, false)
		if key := alice.may(bob); key != "cellar2" {
			t.Fatalf("%s: alice may with %q", name, key)
		}
	}
	alice.Hears(bob.ID(), []byte("\xff\xff"), false)
	body, err := offer{version: later, kind: "cloud", Grant: depot.Grant{Key: "x", Token: good}}.toWire()
	must(t, err)
	alice.Hears(bob.ID(), body, false)
	if key := alice.may(bob); key != "x" {
		t.Errorf("after a good one alice may with %q", key)
	}
}

// A grant goes out by itself once the account is another.
func TestGiving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		bob.grants.Start(t.Context())
		defer bob.grants.Close()
		for _, account := range []string{"attic", "cellar", ""} {
			synctest.Wait()
			bob.account = account
			bob.Bus.Publish(storage.Changed{Account: account})
			synctest.Wait()
			bob.Carry(alice.Side)
			if key := alice.may(bob); strings.TrimRight(key, "123") != account {
				t.Errorf("alice may with %q, want one for %q", key, account)
			}
		}
	})
}

// FuzzOffer: what decodes is within its limits and encodes to the same again.
func FuzzOffer(f *testing.F) {
	for _, o := range []offer{
		{version: 7, kind: "cloud", Grant: depot.Grant{Key: "k", Token: []byte("t")}},
		{version: 7, kind: strings.Repeat("c", maxKind+1)},
		{version: 7, Grant: depot.Grant{Token: make([]byte, depot.MaxGrant+1)}},
	} {
		b, err := o.toWire()
		must(f, err)
		f.Add(b)
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := offerFromWire(b)
		if err != nil {
			return
		}
		if len(o.kind) > maxKind || len(o.Key) > depot.MaxGrantKey || len(o.Token) > depot.MaxGrant {
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
