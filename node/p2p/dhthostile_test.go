package p2p_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	pb "github.com/libp2p/go-libp2p-kad-dht/pb"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

// A peer that takes a record and answers with nothing, or never, has not
// confirmed it; nor does it end the program.
func TestPutAnsweredWithNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		hosts := network(t, w, 2)
		empty := func(_ context.Context, s *p2p.Stream) error {
			req := new(pb.Message)
			if err := s.Receive(req); err != nil {
				return err
			}
			return s.Send(&pb.Message{Type: req.Type, Key: req.Key})
		}
		hosts[1].Handle("/restante/kad/1.0.0", p2p.Limits{}, empty)
		if err := hosts[0].PutRecord(t.Context(), "/test/a", []byte("x")); err == nil {
			t.Error("put, though nobody confirmed it")
		}
		if _, err := hosts[0].GetRecord(t.Context(), "/test/b"); err == nil {
			t.Error("found, though nobody has it")
		}
		silent := func(ctx context.Context, s *p2p.Stream) error { <-ctx.Done(); return ctx.Err() }
		hosts[1].Handle("/restante/kad/1.0.0", p2p.Limits{}, silent)
		began := time.Now()
		if err := hosts[0].PutRecord(t.Context(), "/test/a", []byte("xx")); err == nil {
			t.Error("put, though nobody answered")
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("it took %v to say so", took)
		}
	})
}
