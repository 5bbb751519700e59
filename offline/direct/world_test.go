package direct

import (
	"context"
	"log/slog"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
)

var quiet = slog.New(slog.DiscardHandler)

// side is one peer with what it received.
type side struct {
	*Direct
	host *p2p.Host

	answer func(sealed []byte) Answer
	mu     sync.Mutex
	got    [][]byte
	hints  chan []byte
}

func newSide(t *testing.T) *side {
	t.Helper()
	h := newHost(t)
	s := &side{Direct: New(h, quiet), host: h, hints: make(chan []byte, 8)}
	s.answer = func([]byte) Answer { return Answer{Outcome: Committed} }
	s.Serve(s)
	t.Cleanup(s.Direct.Close)
	return s
}

func newHost(t *testing.T) *p2p.Host { return p2ptest.Loopback(t, identitytest.New(t)) }

func (s *side) Message(_ context.Context, _ peer.ID, _ deposit.Mailbox, sealed []byte) Answer {
	s.mu.Lock()
	s.got = append(s.got, sealed)
	s.mu.Unlock()
	return s.answer(sealed)
}

func (s *side) Hint(_ context.Context, _ peer.ID, b []byte) { s.hints <- b }

func (s *side) received() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

func connect(t *testing.T, a, b *p2p.Host) {
	t.Helper()
	if err := a.Connect(t.Context(), b.Info()); err != nil {
		t.Fatal(err)
	}
}

func newPair(t *testing.T) (alice, bob *side) {
	alice, bob = newSide(t), newSide(t)
	connect(t, alice.host, bob.host)
	return alice, bob
}

func mailboxOf(t *testing.T, s *side) deposit.Mailbox {
	t.Helper()
	m, err := deposit.MailboxOf(s.host.ID())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func raw(t *testing.T, from, to *p2p.Host) *p2p.Stream {
	t.Helper()
	s, err := from.Open(t.Context(), to.ID(), Protocol, p2p.Limits{Frame: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	return s
}
