package main

import (
	"net/http/httptest"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// shop is a provider on this machine: how an account there is set up, and how many
// blocks lie in it.
type shop struct {
	account map[string]any
	blocks  func() int
}

// byProvider: two who know each other, no push node anywhere, nobody listens. Alice
// writes while Bob is away, and is gone before he comes. He fetches from the provider,
// and nothing stays there.
func byProvider(t *testing.T, s shop) {
	const n = 5
	w := people(t, t.TempDir(), "push,pubsub")
	said := w.converse()
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

func TestByBucket(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("letters"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	byProvider(t, shop{
		account: map[string]any{"kind": "s3", "role": "primary", "settings": map[string]string{"endpoint": server.URL, "bucket": "letters",
			"accessKey": "me", "secretKey": "secret"}},
		blocks: func() int {
			list, err := backend.ListBucket("letters", nil, gofakes3.ListBucketPage{})
			if err != nil {
				t.Error(err)
				return -1
			}
			return len(list.Contents)
		},
	})
}
