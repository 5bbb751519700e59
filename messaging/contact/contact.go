package contact

import (
	"context"
	"embed"
	"log/slog"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "contact", FS: scripts}

// Source is a place where cards may be found. An error means: not here, not now.
type Source interface {
	Card(ctx context.Context, of peer.ID, hints []peer.AddrInfo) ([]byte, error)
}

// Newer is a [Source] that can look for a newer card than the one at hand. It gives
// the first one that any place has; if there is none, the newest that it saw after
// all places have answered, or an error if none did.
type Newer interface {
	NewerCard(ctx context.Context, of peer.ID, than uint64, hints []peer.AddrInfo) ([]byte, error)
}

// Host is what is needed of the network.
type Host interface {
	Addrs() []string
	Connected(peer.ID) bool
	Learn(peer.AddrInfo)
}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Key      *identity.Key
	Keys     *card.Keys
	Book     *card.Book
	Bus      *event.Bus
	Log      *slog.Logger
	Host     Host
	Source   Source
	OwnNodes func(*vault.Tx) ([]peer.AddrInfo, error) // one's push nodes, for the card
}

// Service knows people.
type Service struct {
	Options
	// OnCard runs in the transaction that stores a newer card of a peer.
	OnCard func(*vault.Tx, peer.ID) error
	// OnSame runs in the transaction that ends a search for a newer card of a peer
	// which found that the one at hand is the newest.
	OnSame func(*vault.Tx, peer.ID) error
	// OnMissing runs in a transaction of its own after each search that found no card
	// of a peer of whom there is none.
	OnMissing func(*vault.Tx, peer.ID) error
	// OnAdded runs in the transaction that makes a contact of a link.
	OnAdded func(*vault.Tx, peer.ID) error
	// OnConfirmed runs in the transaction that confirms a peer's new device.
	OnConfirmed func(*vault.Tx, peer.ID) error
	// OnRoom runs after somebody may write who could not before: what was left where
	// it lies is wanted now.
	OnRoom func()
	// OnBlock runs after somebody was blocked or is not any more, and at the start for
	// all who are.
	OnBlock func(id peer.ID, blocked bool)
	// OnSelf runs after one's own card has changed.
	OnSelf func()

	mine latest // one's own card

	kick chan struct{}
	wg   sync.WaitGroup
	stop context.CancelFunc
}

// New returns a Service; set its hooks, then call [Service.Start].
func New(o Options) *Service {
	return &Service{Options: o, kick: make(chan struct{}, 1)}
}

// Start signs one's own card if needed and begins to look for missing ones.
func (s *Service) Start(ctx context.Context) error {
	if err := s.Refresh(ctx); err != nil {
		return err
	}
	if err := s.shutOut(ctx); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(ctx)
	s.wg.Go(func() { s.search(ctx) })
	s.wg.Go(func() { s.watch(ctx) })
	return nil
}

// Close stops looking.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
}
