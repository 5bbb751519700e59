package p2p

import (
	"fmt"
	"slices"

	libp2pevent "github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/host/eventbus"
	ma "github.com/multiformats/go-multiaddr"
)

// watchBuffer is how many libp2p events may wait; libp2p waits for us beyond.
const watchBuffer = 256

// watcher turns what libp2p reports into our events.
type watcher struct {
	host      *Host
	reports   libp2pevent.Subscription
	public    libp2pevent.Emitter // what the DHT goes by
	connected map[peer.ID]bool
	addrs     []ma.Multiaddr
}

func newWatcher(h *Host) (*watcher, error) {
	reports, err := h.host.EventBus().Subscribe([]any{
		new(libp2pevent.EvtPeerConnectednessChanged),
		new(libp2pevent.EvtLocalAddressesUpdated),
		new(libp2pevent.EvtHostReachableAddrsChanged),
	}, eventbus.BufSize(watchBuffer), eventbus.Name("restante"))
	if err != nil {
		return nil, fmt.Errorf("watching connections: %w", err)
	}
	public, err := h.host.EventBus().Emitter(new(libp2pevent.EvtLocalReachabilityChanged))
	if err != nil {
		return nil, fmt.Errorf("telling whether we are reachable: %w", err)
	}
	return &watcher{host: h, reports: reports, public: public, connected: make(map[peer.ID]bool), addrs: h.host.Addrs()}, nil
}

// run ends when the host is closed.
func (w *watcher) run() {
	defer w.reports.Close()
	defer w.public.Close()
	for {
		select {
		case <-w.host.ctx.Done():
			return
		case e, ok := <-w.reports.Out():
			if !ok {
				return
			}
			w.handle(e)
		}
	}
}

func (w *watcher) handle(e any) {
	switch e := e.(type) {
	case libp2pevent.EvtPeerConnectednessChanged:
		w.connectedness(e.Peer, e.Connectedness != network.NotConnected)
	case libp2pevent.EvtLocalAddressesUpdated:
		w.addresses()
	case libp2pevent.EvtHostReachableAddrsChanged:
		w.reachability(len(e.Reachable) > 0)
	}
}

// reachability makes the DHT serve others while strangers can reach us. It listens
// to the event of the first version of AutoNAT, which nobody serves in our network.
func (w *watcher) reachability(reachable bool) {
	e := libp2pevent.EvtLocalReachabilityChanged{Reachability: network.ReachabilityPrivate}
	if reachable {
		e.Reachability = network.ReachabilityPublic
	}
	_ = w.public.Emit(e) // fails once closed
}

// connectedness reports a peer that came or went; a relayed connection that
// became direct is neither.
func (w *watcher) connectedness(id peer.ID, is bool) {
	if is {
		w.host.noteDialled(id)
	}
	if is == w.connected[id] {
		return
	}
	if is {
		w.connected[id] = true
		w.host.bus.Publish(PeerConnected{ID: id})
		w.host.routes.met()
		return
	}
	delete(w.connected, id)
	w.host.bus.Publish(PeerDisconnected{ID: id})
	if w.host.gate.trusts(id) {
		signal(w.host.wake)
	}
}

// addresses reports a change; libp2p also reports when nothing but the
// signature of the list is new.
func (w *watcher) addresses() {
	now := w.host.host.Addrs()
	if sameAddrs(now, w.addrs) {
		return
	}
	gone := slices.ContainsFunc(w.addrs, func(a ma.Multiaddr) bool { return !isCircuit(a) && !ma.Contains(now, a) })
	w.addrs = now
	if gone {
		signal(w.host.moved) // what was connected by way of it may be dead
		return
	}
	w.host.tryAgain()
}

func isCircuit(a ma.Multiaddr) bool {
	_, err := a.ValueForProtocol(ma.P_CIRCUIT)
	return err == nil
}

func sameAddrs(a, b []ma.Multiaddr) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(x ma.Multiaddr) bool { return !ma.Contains(b, x) })
}

// noteDialled remembers an address at which a peer has answered. Those who
// dialled us are not remembered: strangers could crowd out the others.
func (h *Host) noteDialled(id peer.ID) {
	for _, c := range h.host.Network().ConnsToPeer(id) {
		if c.Stat().Direction == network.DirOutbound && !c.Stat().Limited {
			h.book.reached(id, c.RemoteMultiaddr())
			return
		}
	}
}
