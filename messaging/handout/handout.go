package handout

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"time"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the table of this package.
var Schema = vault.Schema{Name: "handout", FS: scripts}

// Options are what a Service needs, and what it gives.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Contacts *contact.Service
	Delivery *delivery.Service
	// Kind is that of the messages; one Service has it for itself.
	Kind envelope.Kind
	// Edition names what there is to give now; "" for nothing.
	Edition func(*vault.Tx) (string, error)
	// Body writes a message with which an edition goes to one contact.
	Body func(tx *vault.Tx, edition string, version uint64) ([]byte, error)
	// Keep stores what a contact sent, if its version is newer than what is there. It
	// is [delivery.ErrInvalid], before anything is stored, for what is to be dropped.
	Keep func(*vault.Tx, delivery.Incoming) error
	// Concerns reports whether there may be another edition after an event.
	Concerns func(event any) bool
	// RenewAfter is how old a thing is when it is given anew; 0: it holds for ever.
	RenewAfter time.Duration
}

// Service gives one kind of thing.
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
	o.Delivery.Handle(o.Kind, s)
	return s
}

// Start begins to give to whoever lacks it.
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
