package p2p

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/relay"

	"restante/node/event"
)

// Host is a running libp2p host. All its methods may be called concurrently.
type Host struct {
	host   host.Host
	relay  *relay.Relay // nil unless Options.Server
	routes *routes      // nil unless Options.DHT
	finder *finder
	lan    *lan // nil unless Options.LAN
	gate   *gate
	book   *book
	bus    *event.Bus
	log    *slog.Logger
	clock  func() time.Time

	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	wake   chan struct{} // for keepConnected: the named peers or the network changed
	named  chan struct{} // for reservations: the named peers changed
	moved  chan struct{} // for watchSleep: an address of ours is gone

	mu     sync.Mutex // guards closed together with tasks.Add
	closed bool
	tasks  sync.WaitGroup
}

// New starts a host. It listens when New returns; connecting to the named and
// the remembered peers goes on in the background.
func New(o Options) (*Host, error) {
	o = o.withDefaults()
	g := newGate(o)
	opts, err := libp2pOptions(o, g)
	if err != nil {
		return nil, err
	}
	if err := checkPorts(o.Listen); err != nil {
		return nil, err
	}
	lh, err := libp2p.New(opts...)
	if err != nil {
		return nil, fmt.Errorf("starting the network host: %w", err)
	}
	h := &Host{host: lh, gate: g, finder: newFinder(), bus: o.Bus, log: o.Log, clock: o.Clock,
		wake: make(chan struct{}, 1), named: make(chan struct{}, 1), moved: make(chan struct{}, 1)}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	if err := h.start(o); err != nil {
		return nil, fmt.Errorf("starting the network host: %w", err)
	}
	return h, nil
}

// start runs what a host does by itself; when it fails the host is closed.
func (h *Host) start(o Options) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	if h.book, err = openBook(h.ctx, o.Vault); err != nil {
		return err
	}
	if o.Server {
		if h.relay, err = newRelay(h.host, o.Loopback); err != nil {
			return err
		}
	}
	if o.DHT {
		if h.routes, err = newRoutes(h, o); err != nil {
			return err
		}
		h.goTask(h.routes.run)
	}
	if o.LAN {
		h.lan = newLAN(h)
	}
	for _, p := range h.gate.trustedPeers() {
		h.hold(p)
	}
	return h.background(o.Server)
}

// background starts the host's own goroutines.
func (h *Host) background(server bool) error {
	watch, err := newWatcher(h)
	if err != nil {
		return err
	}
	if !server { // a push node is expected in the open
		relays, err := newReservations(h)
		if err != nil {
			return err
		}
		h.goTask(relays.run)
	}
	h.goTask(watch.run)
	h.goTask(h.keepConnected)
	if h.lan != nil {
		h.goTask(h.lan.announce)
		h.goTask(h.lan.connect)
	}
	h.goTask(h.saveBook)
	h.goTask(h.watchSleep)
	return nil
}

// goTask runs f unless the host is closed; Close waits for it.
func (h *Host) goTask(f func()) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.tasks.Go(f)
	return true
}

// Close ends every stream and connection, and returns when all handlers have
// returned. It may be called twice.
func (h *Host) Close() error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.cancel()
	if h.relay != nil {
		_ = h.relay.Close() // never fails
	}
	err := errors.Join(h.routes.close(), h.host.Close())
	h.tasks.Wait()
	return err
}

// ID names this host.
func (h *Host) ID() peer.ID { return h.host.ID() }

// Libp2p is the host below, for packages that speak a protocol of their own.
func (h *Host) Libp2p() host.Host { return h.host }

// Log is where the host logs, for packages that work with it.
func (h *Host) Log() *slog.Logger { return h.log }

// Info is what another host needs to connect to this one.
func (h *Host) Info() peer.AddrInfo {
	return peer.AddrInfo{ID: h.host.ID(), Addrs: h.host.Addrs()}
}

// Addrs are this host's addresses, each complete with /p2p/<ID>.
func (h *Host) Addrs() []string {
	info := h.Info()
	full, err := peer.AddrInfoToP2pAddrs(&info)
	if err != nil {
		return nil
	}
	texts := make([]string, len(full))
	for i, a := range full {
		texts[i] = a.String()
	}
	return texts
}
