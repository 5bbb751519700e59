package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"restante/offline/provider/dropbox/dropboxtest"
)

// health is what the API says of the only account.
func (m *machine) health() (failing bool, advice string) {
	var all struct {
		Accounts []struct{ Failing, Advice string }
	}
	m.must("GET", "/ob/storage", nil, &all)
	if len(all.Accounts) != 1 {
		m.t.Fatalf("%d accounts", len(all.Accounts))
	}
	return all.Accounts[0].Failing != "", all.Accounts[0].Advice
}

// A provider that refuses says so, with what can be done; meanwhile messages wait on
// this computer, and none is lost.
func TestProviderInTrouble(t *testing.T) {
	t.Parallel()
	s := dropboxtest.Start(t)
	s.PlainLinks()
	w := people(t, t.TempDir(), "push,pubsub")
	said := w.converse()
	w.alice.env = s.Env(t)
	w.alice.stop()
	w.alice.mustStart()
	var added struct{ ID string }
	w.alice.must("POST", "/ob/storage/accounts", accountAt("dropbox", s.Settings()), &added)
	w.bob.stop()
	bob := w.bob.ready.PeerID

	s.Quota(1)
	w.alice.sends(bob, []string{"into a full box"})
	w.alice.until("advice to make room", func() bool { _, a := w.alice.health(); return strings.Contains(a, "room") })
	if n := w.alice.outgoing(bob, "queued"); n != 1 {
		t.Errorf("%d messages are queued", n)
	}
	s.Quota(1 << 30)
	w.alice.must("POST", "/ob/storage/accounts/"+added.ID+"/try", nil, nil)
	w.alice.until("the message to be stored", func() bool { return w.alice.outgoing(bob, "stored") == 1 })

	s.Revoke()
	w.alice.sends(bob, []string{"without a key"})
	w.alice.until("advice to connect again", func() bool { _, a := w.alice.health(); return strings.Contains(a, "again") })
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, append(said, "into a full box", "without a key"))
	w.alice.until("all to be delivered", func() bool { return w.alice.outgoing(bob, "delivered") == 4 })

	if status, err := w.alice.call("POST", "/ob/storage/accounts/"+added.ID+"/try", nil, nil); err != nil || status != http.StatusBadGateway {
		t.Errorf("a trial: %d %v", status, err)
	}
	w.alice.must("POST", "/ob/storage/accounts/"+added.ID+"/settings", map[string]any{"settings": s.Settings()}, nil)
	if failing, advice := w.alice.health(); failing || advice != "" {
		t.Errorf("connected again, and it fails: %q", advice)
	}
	w.alice.until("an empty account", func() bool { return s.Blocks() == 0 })
	w.end(t)
}

// Somebody deletes the bucket with what waited there, and makes it again later: advice
// meanwhile, then everything lies there again, also what was stored before.
func TestBucketDeleted(t *testing.T) {
	t.Parallel()
	s := bucket(t)
	w := people(t, t.TempDir(), "push,pubsub")
	said := w.converse()
	var added struct{ ID string }
	w.alice.must("POST", "/ob/storage/accounts", s.account, &added)
	w.bob.stop()
	bob := w.bob.ready.PeerID
	w.alice.sends(bob, texts(2))
	w.alice.until("two to be stored", func() bool { return w.alice.outgoing(bob, "stored") == 2 })
	before := s.names()

	s.remove()
	w.alice.sends(bob, []string{"too late"})
	w.alice.until("advice about the bucket", func() bool { _, a := w.alice.health(); return strings.Contains(a, "bucket") })
	if n := w.alice.outgoing(bob, "queued"); n != 1 {
		t.Errorf("%d messages are queued", n)
	}
	s.make()
	w.alice.must("POST", "/ob/storage/accounts/"+added.ID+"/try", nil, nil)
	w.alice.until("all to lie there", func() bool {
		here := s.names()
		return w.alice.outgoing(bob, "stored") == 3 && !slices.ContainsFunc(before, func(n string) bool { return !slices.Contains(here, n) })
	})
	w.alice.stop()
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, append(append(said, texts(2)...), "too late"))
	w.alice.mustStart()
	w.alice.until("an empty bucket", func() bool { return s.blocks() == 0 })
	w.end(t)
}
