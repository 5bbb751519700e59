package p2p

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
)

// A peer that is shunned loses its streams and gets no new ones, whoever calls, until
// that is undone.
func TestShun(t *testing.T) {
	for name, addr := range map[string]string{"quic": quicHere, "tcp": tcpHere} {
		t.Run(name, func(t *testing.T) {
			a, b := pair(t, listenOn(addr))
			b.Handle("/test/1", Limits{}, echo)
			before := open(t, a, b, Limits{})
			b.Shun(a.ID(), true)
			if _, err := before.ReceiveBytes(); err == nil {
				t.Error("a stream from before is still open")
			}
			if talks(t, a, b) {
				t.Error("it was let in")
			}
			if err := b.Connect(t.Context(), a.Info()); err == nil {
				t.Error("it was called")
			}
			b.Shun(a.ID(), false)
			eventually(t, func() bool { return talks(t, a, b) })
		})
	}
}

// talks reports whether an answer comes back.
func talks(t *testing.T, from, to *Host) bool {
	if from.Connect(t.Context(), to.Info()) != nil {
		return false
	}
	s, err := from.Open(t.Context(), to.ID(), "/test/1", Limits{})
	if err != nil {
		return false
	}
	defer s.Close()
	if s.SendBytes([]byte("x")) != nil {
		return false
	}
	_, err = s.ReceiveBytes()
	return err == nil
}

// Whom a person named, as a push node say, is not cut off.
func TestNamedPeersAreNotShunned(t *testing.T) {
	const named = peer.ID("named")
	g := newGate(Options{Bootstrap: []peer.AddrInfo{info(named, "/ip4/192.168.1.5/tcp/1")}})
	g.shun(named, true)
	if !g.InterceptPeerDial(named) {
		t.Error("a named peer is cut off")
	}
	g.distrust(named)
	if g.InterceptPeerDial(named) {
		t.Error("a peer that is not named any more is let in")
	}
}
