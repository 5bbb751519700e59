package p2p

import (
	"context"
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

func TestNoAddressFailsAtOnce(t *testing.T) {
	a, stranger := newHost(t), newHost(t)
	_, err := a.Open(t.Context(), stranger.ID(), "/test/1", Limits{})
	if !errors.Is(err, ErrUnreachable) || !errors.Is(err, errNoRoute) {
		t.Errorf("error %v, want ErrUnreachable without a dial", err)
	}
}

func TestClosedPortIsUnreachable(t *testing.T) {
	a, gone := newHost(t), newHost(t, listenOn(tcpHere))
	info := gone.Info()
	gone.Close()
	if err := a.Connect(t.Context(), info); !errors.Is(err, ErrUnreachable) {
		t.Errorf("error %v, want ErrUnreachable", err)
	}
}

func TestConnectTriesAgainAtOnce(t *testing.T) {
	a := newHost(t)
	o := newOptions(t, listenOn(tcpHere))
	b, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	info := b.Info()
	b.Close()
	if err := a.Connect(t.Context(), info); err == nil {
		t.Fatal("connected to a closed host")
	}
	o.Listen = []string{info.Addrs[0].String()}
	back, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if err := a.Connect(t.Context(), info); err != nil {
		t.Errorf("the peer is back, yet: %v", err)
	}
}

func TestUnknownProtocol(t *testing.T) {
	a, b := pair(t)
	if _, err := a.Open(t.Context(), b.ID(), "/nobody/1", Limits{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("error %v, want ErrUnsupported", err)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	a, b := newHost(t), newHost(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.Connect(ctx, b.Info()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestClosedHost(t *testing.T) {
	a, b := newHost(t), newHost(t)
	a.Close()
	if err := a.Connect(t.Context(), b.Info()); !errors.Is(err, ErrClosed) {
		t.Errorf("error %v, want ErrClosed", err)
	}
}

func TestPeersComeAndGo(t *testing.T) {
	a, b := newHost(t), newHost(t)
	sub := a.bus.Subscribe(100)
	defer sub.Close()
	connect(t, a, b)
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: b.ID()} })
	if peers := a.Peers(); len(peers) != 1 || peers[0].ID != b.ID() || peers[0].Addr == "" {
		t.Errorf("peers %v", peers)
	}
	if !a.Connected(b.ID()) {
		t.Error("not connected")
	}
	b.Close()
	await(t, sub, func(e any) bool { return e == PeerDisconnected{ID: b.ID()} })
}

func TestAddrsAreComplete(t *testing.T) {
	h := newHost(t)
	if len(h.Addrs()) == 0 {
		t.Fatal("no addresses")
	}
	for _, text := range h.Addrs() {
		info, err := peer.AddrInfoFromP2pAddr(ma.StringCast(text))
		if err != nil || info.ID != h.ID() {
			t.Errorf("%s: %v", text, err)
		}
	}
}
