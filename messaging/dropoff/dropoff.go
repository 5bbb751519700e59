package dropoff

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/provider/depot"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "dropoff", FS: scripts}

// Storage has the accounts.
type Storage interface {
	// GrantAt makes a grant for one contact at an account.
	GrantAt(tx *vault.Tx, account string, until time.Time) (kind string, g depot.Grant, err error)
	// Redeemable reports until when a contact's grant can be used, if it can.
	Redeemable(kind string, g depot.Grant) (until time.Time, err error)
}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Contacts *contact.Service
	Delivery *delivery.Service
	Storage  Storage
	// Account is where contacts may leave mail now; "" for nowhere.
	Account func(*vault.Tx) (string, error)
	// Given runs in the transaction in which a contact's grant is kept; what waits for
	// that contact can go there.
	Given func(*vault.Tx) error
}

// Service sends and keeps grants.
type Service struct {
	Options
	wg   sync.WaitGroup
	stop context.CancelFunc
}

var (
	_ delivery.Handler = (*Service)(nil)
	_ delivery.Loser   = (*Service)(nil)
)

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o}
	o.Delivery.Handle(envelope.KindGrant, s)
	return s
}

// Start begins to give grants to those who lack one.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	sub := s.Bus.Subscribe(maxUnread)
	s.wg.Go(func() {
		defer sub.Close()
		s.give(ctx, sub)
	})
}

// Close stops sending; what is left is sent after the next start.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
}

// lacking says that a peer may lack a grant.
type lacking struct{ peer peer.ID }
