package httpapi

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"restante/node/event"
)

const (
	maxBody   = 1 << 20
	maxHeader = 16 << 10

	headerLimit = 10 * time.Second // to send the header
	bodyLimit   = 30 * time.Second // to send the body
	writeLimit  = 30 * time.Second // to take the next piece of an answer
	idleLimit   = 2 * time.Minute  // between requests of one connection
	stopLimit   = 3 * time.Second  // for requests under way when the server stops
)

// ErrNoTLS says that the API would be offered in clear text beyond this machine.
var ErrNoTLS = errors.New("the API beyond loopback needs a certificate: --api-cert and --api-key")

// Options says what a [Server] offers. Services that are nil have no routes; a nil
// pointer in an interface is not nil.
type Options struct {
	Token string      // what callers must show; "" admits nobody
	TLS   *tls.Config // required beyond loopback, see [LoadTLS]
	Log   *slog.Logger

	Chats     Chats
	Contacts  Contacts
	Delivery  Delivery
	Pictures  Pictures
	Network   Network
	PushNodes PushNodes
	Holding   Holding
	Disk      Disk
	Storage   Storage
	Settings  Settings
	Guard     Guard
	Backup    Backup
	Shop      Shop
	Orders    Orders
	Webhooks  Webhooks
	Holdings  func(context.Context) (Holdings, error) // of a push node
	Windows   Windows                                 // on other machines

	Bus      *event.Bus // events to pass on
	Shutdown func()     // begins to stop the program and returns at once
}

// Server answers the API's calls.
type Server struct {
	o        Options
	routes   []route
	document json.RawMessage // what GET /ob/openapi.json answers
	handler  http.Handler
	wrongs   wrongs        // tokens
	stop     chan struct{} // closed when Serve ends: streams end too
}

// New makes a server; nothing runs before Serve.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{o: o, stop: make(chan struct{})}
	s.routes = s.table()
	s.document = document(s.routes)
	s.handler = s.guard(s.mux())
	return s
}

// table lists the routes of the services that there are.
func (s *Server) table() []route {
	all := []route{openAPIRoute(s)}
	o := s.o
	if o.Chats != nil {
		all = append(all, chatRoutes(o.Chats)...)
	}
	if o.Contacts != nil {
		all = append(all, slices.Concat(contactRoutes(o.Contacts), strangerRoutes(o.Contacts))...)
	}
	if o.Delivery != nil {
		all = append(all, deliveryRoutes(o.Delivery)...)
	}
	if o.Pictures != nil {
		all = append(all, pictureRoutes(o.Pictures)...)
	}
	if o.Network != nil {
		all = append(all, networkRoutes(o.Network)...)
	}
	if o.PushNodes != nil {
		all = append(all, pushNodeRoutes(o.PushNodes)...)
	}
	if o.Holding != nil {
		all = append(all, holdingRoutes(o.Holding)...)
	}
	if o.Disk != nil {
		all = append(all, usageRoute(o.Disk))
	}
	if o.Storage != nil {
		all = append(all, storageRoutes(o.Storage)...)
	}
	if o.Storage != nil && o.Delivery != nil && o.Contacts != nil {
		all = append(all, storageTableRoute(o))
	}
	if o.Settings != nil {
		all = append(all, settingsRoutes(o.Settings)...)
	}
	if o.Guard != nil {
		all = append(all, guardRoute(o.Guard))
	}
	if o.Backup != nil {
		all = append(all, backupRoute(o.Backup))
	}
	if o.Shop != nil {
		all = append(all, slices.Concat(shopRoutes(o.Shop), listingRoutes(o.Shop), stockRoutes(o.Shop), fileRoutes(o.Shop), visitRoutes(o.Shop))...)
		all = append(all, quoteRoute(o.Shop))
	}
	if o.Orders != nil {
		all = append(all, slices.Concat(orderListRoutes(o.Orders), orderActRoutes(o.Orders), deskRoutes(o.Orders), paperRoutes(o.Orders), figureRoutes(o.Orders))...)
	}
	if o.Shop != nil && o.Orders != nil {
		all = append(all, purchaseRoutes(o.Shop, o.Orders)...)
	}
	if o.Webhooks != nil {
		all = append(all, webhookRoutes(o.Webhooks)...)
	}
	if o.Holdings != nil {
		all = append(all, holdingsRoute(o.Holdings))
	}
	if o.Bus != nil {
		all = append(all, eventRoute(o.Bus, s.stop))
	}
	if o.Windows != nil {
		all = append(all, windowRoutes(o.Windows, s.stop)...)
	}
	if o.Shutdown != nil {
		all = append(all, shutdownRoute(o.Shutdown))
	}
	return all
}

// Serve answers on l until ctx ends, closes l, and then waits a little for
// requests under way. It may be called once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if s.o.TLS == nil && !loopback(l.Addr().String()) {
		return errors.Join(ErrNoTLS, l.Close())
	}
	if s.o.Webhooks != nil {
		s.o.Webhooks.Avoid(l.Addr())
	}
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	h := s.httpServer(requests)
	ended := make(chan error, 1)
	go func() { ended <- s.accept(h, l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	close(s.stop)
	s.drain(h)
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// No ReadTimeout and WriteTimeout: they would end the stream of events. Reading a
// body and writing an answer set their own deadlines.
func (s *Server) httpServer(requests context.Context) *http.Server {
	return &http.Server{
		Handler:           s.handler,
		TLSConfig:         s.o.TLS,
		ReadHeaderTimeout: headerLimit,
		IdleTimeout:       idleLimit,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return requests },

		DisableGeneralOptionsHandler: true,
	}
}

func (s *Server) accept(h *http.Server, l net.Listener) error {
	if s.o.TLS != nil {
		return h.ServeTLS(l, "", "")
	}
	return h.Serve(earlyListener{l})
}

// drain lets requests finish, and cuts them when they take too long.
func (s *Server) drain(h *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	if err := h.Shutdown(ctx); err != nil {
		s.o.Log.Warn("api: requests cut off by the stop", "error", err)
		_ = h.Close() // only repeats what Shutdown said
	}
}
