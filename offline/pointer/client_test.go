package pointer

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// openStreams counts a host's streams of the protocol.
func openStreams(h *p2p.Host) (n int) {
	for _, c := range h.Libp2p().Network().Conns() {
		for _, s := range c.GetStreams() {
			if s.Protocol() == Protocol {
				n++
			}
		}
	}
	return n
}

// A thousand records to one mailbox cost one lookup and one stream to each
// holder, at once or one by one.
func TestStreamsAreReused(t *testing.T) {
	var streams atomic.Int64
	alice, bob := newUser(t), newUser(t)
	for range 20 {
		h := counting(t, &streams)
		alice.way.holders = append(alice.way.holders, h.info)
	}
	for i, p := range alice.leave(t, newLetters(t, 990, bob.Mailbox())...) {
		if len(p.Holders) != 20 {
			t.Fatalf("record %d: %d holders, %v", i, len(p.Holders), p.Refusal)
		}
	}
	for range 10 {
		alice.leave(t, newLetter(t, bob.Mailbox()))
	}
	if streams.Load() != 20 || alice.way.lookups != 1 {
		t.Errorf("%d streams and %d lookups, want 20 and 1", streams.Load(), alice.way.lookups)
	}
}

// counting is a holder that takes everything and counts its streams.
func counting(t *testing.T, streams *atomic.Int64) *holder {
	t.Helper()
	return fake(t, func(s *p2p.Stream) error {
		streams.Add(1)
		return answer(s, func(call *pb.PointerCall) *pb.PointerAnswer {
			return outcomesToWire(make([]*Refusal, len(call.GetPut().GetRecords())))
		})
	})
}

// Lines that nobody uses are hung up after a while, by the client.
func TestIdleStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		h := virtualHolder(t, w)
		defer h.Close()
		alice := userOn(t, w.Host(), identitytest.New(t), h.info)
		alice.leave(t, newLetter(t, alice.Mailbox()))
		if n := openStreams(alice.host); n != 1 {
			t.Errorf("%d streams are kept, want 1", n)
		}
		<-time.After(clientIdle + time.Second)
		if n := openStreams(alice.host); n != 0 {
			t.Errorf("%d streams after a rest", n)
		}
		alice.pool.mu.Lock()
		defer alice.pool.mu.Unlock()
		if len(alice.pool.holders) != 0 || alice.pool.resting != 0 {
			t.Errorf("the pool keeps %+v", &alice.pool)
		}
	})
}

// Each holder is asked once, by whichever way it is known, and oneself never.
func TestWhoIsAsked(t *testing.T) {
	near, named, both := newHolder(t, Limits{}), newHolder(t, Limits{}), newHolder(t, Limits{})
	alice, bob := newUser(t, near, both), newUser(t)
	l := newLetter(t, bob.Mailbox())
	also := append(infos(named, both), alice.host.Info())
	placed, err := alice.Put(t.Context(), bob.Mailbox(), []deposit.Record{l.Record}, also)
	if err != nil || len(placed[0].Holders) != 3 {
		t.Fatalf("placed %+v, %v", placed, err)
	}
	other := newUser(t)
	for _, h := range []*holder{near, named, both} { // it has to know where they are
		if err := other.host.Connect(t.Context(), h.info); err != nil {
			t.Fatal(err)
		}
	}
	done, err := other.Cancel(t.Context(), bob.Mailbox(), []Cancellation{l.cancellation()}, placed[0].Holders, infos(both))
	if err != nil || len(done) != 3 {
		t.Errorf("cancelled at %v, %v", done, err)
	}
}

var errLost = errors.New("lost")

// Without a way those named are asked all the same.
func TestWithoutAWay(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t), newUser(t)
	alice.way.err = errLost
	rs := []deposit.Record{newLetter(t, bob.Mailbox()).Record}
	if placed, err := alice.Put(t.Context(), bob.Mailbox(), rs, infos(h)); err != nil || len(placed[0].Holders) != 1 {
		t.Errorf("placed %+v, %v", placed, err)
	}
	if _, err := alice.Put(t.Context(), bob.Mailbox(), rs, nil); !errors.Is(err, ErrNoHolder) || !errors.Is(err, errLost) {
		t.Errorf("error = %v", err)
	}
	none := NewClient(alice.host, nil, quiet)
	defer none.Close()
	if _, err := none.Put(t.Context(), bob.Mailbox(), rs, nil); !errors.Is(err, ErrNoHolder) {
		t.Errorf("error without a router: %v", err)
	}
	gone := p2ptest.Loopback(t, identitytest.New(t))
	info := gone.Info()
	gone.Close()
	if err := none.Find(t.Context(), alice, []peer.AddrInfo{info}, nil); !errors.Is(err, ErrNoHolder) || !errors.Is(err, p2p.ErrUnreachable) {
		t.Errorf("error when all are away: %v", err)
	}
}

// Nothing to do is no reason to call anybody, and what cannot be is said at once.
func TestNothingToAsk(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	if placed, err := alice.Put(t.Context(), bob.Mailbox(), nil, nil); err != nil || len(placed) != 0 {
		t.Errorf("Put() = %v, %v", placed, err)
	}
	if err := alice.Release(t.Context(), alice, nil, nil); err != nil {
		t.Errorf("Release() = %v", err)
	}
	if done, err := alice.Cancel(t.Context(), bob.Mailbox(), nil, nil, nil); err != nil || len(done) != 0 {
		t.Errorf("Cancel() = %v, %v", done, err)
	}
	foreign := []deposit.Record{newLetter(t, alice.Mailbox()).Record}
	if _, err := alice.Put(t.Context(), bob.Mailbox(), foreign, nil); !errors.Is(err, deposit.ErrRecord) {
		t.Errorf("a record of another mailbox: %v", err)
	}
	large := []deposit.Record{{Mailbox: bob.Mailbox(), Body: make([]byte, deposit.MaxBody+1)}}
	if _, err := alice.Put(t.Context(), bob.Mailbox(), large, nil); !errors.Is(err, deposit.ErrTooLarge) {
		t.Errorf("a record that does not encode: %v", err)
	}
	if alice.way.lookups != 0 {
		t.Errorf("%d lookups", alice.way.lookups)
	}
}

// A kept line that died is replaced unseen.
func TestHolderComesBack(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t)
	alice.leave(t, newLetter(t, bob.Mailbox()))
	h.Close()
	again := openHolder(t, h.host, h.vault, Limits{})
	if p := alice.leave(t, newLetter(t, bob.Mailbox())); len(p[0].Holders) != 1 {
		t.Errorf("placed %+v", p)
	}
	if u := again.usage(t); u.Records != 2 {
		t.Errorf("usage = %+v", u)
	}
}

func TestClose(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t)
	alice.leave(t, newLetter(t, bob.Mailbox()))
	if n := openStreams(alice.host); n != 1 {
		t.Errorf("%d streams are kept, want 1", n)
	}
	alice.Client.Close()
	if n := openStreams(alice.host); n != 0 {
		t.Errorf("%d streams are open after Close", n)
	}
	_, err := alice.Put(t.Context(), bob.Mailbox(), []deposit.Record{newLetter(t, bob.Mailbox()).Record}, nil)
	if !errors.Is(err, ErrClosed) {
		t.Errorf("error = %v", err)
	}
}
