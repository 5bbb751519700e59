package pointer

import (
	"bytes"
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// virtualHolder is a holder in the virtual network.
func virtualHolder(t testing.TB, w *p2ptest.World) *holder {
	t.Helper()
	return openHolder(t, w.Host(), vaulttest.New(t, Schema), Limits{})
}

// deadHolders are a third each of peers that are away, that take a stream and
// say nothing, and that greet and then say nothing.
func deadHolders(w *p2ptest.World, n int) (is []peer.AddrInfo) {
	for i := range n {
		h := w.Host()
		is = append(is, h.Info())
		switch i % 3 {
		case 0:
			h.Close()
		case 1:
			h.Handle(Protocol, p2p.Limits{}, silent)
		case 2:
			h.Handle(Protocol, p2p.Limits{}, func(ctx context.Context, s *p2p.Stream) error {
				if err := s.Send(&pb.PointerHello{Nonce: make([]byte, 32)}); err != nil {
					return err
				}
				return silent(ctx, s)
			})
		}
	}
	return is
}

// silent listens until the other side leaves.
func silent(_ context.Context, s *p2p.Stream) error {
	s.Deadline(0)
	for {
		if _, err := s.ReceiveBytes(); err != nil {
			return err
		}
	}
}

// drip answers each FIND after 4 seconds with one record and a promise of more.
func drip(t *testing.T, ls []letter, next *atomic.Int64) func(context.Context, *p2p.Stream) error {
	byKey := sealedOf(t, ls)
	return func(_ context.Context, s *p2p.Stream) error {
		if err := s.Send(&pb.PointerHello{Nonce: make([]byte, 32)}); err != nil {
			return err
		}
		for {
			var call pb.PointerCall
			if err := s.Receive(&call); err != nil {
				return err
			}
			<-time.After(4 * time.Second)
			next.Add(1)
			if err := s.Send(pageToWire(pageOf(byKey, &call, 1))); err != nil {
				return err
			}
		}
	}
}

// fromKey compares keys by their places on the ring behind one.
func fromKey(after, a, b deposit.Key) int {
	if x, y := less(after, a), less(after, b); x != y {
		if x {
			return -1
		}
		return 1
	}
	return bytes.Compare(a[:], b[:])
}

// inOrder sorts letters as they lie on the ring behind a key.
func inOrder(after deposit.Key, ls []letter) []letter {
	slices.SortFunc(ls, func(a, b letter) int { return fromKey(after, a.key, b.key) })
	return ls
}
