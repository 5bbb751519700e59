package main

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"restante/offline/provider/dropbox/dropboxtest"
	"restante/offline/provider/pinning/pinningtest"
	"restante/offline/provider/ucan/ucantest"
)

// shop is a provider on this machine: how an account there is set up, and how many
// blocks lie in it.
type shop struct {
	account map[string]any
	blocks  func() int
	env     []string // of a program that goes there

	make, remove func()          // of a bucket
	names        func() []string // of what lies in it
}

// byProvider: two who know each other, no push node anywhere, nobody listens. Alice
// writes while Bob is away, and is gone before he comes. He fetches from the provider,
// and nothing stays there.
func byProvider(t *testing.T, s shop) {
	const n = 5
	w := people(t, t.TempDir(), "push,pubsub")
	said := w.converse()
	w.alice.env = s.env
	w.alice.stop()
	w.alice.mustStart()
	w.alice.must("POST", "/ob/storage/accounts", s.account, nil)
	w.bob.stop()
	w.alice.sends(w.bob.ready.PeerID, texts(n))
	w.alice.until("the provider to hold all", func() bool { return w.alice.outgoing(w.bob.ready.PeerID, "stored") == n })
	if got := s.blocks(); got < n {
		t.Errorf("%d blocks at the provider", got)
	}
	w.alice.stop()
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, append(said, texts(n)...))
	w.alice.mustStart()
	w.alice.until("all to be delivered", func() bool { return w.alice.outgoing(w.bob.ready.PeerID, "stored") == 0 })
	w.alice.until("an empty account", func() bool { return s.blocks() == 0 })
	w.end(t)
}

// converse lets both write, so that each knows where the other collects, and gives
// what they said.
func (w *town) converse() (said []string) {
	for i, text := range []string{"hello", "hello yourself", "how are you?", "fine"} {
		from, to := w.alice, w.bob
		if i%2 == 1 {
			from, to = to, from
		}
		from.sends(to.ready.PeerID, []string{text})
		said = append(said, text)
		to.hasAll(from.ready.PeerID, said)
	}
	return said
}

// bucket starts a server for one bucket.
func bucket(t testing.TB) shop {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("letters"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	made := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	names := func() (all []string) {
		list, err := backend.ListBucket("letters", nil, gofakes3.ListBucketPage{})
		if made(err); err != nil {
			return nil
		}
		for _, c := range list.Contents {
			all = append(all, c.Key)
		}
		return all
	}
	return shop{
		make:    func() { made(backend.CreateBucket("letters")) },
		remove:  func() { made(backend.ForceDeleteBucket("letters")) },
		account: accountAt("s3", map[string]string{"endpoint": server.URL, "bucket": "letters", "accessKey": "me", "secretKey": "secret"}),
		blocks:  func() int { return len(names()) },
		names:   names,
	}
}

// accountAt is what sets up the primary account.
func accountAt(kind string, settings map[string]string) map[string]any {
	return map[string]any{"kind": kind, "role": "primary", "settings": settings}
}

func TestByBucket(t *testing.T) {
	t.Parallel()
	byProvider(t, bucket(t))
}

func TestByDropbox(t *testing.T) {
	t.Parallel()
	s := dropboxtest.Start(t)
	s.PlainLinks()
	byProvider(t, shop{account: accountAt("dropbox", s.Settings()), blocks: s.Blocks, env: s.Env(t)})
}

func TestByPinningService(t *testing.T) {
	t.Parallel()
	s := pinningtest.New(t, pinningtest.Options{Token: "secret"})
	byProvider(t, shop{account: accountAt("pinning", s.Settings()), blocks: s.Blocks})
}

func TestByUCANSpace(t *testing.T) {
	t.Parallel()
	s := ucantest.New(t, ucantest.Options{})
	space := s.Space(t)
	byProvider(t, shop{account: accountAt("ucan", space), blocks: func() int { return s.Blocks(space["space"]) }})
}

// Bob lets contacts leave mail in a space of his. Alice has nothing of the kind, no push
// node, and no part in any DHT; she is gone before he comes.
func TestByRecipientsSpace(t *testing.T) {
	t.Parallel()
	const n = 5
	s := ucantest.New(t, ucantest.Options{})
	space := s.Space(t)
	w := people(t, t.TempDir(), "push,pubsub,pointer")
	said := w.converse()
	var added struct{ ID string }
	account := accountAt("ucan", space)
	account["role"] = "none"
	w.bob.must("POST", "/ob/storage/accounts", account, &added)
	w.bob.must("POST", "/ob/storage/accounts/"+added.ID, map[string]bool{"inbox": true}, nil)
	w.bob.until("the grant to be with alice", func() bool { return w.bob.underWay() == 0 })
	w.bob.stop()
	w.alice.sends(w.bob.ready.PeerID, texts(n))
	w.alice.until("the space to hold all", func() bool { return w.alice.outgoing(w.bob.ready.PeerID, "stored") == n })
	w.alice.stop()
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, append(said, texts(n)...))
	w.bob.until("an empty space", func() bool { w.bob.looks(); return s.Blocks(space["space"]) == 0 })
	w.alice.mustStart()
	w.alice.until("all to be delivered", func() bool { return w.alice.outgoing(w.bob.ready.PeerID, "stored") == 0 })
	w.end(t)
}

// underWay counts what has not arrived.
func (m *machine) underWay() int {
	var all []struct{}
	m.must("GET", "/ob/outbox", nil, &all)
	return len(all)
}

// moveSize is how many messages are under way while they move.
const moveSize = 500

// All that waits moves from Alice's computer to a bucket and back, while Bob comes for
// it, and cannot be reached directly: he gets everything once.
func TestMoveWhileSomebodyComes(t *testing.T) {
	t.Parallel()
	s := bucket(t)
	w := people(t, t.TempDir(), "direct,push,pubsub")
	said := w.converse()
	w.bob.stop()
	all := make([]string, moveSize)
	for i := range all {
		all[i] = fmt.Sprint("letter ", i)
	}
	w.alice.sends(w.bob.ready.PeerID, all)
	w.alice.until("pointers to some", func() bool { return w.alice.pointedAt() > moveSize/10 })
	var added struct{ ID string }
	w.alice.must("POST", "/ob/storage/accounts", s.account, &added)
	w.alice.until("some at the bucket", func() bool { return s.blocks() > moveSize/10 })
	w.bob.mustStart()
	w.bob.until("some messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) > moveSize/20 })
	w.alice.must("POST", "/ob/storage/accounts/"+added.ID, map[string]string{"role": "none"}, nil)
	w.bob.hasAll(w.alice.ready.PeerID, append(said, all...))
	w.alice.until("all to be delivered", func() bool {
		w.alice.looks()
		return w.alice.outgoing(w.bob.ready.PeerID, "stored")+w.alice.outgoing(w.bob.ready.PeerID, "queued") == 0
	})
	w.alice.until("an empty bucket", func() bool { return s.blocks() == 0 })
	w.end(t)
}

// pointedAt counts what other machines know the place of.
func (m *machine) pointedAt() (n int) {
	var all []struct{ Pointers int }
	m.must("GET", "/ob/outbox", nil, &all)
	for _, p := range all {
		if p.Pointers > 0 {
			n++
		}
	}
	return n
}
