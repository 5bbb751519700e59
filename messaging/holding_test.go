package messaging

import (
	"errors"
	"log/slog"
	"testing"

	"restante/messaging/settings"
	"restante/node"
	"restante/node/vault"
	"restante/offline"
)

// The link leads to where most others can reach.
func TestBestAddr(t *testing.T) {
	const (
		id       = "/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"
		here     = "/ip4/127.0.0.1/tcp/1" + id
		near     = "/ip4/192.168.1.7/tcp/1" + id
		relayed  = "/ip4/192.168.1.9/tcp/1/p2p/12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3/p2p-circuit" + id
		public   = "/ip4/8.8.8.8/udp/1/quic-v1" + id
		public2  = "/ip6/2a00:1450::1/tcp/1" + id
		nonsense = "nowhere"
	)
	for _, c := range []struct {
		addrs []string
		want  string
	}{
		{nil, ""},
		{[]string{nonsense}, ""},
		{[]string{here}, here},
		{[]string{here, near}, near},
		{[]string{relayed, near, here}, relayed},
		{[]string{here, near, relayed, public, public2}, public},
	} {
		if got := bestAddr(c.addrs); got != c.want {
			t.Errorf("of %q: %q, want %q", c.addrs, got, c.want)
		}
		if _, err := nodeAddr(c.want); c.want != "" && err != nil {
			t.Errorf("%s cannot be added: %v", c.want, err)
		}
	}
}

// Mail and sites together have the room that a person gave, and no more.
func TestHoldingKeepsToItsQuota(t *testing.T) {
	for _, quota := range []int64{settings.MinHoldQuota, settings.Default.HoldQuota, settings.MaxHoldQuota} {
		l := limitsFor(settings.Settings{Hold: true, HoldQuota: quota})
		if l.Bytes+l.Sites != quota || l.Quota > l.Bytes || l.Site > l.Sites || l.Site < 1 {
			t.Errorf("of %d: %+v", quota, l)
		}
	}
}

// A push node's folder never becomes a user's, nor the reverse, though both hold mail.
func TestFoldersOfTwoKinds(t *testing.T) {
	kinds := [][]vault.Schema{Schemas, offline.PushNodeSchemas}
	for i, schemas := range kinds {
		dir := t.TempDir()
		open := func(schemas []vault.Schema) error {
			v, err := vault.Open(t.Context(), vault.Options{Dir: dir, Schemas: node.Schemas(schemas...), Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				return err
			}
			return v.Close()
		}
		if err := open(schemas); err != nil {
			t.Fatal(err)
		}
		if err := open(kinds[1-i]); !errors.Is(err, vault.ErrNewer) {
			t.Errorf("kind %d opened as the other: %v", i, err)
		}
		if err := open(schemas); err != nil {
			t.Errorf("kind %d is not as it was: %v", i, err)
		}
	}
}
