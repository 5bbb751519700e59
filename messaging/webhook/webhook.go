package webhook

import (
	"context"
	"embed"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/order"
	"restante/messaging/storefront"
	bus "restante/node/event"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "webhook", FS: scripts}

// Options are what a Service needs.
type Options struct {
	Vault *vault.Vault
	Bus   *bus.Bus
	Log   *slog.Logger
	Self  peer.ID
	Via   http.RoundTripper // takes the place of the network in tests
}

// Service keeps hooks, and brings events to them.
type Service struct {
	Options
	plain, secure http.Client
	kick          chan struct{}
	wg            sync.WaitGroup
	stop          context.CancelFunc
	tidied        time.Time // of the one goroutine that works

	mu     sync.Mutex
	avoid  map[uint16]bool // ports of this program itself
	flying map[flight]bool
}

// flight is a delivery that is attempted now. Its row alone can be another one's, once its
// hook is removed.
type flight struct {
	hook string
	row  int64
}

var (
	_ order.Watcher      = (*Service)(nil)
	_ storefront.Watcher = (*Service)(nil)
	_ chat.Watcher       = (*Service)(nil)
)

// Make returns a Service.
func Make(o Options) *Service {
	s := &Service{Options: o, kick: make(chan struct{}, 1), avoid: make(map[uint16]bool), flying: make(map[flight]bool)}
	s.plain, s.secure = s.client(false), s.client(true)
	return s
}

const headers = 16 << 10 // bytes of an answer's

func (s *Service) client(secure bool) http.Client {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if s.Via != nil {
		return http.Client{Transport: s.Via, CheckRedirect: stay}
	}
	return http.Client{CheckRedirect: stay, Transport: &http.Transport{
		DialContext:            s.dial(secure),
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: headers,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    MaxParallel,
	}}
}

// Start begins to bring events to hooks.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	s.wg.Go(func() { s.work(ctx) })
}

// Close breaks off attempts; what waits goes on after the next start.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
	s.plain.CloseIdleConnections()
	s.secure.CloseIdleConnections()
}

// wake has the goroutine look again.
func (s *Service) wake() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

func (s *Service) update(ctx context.Context, name string, f func(*vault.Tx) error) error {
	return s.Vault.Update(ctx, name, func(tx *vault.Tx) error {
		tx.AfterCommit(s.wake)
		return f(tx)
	})
}
