package storage

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/provider/depot"
)

// open lets others put into the account with a password.
func (c *cloud) open() depot.Kind {
	k := c.kind()
	k.Name = "open"
	k.Grant = func(s depot.Settings, until time.Time) (depot.Grant, error) {
		return depot.Grant{Key: s["password"], Token: []byte(until.Format(time.RFC3339))}, nil
	}
	k.Redeem = func(g depot.Grant, _ depot.Deps) (depot.Putter, error) {
		until, err := time.Parse(time.RFC3339, string(g.Token))
		return slot{c.box(g.Key), until}, err
	}
	return k
}

type slot struct {
	*box
	until time.Time
}

func (s slot) Until() time.Time { return s.until }

// given are the grants of contacts.
type given map[peer.ID]depot.Grant

func (g given) Grant(_ *vault.Tx, of peer.ID) (string, depot.Grant, bool, error) {
	grant, found := g[of]
	return "open", grant, found, nil
}

func (given) Give(context.Context) error { return nil }

// opened is a world with an account that contacts may get into, and what they gave.
func opened(t *testing.T) (w *world, id string, gave given) {
	t.Helper()
	w, gave = open(t, nil), given{}
	w.Kinds, w.Grants = append(w.Kinds, w.cloud.open()), gave
	id, err := w.Add(t.Context(), New{Kind: "open", Settings: depot.Settings{"password": "mine"}})
	must(t, err)
	return w, id, gave
}

// One account at most is open to contacts, and only one of a kind that can be.
func TestInbox(t *testing.T) {
	w, id, _ := opened(t)
	closed := w.add("closed", Primary)
	if err := w.SetInbox(t.Context(), closed, true); !errors.Is(err, ErrNoGrants) {
		t.Errorf("an account that cannot be opened: %v", err)
	}
	if err := w.SetInbox(t.Context(), "nobody", true); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
	if spaces, err := w.Spaces(t.Context()); err != nil || len(spaces) != 0 {
		t.Errorf("%d spaces before one was chosen, %v", len(spaces), err)
	}
	must(t, w.SetInbox(t.Context(), id, true))
	another, err := w.Add(t.Context(), New{Kind: "open", Settings: depot.Settings{"password": "other"}})
	must(t, err)
	must(t, w.SetInbox(t.Context(), another, true))
	if w.account(id).Inbox || !w.account(another).Inbox {
		t.Error("two accounts are open to contacts, or the wrong one")
	}
	if spaces, err := w.Spaces(t.Context()); err != nil || len(spaces) != 1 {
		t.Errorf("%d spaces, %v", len(spaces), err)
	}
	must(t, w.SetInbox(t.Context(), id, false))
	if !w.account(another).Inbox {
		t.Error("closing one closed the other")
	}
	must(t, w.SetInbox(t.Context(), another, false))
	if spaces, err := w.Spaces(t.Context()); err != nil || len(spaces) != 0 {
		t.Errorf("%d spaces after it was closed, %v", len(spaces), err)
	}
}

// What waits for a contact who gave us a place goes there too, whatever mailbox it is
// for, and its owner removes it.
func TestGrantOfAContact(t *testing.T) {
	w, _, gave := opened(t)
	bob := newPeer(t)
	gave[bob] = depot.Grant{Key: "bobs", Token: []byte("2100-01-01T00:00:00Z")}
	public, err := deposit.MailboxOf(bob)
	must(t, err)
	account := granted + bob.String()
	if !IsGrant(account) || IsGrant(w.Name()) {
		t.Error("a contact's place is not told from an account")
	}
	for _, m := range []deposit.Mailbox{public, pair} {
		must(t, w.Vault.View(t.Context(), func(tx *vault.Tx) error {
			ids, err := w.For(tx, bob, m)
			if len(ids) != 1 || ids[0] != account {
				t.Errorf("goes to %q", ids)
			}
			return err
		}))
	}
	d, err := w.Open(t.Context(), account)
	must(t, err)
	r := depot.Ref{Name: w.Name(), CID: ipfs.CID([]byte("x"))}
	_, err = d.Put(t.Context(), r, []byte("x"))
	must(t, err)
	var later *depot.Pending
	if _, err := d.Locate(t.Context(), r); !errors.As(err, &later) {
		t.Errorf("looking after it: %v", err)
	}
	must(t, d.Delete(t.Context(), r))
	if n := len(w.cloud.box("bobs").blocks); n != 1 {
		t.Errorf("%d blocks in bob's place", n)
	}
	delete(gave, bob) // it has ended
	d, err = w.Open(t.Context(), account)
	must(t, err)
	if _, err := d.Put(t.Context(), r, nil); !errors.Is(err, depot.ErrAuth) {
		t.Errorf("with a grant that has ended: %v", err)
	}
	must(t, d.Delete(context.Background(), r))
}

