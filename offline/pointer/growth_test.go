package pointer

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// counter counts the messages that a host sends, the openings of streams
// included: questions to the DHT, and calls to holders.
type counter struct {
	metrics.Reporter // for what nobody calls
	questions, calls atomic.Int64
}

func (c *counter) LogSentMessage(int64)                             {}
func (c *counter) LogRecvMessage(int64)                             {}
func (c *counter) LogRecvMessageStream(int64, protocol.ID, peer.ID) {}
func (c *counter) LogSentMessageStream(_ int64, p protocol.ID, _ peer.ID) {
	switch p {
	case Protocol:
		c.calls.Add(1)
	case "/restante/kad/1.0.0":
		c.questions.Add(1)
	}
}

// cost is what one operation took.
type cost struct {
	questions, calls int64
	took             time.Duration
	records          int // placed or found
}

// measure returns the cost of f, which returns how many records it has moved.
func (c *counter) measure(f func() int) cost {
	c.questions.Store(0)
	c.calls.Store(0)
	start := time.Now()
	n := f()
	return cost{c.questions.Load(), c.calls.Load(), time.Since(start), n}
}

// station is a host of the DHT that holds pointers.
type station struct {
	*p2p.Host
	*counter
}

// travel leaves a record for somebody new at one station and finds it at another.
// Neither knows the way before.
func travel(t testing.TB, from, to station) (put, find cost) {
	t.Helper()
	s, err := deposit.Owner(identitytest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	sender, reader := NewClient(from.Host, from, quiet), NewClient(to.Host, to, quiet)
	defer sender.Close()
	defer reader.Close()
	rs := []deposit.Record{newLetter(t, s.Mailbox()).Record}
	put = from.measure(func() int {
		placed, err := sender.Put(t.Context(), s.Mailbox(), rs, nil)
		if err != nil {
			t.Fatal(err)
		}
		return len(placed[0].Holders)
	})
	find = to.measure(func() (found int) {
		if err := reader.Find(t.Context(), s, nil, func(Found) { found++ }); err != nil {
			t.Fatal(err)
		}
		return found
	})
	return put, find
}

func newStation(t testing.TB, o p2p.Options) station {
	t.Helper()
	c := new(counter)
	o.DHT = true
	o.Extra = append(o.Extra, libp2p.BandwidthReporter(c))
	h, err := p2p.New(o)
	if err != nil {
		t.Fatal(err)
	}
	holder, err := NewHolder(HolderOptions{Vault: vaulttest.New(t, Schema), Host: h, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(holder.Close(), h.Close()); err != nil {
			t.Error(err)
		}
	})
	return station{h, c}
}

// stations are n of them, each connected to one that was there before.
func stations(t testing.TB, n int, options func() p2p.Options) (all []station) {
	t.Helper()
	for i := range n {
		s := newStation(t, options())
		if i > 0 {
			if err := s.Connect(t.Context(), all[(i-1)/2].Info()); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, s)
	}
	return all
}

// The way through the real DHT, at 50 ms each way.
func TestThroughTheDHT(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 50*time.Millisecond)
		const n = 12
		all := stations(t, n, w.Options)
		<-time.After(time.Minute) // they find their places
		put, find := travel(t, all[n-1], all[n-2])
		t.Logf("put %+v, find %+v", put, find)
		if put.records < n-2 || find.records != 1 {
			t.Errorf("put at %d of %d, found %d", put.records, n, find.records)
		}
	})
}

// BenchmarkGrowth puts and finds through the DHT on loopback; one operation is
// both, by clients that do not know the way.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{10, 30, 100} {
		b.Run(fmt.Sprintf("nodes-%d", n), func(b *testing.B) {
			all := stations(b, n, func() p2p.Options {
				return p2p.Options{Key: identitytest.New(b).Libp2p(), Loopback: true, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Log: quiet}
			})
			for _, s := range all {
				s.settle(b)
			}
			var put, find cost
			for i := 0; b.Loop(); i++ {
				p, f := travel(b, all[i%n], all[(i+n/2)%n])
				put, find = put.plus(p), find.plus(f)
			}
			put.report(b, "put")
			find.report(b, "find")
		})
	}
}

// settle makes a host known to those who are nearest to it.
func (s station) settle(t testing.TB) {
	t.Helper()
	if _, err := s.Closest(t.Context(), []byte(s.ID())); err != nil {
		t.Fatal(err)
	}
}

func (c cost) plus(d cost) cost {
	return cost{c.questions + d.questions, c.calls + d.calls, c.took + d.took, c.records + d.records}
}

func (c cost) report(b *testing.B, what string) {
	n := float64(b.N)
	b.ReportMetric(float64(c.questions)/n, what+"-questions/op")
	b.ReportMetric(float64(c.calls)/n, what+"-calls/op")
	b.ReportMetric(c.took.Seconds()*1000/n, what+"-ms/op")
	b.ReportMetric(float64(c.records)/n, what+"-records/op")
}
