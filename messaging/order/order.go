package order

import (
	"context"
	"embed"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	bus "restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "order", FS: scripts}

// Shop is what a merchant's orders are checked against and taken from. All of it runs in
// the transaction in which an event is stored.
type Shop interface {
	Stock
	// Recheck computes terms again from the shop's own signed versions, and gives that of
	// the shop.
	Recheck(tx *vault.Tx, t terms.Terms, now time.Time) (listing.Shop, error)
	// ShopAt is a version of the shop, by its hash.
	ShopAt(tx *vault.Tx, h terms.Hash) (listing.Shop, error)
	// UseDiscounts counts the discounts of an order once; ReturnDiscounts undoes it.
	UseDiscounts(tx *vault.Tx, order string, buyer peer.ID, t terms.Terms) error
	ReturnDiscounts(tx *vault.Tx, order string) error
	// OpenFile gets a file that was bought in somebody's shop, and opens it.
	OpenFile(ctx context.Context, owner peer.ID, f storefront.File) (io.ReadCloser, error)
}

// Stock is pieces, licence keys and files.
type Stock interface {
	Reserve(tx *vault.Tx, holder string, wants []storefront.Want) error
	Release(tx *vault.Tx, holder string) error
	Take(tx *vault.Tx, holder string) error
	TakeBack(tx *vault.Tx, slug, variant string, pieces uint32) error
	TakeKeys(tx *vault.Tx, holder, slug string, n int) ([]string, error)
	Goods(tx *vault.Tx, slug string) ([]storefront.File, error)
}

var _ Shop = (*storefront.Service)(nil)

// Counter hands out tickets of other people's shops.
type Counter interface {
	// Take gets up to n tickets for pieces of a variant; what it does not get in time is
	// missing.
	Take(ctx context.Context, merchant peer.ID, slug, variant string, n int) []event.Ticket
}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *bus.Bus
	Log      *slog.Logger
	Key      *identity.Key
	Contacts *contact.Service
	Delivery *delivery.Service
	Shop     Shop
	Counter  Counter // nil: orders are placed without tickets
	Watcher  Watcher // nil: nobody
}

// Service keeps orders: those that one placed, those that one's shop got, and those that
// one has to judge.
type Service struct {
	Options
	kick chan struct{}
	wg   sync.WaitGroup
	stop context.CancelFunc
}

var (
	_ delivery.Handler  = (*Service)(nil)
	_ delivery.Loser    = (*Service)(nil)
	_ delivery.Welcomer = (*Service)(nil)
	_ delivery.Handler  = checker{}
)

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o, kick: make(chan struct{}, 1)}
	o.Delivery.Handle(envelope.KindOrder, s)
	o.Delivery.Handle(envelope.KindOrderSync, checker{s})
	return s
}

// Start begins to do what is due, and to compare open orders with those of others.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	s.wg.Go(func() { s.work(ctx) })
	s.wg.Go(func() { s.compare(ctx) })
}

// Close ends that; what is left is done after the next start.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
}

func (s *Service) logged(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.Warn(what, "err", err)
	}
}
