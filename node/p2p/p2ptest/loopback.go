package p2ptest

import (
	"log/slog"
	"testing"

	"restante/node/identity"
	"restante/node/p2p"
)

// Loopback starts a host outside of any [World]: on a socket of this machine, by
// the real clock. It ends with the test.
func Loopback(t testing.TB, k *identity.Key) *p2p.Host {
	t.Helper()
	h, err := p2p.New(p2p.Options{Key: k.Libp2p(), Loopback: true, Listen: []string{"/ip4/127.0.0.1/tcp/0"},
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}