// A contact's grant is looked at before it is kept.
func TestRedeemable(t *testing.T) {
	w, id, _ := opened(t)
	good := depot.Grant{Key: "k", Token: []byte("2100-01-01T00:00:00Z")}
	if until, err := w.Redeemable("open", good); err != nil || until.Year() != 2100 {
		t.Errorf("until %v, %v", until, err)
	}
	for name, at := range map[string]struct {
		kind string
		depot.Grant
	}{
		"unknown kind": {"moon", good}, "closed kind": {"cloud", good}, "no token": {"open", depot.Grant{Key: "k"}},
		"long token": {"open", depot.Grant{Token: make([]byte, depot.MaxGrant+1)}},
		"long key":   {"open", depot.Grant{Key: strings.Repeat("x", depot.MaxGrantKey+1), Token: good.Token}},
	} {
		if _, err := w.Redeemable(at.kind, at.Grant); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	must(t, w.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		kind, g, err := w.GrantAt(tx, id, time.Unix(4e9, 0).UTC())
		if kind != "open" || g.Key != "mine" || string(g.Token) != "2096-10-02T07:06:40Z" {
			t.Errorf("a grant of %q: %+v", kind, g)
		}
		return err
	}))
}

// An inbox that was closed, or an account that was left, is looked into for as long as a
// contact may leave mail there; then it goes. Forgotten at once it is not.
func TestFormerInboxes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, one, _ := opened(t)
		two, err := w.Add(t.Context(), New{Kind: "open", Settings: depot.Settings{"password": "two"}})
		must(t, err)
		three, err := w.Add(t.Context(), New{Kind: "open", Settings: depot.Settings{"password": "three"}})
		must(t, err)
		for i, id := range []string{one, two, three} {
			must(t, w.SetInbox(t.Context(), id, true))
			w.grants(id, time.Duration(i+1)*time.Hour)
		}
		w.grants(one, time.Minute) // a shorter one takes nothing away
		must(t, w.Remove(t.Context(), one, false))
		must(t, w.Remove(t.Context(), three, true))
		w.looks(2)
		if a := w.account(one); !a.Leaving || time.Until(a.Granted) != time.Hour {
			t.Errorf("%+v", a)
		}
		w.cloud.box("mine").down = depot.ErrAuth // one that fails holds up no other
		must(t, w.SetInbox(t.Context(), two, true))
		must(t, w.SetInbox(t.Context(), two, false))
		<-time.After(time.Hour)
		w.looks(1)
		must(t, w.Sweep(t.Context()))
		if all := w.accounts(); len(all) != 1 || all[0].ID != two {
			t.Errorf("%+v", all)
		}
		<-time.After(time.Hour)
		w.looks(0)
	})
}

// grants gives somebody a grant.
func (w *world) grants(id string, d time.Duration) {
	w.t.Helper()
	must(w.t, w.Vault.Update(w.t.Context(), "test", func(tx *vault.Tx) error {
		_, _, err := w.GrantAt(tx, id, time.Now().Add(d))
		return err
	}))
}

// looks wants so many accounts to be looked into.
func (w *world) looks(want int) {
	w.t.Helper()
	if spaces, err := w.Spaces(w.t.Context()); err != nil || len(spaces) != want {
		w.t.Errorf("%d accounts are looked into, want %d: %v", len(spaces), want, err)
	}
}
