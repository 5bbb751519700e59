package ipfs

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/crypto"

	"restante/node/p2p"
)

// memory is a store that believes what it is told.
type memory struct {
	mu     sync.Mutex
	blocks map[cid.Cid][]byte
	asked  int
}

func (m *memory) put(data []byte) cid.Cid {
	c := CID(data)
	m.lie(c, data)
	return c
}

func (m *memory) lie(c cid.Cid, data []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.blocks == nil {
		m.blocks = make(map[cid.Cid][]byte)
	}
	m.blocks[c] = data
}

func (m *memory) Has(_ context.Context, c cid.Cid) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, ok := m.blocks[c]
	return ok, nil
}

func (m *memory) Get(_ context.Context, c cid.Cid) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if data, ok := m.blocks[c]; ok {
		return data, nil
	}
	return nil, ErrNotFound
}

func newHost(t testing.TB, listen string) *p2p.Host {
	t.Helper()
	return startHost(t, p2p.Options{Listen: []string{listen}, Loopback: true})
}

func startHost(t testing.TB, o p2p.Options) *p2p.Host {
	t.Helper()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	o.Key, o.Log = key, slog.New(slog.DiscardHandler)
	h, err := p2p.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func newExchange(t testing.TB, h *p2p.Host, stores ...Store) *Exchange {
	t.Helper()
	x, err := New(h, stores...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

const (
	quicHere = "/ip4/127.0.0.1/udp/0/quic-v1"
	tcpHere  = "/ip4/127.0.0.1/tcp/0"
)

// pair is an exchange with a store, and one without, connected to it.
func pair(t testing.TB, listen string) (served *memory, client *Exchange) {
	t.Helper()
	served = new(memory)
	a, b := newHost(t, listen), newHost(t, listen)
	newExchange(t, a, served)
	client = newExchange(t, b)
	if err := b.Connect(t.Context(), a.Info()); err != nil {
		t.Fatal(err)
	}
	return served, client
}

func random(t testing.TB, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	rand.Read(b)
	return b
}
