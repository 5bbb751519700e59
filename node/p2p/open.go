package p2p

import (
	"context"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/multiformats/go-multistream"
)

// Open calls a peer, dialling it first if need be, and opens a stream of the
// protocol, also through a relay. A peer without a known address is looked for in
// the DHT. It fails with [ErrUnreachable] at once if there is no address and nobody
// to ask, within [DialLimit] if nobody answers, and with [ErrUnsupported] if the
// peer does not speak the protocol. The context bounds the opening only.
func (h *Host) Open(ctx context.Context, to peer.ID, p protocol.ID, l Limits) (*Stream, error) {
	l = l.withDefaults()
	if err := h.dial(ctx, to); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, l.Deadline)
	defer cancel()
	ctx = network.WithAllowLimitedConn(network.WithNoDial(ctx, "dialled before"), string(p))
	raw, err := h.host.NewStream(ctx, to, p)
	if err != nil {
		return nil, h.explain("opening a stream", err)
	}
	return h.newStream(raw, l), nil
}

// Connect connects to a peer at the given addresses and those known already,
// within [DialLimit]. It tries even a peer that has just failed to answer.
func (h *Host) Connect(ctx context.Context, p peer.AddrInfo) error {
	if addrs := h.gate.passable(p); len(addrs) > 0 {
		h.host.Peerstore().AddAddrs(p.ID, addrs, peerstore.TempAddrTTL)
	}
	h.clearBackoff(p.ID)
	return h.dial(ctx, p.ID)
}

// dial makes sure that there is a connection, within [DialLimit]. Who has no known
// address, or none that works, is looked for in the DHT.
func (h *Host) dial(ctx context.Context, to peer.ID) error {
	if h.Connected(to) {
		return nil
	}
	if h.ctx.Err() != nil {
		return ErrClosed
	}
	ctx, cancel := context.WithTimeout(network.WithAllowLimitedConn(ctx, "messages are small"), DialLimit)
	defer cancel()
	defer h.gate.callers.want(to)()
	if !h.hasAddress(to) {
		return h.dialUnknown(ctx, to)
	}
	if _, err := h.host.Network().DialPeer(ctx, to); err != nil {
		h.startSearch(to) // the next attempt may know better
		return h.explain("dialling", err)
	}
	return nil
}

// dialUnknown finds a peer and connects to it.
func (h *Host) dialUnknown(ctx context.Context, to peer.ID) error {
	h.find(ctx, to)
	switch {
	case h.Connected(to):
		return nil
	case ctx.Err() != nil:
		return h.explain("looking for a peer", ctx.Err())
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, errNoRoute)
}

// hasAddress looks where to dial a peer, and calls remembered addresses back
// once libp2p has forgotten its own.
func (h *Host) hasAddress(id peer.ID) bool {
	known := h.host.Peerstore()
	if len(known.Addrs(id)) == 0 {
		known.AddAddrs(id, h.book.addrs(id), peerstore.TempAddrTTL)
	}
	return len(known.Addrs(id)) > 0
}

// explain puts the one of our sentinels on a libp2p error that the caller acts
// on: there is nobody, there is somebody who does not understand.
func (h *Host) explain(doing string, err error) error {
	switch {
	case h.ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ErrClosed)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("%s: %w", doing, err)
	case errors.Is(err, multistream.ErrNotSupported[protocol.ID]{}):
		return fmt.Errorf("%s: %w: %w", doing, ErrUnsupported, err)
	}
	return fmt.Errorf("%s: %w: %w", doing, ErrUnreachable, err)
}

// clearBackoff forgets failed dials: libp2p would refuse the next one unseen.
func (h *Host) clearBackoff(id peer.ID) {
	if sw, ok := h.host.Network().(interface{ Backoff() *swarm.DialBackoff }); ok {
		sw.Backoff().Clear(id)
	}
}

// Connected says whether there is a connection to a peer, direct or relayed.
func (h *Host) Connected(id peer.ID) bool {
	return h.host.Network().Connectedness(id) != network.NotConnected
}

// Peer is one connected peer.
type Peer struct {
	ID        peer.ID
	Addr      string // of its first connection, seen from here
	Direction network.Direction
}

// Peers are the connected peers, each once, in no order.
func (h *Host) Peers() []Peer {
	var peers []Peer
	seen := make(map[peer.ID]bool)
	for _, c := range h.host.Network().Conns() {
		if !seen[c.RemotePeer()] {
			seen[c.RemotePeer()] = true
			peers = append(peers, Peer{c.RemotePeer(), c.RemoteMultiaddr().String(), c.Stat().Direction})
		}
	}
	return peers
}
