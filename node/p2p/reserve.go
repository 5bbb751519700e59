package p2p

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	libp2pevent "github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/host/eventbus"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/client"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/proto"
	ma "github.com/multiformats/go-multiaddr"
)

const (
	relaysHeld    = 2                // reservations we strive for
	relayRefresh  = 30 * time.Minute // of a reservation, which lasts an hour
	relayRetry    = time.Minute      // after a relay refused
	relayAddrsPer = 4                // addresses told for each relay
)

// reservations keeps a place at the relays among the named peers, so that a
// host behind a router has an address at all. libp2p adds relay addresses to
// the host's own as long as no direct one is known to work.
//
// The stock AutoRelay does the same only after strangers have found the host to
// be private, and never for relays on a private network; a push node is a named
// peer, so we can ask at once.
type reservations struct {
	host    *Host
	events  libp2pevent.Subscription
	publish libp2pevent.Emitter
	held    map[peer.ID]reservation
	told    []ma.Multiaddr
	open    bool // some direct address is known to work
}

// reservation is what a relay answered; no addresses if it refused.
type reservation struct {
	addrs []ma.Multiaddr
	due   time.Time // to ask again
}

func newReservations(h *Host) (*reservations, error) {
	bus := h.host.EventBus()
	events, err := bus.Subscribe([]any{
		new(libp2pevent.EvtPeerIdentificationCompleted),
		new(libp2pevent.EvtPeerConnectednessChanged),
		new(libp2pevent.EvtHostReachableAddrsChanged),
	}, eventbus.BufSize(watchBuffer), eventbus.Name("restante relays"))
	if err != nil {
		return nil, fmt.Errorf("watching relays: %w", err)
	}
	publish, err := bus.Emitter(new(libp2pevent.EvtAutoRelayAddrsUpdated), eventbus.Stateful)
	if err != nil {
		return nil, fmt.Errorf("publishing relay addresses: %w", err)
	}
	return &reservations{host: h, events: events, publish: publish, held: make(map[peer.ID]reservation)}, nil
}

// run ends when the host is closed.
func (r *reservations) run() {
	defer r.events.Close()
	defer r.publish.Close()
	timer := time.NewTimer(relayRefresh)
	defer timer.Stop()
	for {
		select {
		case <-r.host.ctx.Done():
			return
		case e, ok := <-r.events.Out():
			if !ok {
				return
			}
			r.note(e)
		case <-r.host.named:
		case <-timer.C:
		}
		timer.Reset(r.round())
	}
}

func (r *reservations) note(e any) {
	switch e := e.(type) {
	case libp2pevent.EvtPeerConnectednessChanged:
		if e.Connectedness == network.NotConnected {
			delete(r.held, e.Peer) // the relay has forgotten us too
		}
	case libp2pevent.EvtHostReachableAddrsChanged:
		r.open = len(e.Reachable) > 0
	}
}

// round asks where a reservation is missing or due, tells our addresses if they
// changed, and returns how long nothing will be due.
func (r *reservations) round() time.Duration {
	now := time.Now()
	for _, p := range r.host.gate.trustedPeers() {
		if r.wanted(p.ID, now) {
			r.held[p.ID] = r.reserve(p)
		}
	}
	r.tell()
	next := now.Add(relayRefresh)
	for _, held := range r.held {
		if held.due.After(now) && held.due.Before(next) {
			next = held.due
		}
	}
	return next.Sub(now)
}

// wanted says whether to ask this peer now. One that does not relay is told
// apart by what it announced when it was identified.
func (r *reservations) wanted(id peer.ID, now time.Time) bool {
	held, asked := r.held[id]
	if r.open || (asked && now.Before(held.due)) || (!asked && r.count() >= relaysHeld) {
		return false
	}
	speaks, err := r.host.host.Peerstore().SupportsProtocols(id, proto.ProtoIDv2Hop)
	return err == nil && len(speaks) > 0 && r.host.Connected(id)
}

func (r *reservations) count() (n int) {
	for _, held := range r.held {
		if len(held.addrs) > 0 {
			n++
		}
	}
	return n
}

func (r *reservations) reserve(p peer.AddrInfo) reservation {
	ctx, cancel := context.WithTimeout(r.host.ctx, DialLimit)
	defer cancel()
	got, err := client.Reserve(ctx, r.host.host, p)
	if err != nil {
		r.host.log.Debug("a relay refused", "peer", p.ID, "error", err)
		return reservation{due: time.Now().Add(relayRetry)}
	}
	return reservation{addrs: r.circuits(p, got.Addrs), due: time.Now().Add(relayRefresh)}
}

// circuits are our addresses at a relay: by the addresses that it vouches for,
// and by those that a person gave, which may be all on a private network.
func (r *reservations) circuits(p peer.AddrInfo, vouched []ma.Multiaddr) []ma.Multiaddr {
	full, err := peer.AddrInfoToP2pAddrs(&p)
	if err != nil {
		return nil
	}
	circuit := ma.StringCast("/p2p-circuit")
	var addrs []ma.Multiaddr
	for _, a := range slices.Concat(vouched, full) {
		if a = a.Encapsulate(circuit); r.host.gate.passes(r.host.ID(), a) && !ma.Contains(addrs, a) {
			addrs = append(addrs, a)
		}
	}
	return addrs[:min(len(addrs), relayAddrsPer)]
}

// tell gives libp2p the addresses if they are other than before.
func (r *reservations) tell() {
	var addrs []ma.Multiaddr
	for _, id := range slices.Sorted(maps.Keys(r.held)) {
		addrs = append(addrs, r.held[id].addrs...)
	}
	if sameAddrs(addrs, r.told) {
		return
	}
	r.told = addrs
	_ = r.publish.Emit(libp2pevent.EvtAutoRelayAddrsUpdated{RelayAddrs: slices.Clone(addrs)}) // fails once closed
}
