package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

// An account is tried before it is kept, and its secrets are never given back.
func TestAdd(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	a := w.account(id)
	if _, secret := a.Settings["password"]; secret || a.Title != "one" || a.Role != Primary || !within(a.Worked, time.Minute) {
		t.Errorf("%+v", a)
	}
	if n := len(w.cloud.box("one").blocks); n != 0 {
		t.Errorf("the trial left %d blocks", n)
	}
	w.cloud.box("fetches from here").here = w.Deps.Here
	w.add("fetches from here", None)
	if files, err := w.Deps.Here.List(); err != nil || len(files) != 0 {
		t.Errorf("the trial left %d message files, %v", len(files), err)
	}
	w.cloud.box("broken").wrong = true
	w.cloud.box("nowhere").nowhere = true
	w.cloud.box("closed").down = depot.ErrAuth
	for password, want := range map[string]error{"broken": depot.ErrPermanent, "nowhere": depot.ErrTransient, "closed": depot.ErrAuth, "malformed": depot.ErrPermanent} {
		_, err := w.Add(t.Context(), New{Kind: "cloud", Settings: depot.Settings{"password": password}})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", password, err)
		}
	}
	if n := len(w.accounts()); n != 2 {
		t.Errorf("%d accounts", n)
	}
}

func TestAddRefuses(t *testing.T) {
	w := open(t, nil)
	good := depot.Settings{"password": "x"}
	for name, n := range map[string]New{
		"unknown kind":  {Kind: "moon", Settings: good},
		"missing field": {Kind: "cloud", Settings: depot.Settings{"folder": "x"}},
		"unknown field": {Kind: "cloud", Settings: depot.Settings{"password": "x", "planet": "moon"}},
		"other choice":  {Kind: "cloud", Settings: depot.Settings{"password": "x", "region": "west"}},
		"long field":    {Kind: "cloud", Settings: depot.Settings{"password": strings.Repeat("x", MaxSetting+1)}},
		"no text":       {Kind: "cloud", Settings: depot.Settings{"password": "\xff"}},
		"long title":    {Kind: "cloud", Settings: good, Title: strings.Repeat("x", MaxTitle+1)},
		"role":          {Kind: "cloud", Settings: good, Role: 7},
	} {
		if _, err := w.Add(t.Context(), n); !errors.Is(err, ErrSettings) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range MaxAccounts {
		w.add(fmt.Sprint(i), None)
	}
	if _, err := w.Add(t.Context(), New{Kind: "cloud", Settings: good}); !errors.Is(err, ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
	for what, err := range map[string]error{
		"role of nobody":  w.SetRole(t.Context(), "nobody", Mirror),
		"terms of nobody": w.SetTerms(t.Context(), "nobody", Terms{}),
		"nobody removed":  w.Remove(t.Context(), "nobody", false),
		"nobody tried":    w.Try(t.Context(), "nobody"),
		"nobody chosen":   w.Choose(t.Context(), newPeer(t), []string{"nobody"}),
	} {
		if !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// An account has the name that its user gives it, else that of its kind.
func TestTerms(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", None)
	for typed, want := range map[string]string{" Attic ": "Attic", "": w.Offered()[0].Title} {
		must(t, w.SetTerms(t.Context(), id, Terms{Title: typed, Cap: 7, Currency: "EUR"}))
		if a := w.account(id); a.Title != want || a.Cap != 7 || a.Currency != "EUR" {
			t.Errorf("%q became %q, cap %d %s", typed, a.Title, a.Cap, a.Currency)
		}
	}
	if err := w.SetTerms(t.Context(), id, Terms{Title: strings.Repeat("x", MaxTitle+1)}); !errors.Is(err, ErrSettings) {
		t.Errorf("a long name: %v", err)
	}
}

// There is one primary, mirrors get everything too, and a choice for one person takes
// the place of both. What is for a public mailbox stays here.
func TestRoles(t *testing.T) {
	w := open(t, nil)
	bob := newPeer(t)
	w.add("attic", None)
	one, mirror := w.add("one", Primary), w.add("mirror", Mirror)
	two := w.add("two", Primary)
	if got := w.goesTo(bob, pair); got != "two mirror" {
		t.Errorf("goes to %q", got)
	}
	must(t, w.SetRole(t.Context(), one, Primary))
	must(t, w.SetRole(t.Context(), mirror, None))
	if got := w.goesTo(bob, pair); got != "one" {
		t.Errorf("goes to %q", got)
	}
	public, err := deposit.MailboxOf(bob)
	must(t, err)
	if got := w.goesTo(bob, public); got != "" {
		t.Errorf("a stranger's mail goes to %q", got)
	}
	must(t, w.Choose(t.Context(), bob, []string{two}))
	if got := w.goesTo(bob, pair); got != "two" {
		t.Errorf("bob's goes to %q", got)
	}
	must(t, w.Choose(t.Context(), bob, nil))
	if got := w.goesTo(bob, pair); got != "" || w.goesTo(newPeer(t), pair) != "one" {
		t.Errorf("bob's goes to %q", got)
	}
	must(t, w.Unchoose(t.Context(), bob))
	if got := w.goesTo(bob, pair); got != "one" {
		t.Errorf("bob's goes to %q again", got)
	}
}

// An account that fails says since when, why, and what can be done; one call that
// succeeds is enough to be well.
func TestHealth(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	w.cloud.box("one").down = fmt.Errorf("%w: token revoked", depot.ErrAuth)
	if err := w.Try(t.Context(), id); !errors.Is(err, depot.ErrAuth) {
		t.Fatal(err)
	}
	a := w.account(id)
	if !within(a.Failing, time.Minute) || !strings.Contains(a.Error, "revoked") || a.Advice == "" {
		t.Errorf("%+v", a.Health)
	}
	_, alone := w.Open(t.Context(), id)
	w.Called(t.Context(), id, alone)
	if b := w.account(id); alone == nil || b.Error != a.Error || b.Advice != a.Advice {
		t.Errorf("left alone for a while, it says %q and %q", b.Error, b.Advice)
	}
	w.Called(t.Context(), id, errors.New("x"))
	if b := w.account(id); !b.Failing.Equal(a.Failing) {
		t.Errorf("failing since %v and %v", a.Failing, b.Failing)
	}
	w.cloud.box("one").down = nil
	must(t, w.Try(t.Context(), id))
	if a := w.account(id); !a.Failing.IsZero() || a.Error != "" || a.Advice != "" {
		t.Errorf("%+v", a.Health)
	}
	w.Called(t.Context(), "nobody", errors.New("gone meanwhile"))
	w.Called(t.Context(), id, &depot.RateLimited{After: time.Hour})
	var limited *depot.RateLimited
	if _, err := w.Open(t.Context(), id); !errors.As(err, &limited) || limited.After < 59*time.Minute {
		t.Errorf("it asked for a pause, and is called: %v", err)
	}
}

// New settings are tried before they take the place of the old ones.
func TestReconnect(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	w.cloud.same = map[string]string{"wrong": "one", "two": "one"}
	w.cloud.box("wrong").down = depot.ErrAuth
	if err := w.Reconnect(t.Context(), id, depot.Settings{"password": "wrong"}); !errors.Is(err, depot.ErrAuth) {
		t.Error(err)
	}
	if w.putsAt(id); len(w.cloud.box("one").blocks) != 1 {
		t.Error("settings that do not work were kept")
	}
	must(t, w.Reconnect(t.Context(), id, depot.Settings{"password": "two"}))
	if w.putsAt(id); len(w.cloud.box("two").blocks) != 1 {
		t.Error("the old settings are used")
	}
	for name, with := range map[string]depot.Settings{"another folder": {"folder": "b"}, "another account": {"password": "three"}} {
		if err := w.Reconnect(t.Context(), id, with); !errors.Is(err, ErrElsewhere) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, w.Reconnect(t.Context(), id, depot.Settings{"folder": "", "region": "south"}))
	if w.putsAt(id); len(w.cloud.box("two").blocks) != 2 || w.account(id).Settings["region"] != "south" {
		t.Error("it went somewhere else")
	}
}

// Whoever opens an account while it is connected again gets the new one, and leaves no
// old one behind.
func TestOpenWhileItIsConnectedAgain(t *testing.T) {
	w := open(t, nil)
	w.cloud.same = map[string]string{"two": "one"}
	id := w.add("one", Primary)
	real, once := w.Kinds[0].Open, true
	w.Kinds[0].Open = func(s depot.Settings, d depot.Deps) (depot.Depot, error) {
		if once {
			once = false
			must(t, w.Reconnect(t.Context(), id, depot.Settings{"password": "two"}))
		}
		return real(s, d)
	}
	if w.putsAt(id); len(w.cloud.box("two").blocks) != 1 {
		t.Error("the old settings are used")
	}
	if w.putsAt(id); len(w.cloud.box("two").blocks) != 2 {
		t.Error("the old settings stay in use")
	}
}

// putsAt puts a block at an account.
func (w *world) putsAt(id string) {
	w.t.Helper()
	d, err := w.Open(w.t.Context(), id)
	must(w.t, err)
	_, err = d.Put(w.t.Context(), depot.Ref{Name: w.Name(), CID: ipfs.CID([]byte("x"))}, []byte("x"))
	must(w.t, err)
}

// An account goes when the last block has, or at once if the user says so.
func TestRemove(t *testing.T) {
	w := open(t, nil)
	empty, full := w.add("empty", Mirror), w.add("full", Primary)
	w.lies(full, "restante-"+w.tag+"aaaaaaaaaaaaaaaaaaaaaaaaaa")
	must(t, w.Remove(t.Context(), empty, false))
	must(t, w.Remove(t.Context(), full, false))
	if all := w.accounts(); len(all) != 1 || !all[0].Leaving || all[0].Moving != 1 {
		t.Fatalf("%+v", all)
	}
	if got := w.goesTo(newPeer(t), pair); got != "" {
		t.Errorf("new messages go to %q", got)
	}
	must(t, w.Remove(t.Context(), full, true))
	if all := w.accounts(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// lies notes a block that is to be removed from an account.
func (w *world) lies(account, name string) {
	w.t.Helper()
	err := w.Vault.Update(context.Background(), "test", func(tx *vault.Tx) error {
		return tx.Do("noting", `INSERT INTO removal (account, name, digest, next_at) VALUES (?, ?, x'00', 0)`, account, name)
	})
	must(w.t, err)
}

var _ Outbox = (*outbox.Outbox)(nil)
