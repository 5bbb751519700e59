package contact

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/settings"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/inbox"
)

// side is one person's contacts on a network that is made up.
type side struct {
	*Service
	t     testing.TB
	dir   string
	nodes []peer.AddrInfo // one's push nodes
	later uint64          // how much newer the next card made up is

	mu      sync.Mutex
	addrs   []string
	learned []peer.AddrInfo
	online  map[peer.ID]bool
	cards   map[peer.ID][]byte // what a search finds
	asked   []ask
	onCard  []peer.ID
	onSelf  int
}

// ask is one search.
type ask struct {
	of    peer.ID
	hints []peer.AddrInfo
}

func (s *side) Addrs() []string           { s.mu.Lock(); defer s.mu.Unlock(); return s.addrs }
func (s *side) Connected(id peer.ID) bool { s.mu.Lock(); defer s.mu.Unlock(); return s.online[id] }

func (s *side) Card(_ context.Context, of peer.ID, hints []peer.AddrInfo) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, ask{of, hints})
	if raw := s.cards[of]; raw != nil {
		return raw, nil
	}
	return nil, errors.New("nobody there")
}

// host keeps Learn of the host apart from that of the service.
type host struct{ *side }

func (h host) Learn(i peer.AddrInfo) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.learned = append(h.learned, i)
}

// source is the side as the network answers it.
type source struct{ *side }

func (s source) Card(ctx context.Context, of peer.ID, hints []peer.AddrInfo) ([]byte, error) {
	return s.side.Card(ctx, of, hints)
}

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{t: t, dir: t.TempDir(), online: map[peer.ID]bool{}, cards: map[peer.ID][]byte{}}
	s.open()
	must(t, s.Refresh(t.Context()))
	return s
}

// open makes the service, on the folder of an earlier one too.
func (s *side) open() {
	s.t.Helper()
	v := vaulttest.Open(s.t, s.dir, identity.Schema, inbox.Schema, settings.Schema, card.Schema, Schema)
	key, err := identity.LoadOrCreate(s.t.Context(), v)
	must(s.t, err)
	keys, err := card.LoadKeys(s.t.Context(), v)
	must(s.t, err)
	s.Service = New(Options{Vault: v, Key: key, Keys: keys, Book: &card.Book{}, Bus: new(event.Bus), Log: slog.New(slog.DiscardHandler),
		Host: host{s}, Source: source{s}, OwnNodes: func(*vault.Tx) ([]peer.AddrInfo, error) { return s.nodes, nil }})
	s.OnCard = func(_ *vault.Tx, id peer.ID) error { s.onCard = append(s.onCard, id); return nil }
	s.OnSelf = func() { s.onSelf++ }
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *side) id() peer.ID { return s.Key.ID() }

// own is one's own card.
func (s *side) own() []byte {
	s.t.Helper()
	raw, err := s.Service.Card(s.t.Context())
	must(s.t, err)
	return raw
}

func (s *side) version() uint64 {
	s.t.Helper()
	c, err := card.Decode(s.own())
	must(s.t, err)
	return c.Version
}

func (s *side) update(f func(tx *vault.Tx) error) {
	s.t.Helper()
	must(s.t, s.Vault.Update(s.t.Context(), "test", f))
}

func (s *side) seeking(id peer.ID) (found bool) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), func(tx *vault.Tx) (err error) {
		found, err = Seeking(tx, id)
		return err
	}))
	return found
}

// searches counts those for one peer so far.
func (s *side) searches(of peer.ID) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if a.of == of {
			n++
		}
	}
	return n
}

func (s *side) finds(of peer.ID, raw []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cards[of] = raw
}

func (s *side) get(id peer.ID) Contact {
	s.t.Helper()
	c, err := s.Get(s.t.Context(), id)
	must(s.t, err)
	return c
}
