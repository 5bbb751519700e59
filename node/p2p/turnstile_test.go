package p2p

import (
	"testing"
	"time"

	dhtpb "github.com/libp2p/go-libp2p-kad-dht/pb"
)

func TestWhoAsksTooMuchWaits(t *testing.T) {
	s, now := newTurnstile(), time.Now()
	burst := int(requestBurst / requestEvery)
	for i := range burst + 1 {
		if wait := s.delay("flood", requestEvery, now); wait > 0 {
			t.Fatalf("request %d of a burst of %d waits for %v", i, burst, wait)
		}
	}
	if wait := s.delay("flood", requestEvery, now); wait != requestEvery {
		t.Errorf("the first request too many waits for %v", wait)
	}
	if wait := s.delay("other", requestEvery, now); wait > 0 {
		t.Errorf("another peer waits for %v", wait)
	}
	if wait := s.delay("flood", requestEvery, now.Add(requestBurst+time.Second)); wait > 0 {
		t.Errorf("after a pause it waits for %v", wait)
	}
}

func TestLeavingARecordCostsMore(t *testing.T) {
	put, find := dhtpb.NewMessage(dhtpb.Message_PUT_VALUE, nil, 0), dhtpb.NewMessage(dhtpb.Message_FIND_NODE, nil, 0)
	if cost(put) != requestPut*cost(find) {
		t.Errorf("a record costs %v, a question %v", cost(put), cost(find))
	}
}

func TestTurnstileForgetsPeers(t *testing.T) {
	s, now := newTurnstile(), time.Now()
	s.delay("now and then", requestEvery, now.Add(-time.Hour))
	for i := range 3 * requestPeers {
		s.delay(somePeer(i), requestEvery, now)
		if len(s.next) > requestPeers {
			t.Fatalf("%d peers are counted", len(s.next))
		}
	}
}

// The next three ask a host over the wire, as anybody can.

func ask(t *testing.T, from, to *Host, m *dhtpb.Message) (*dhtpb.Message, error) {
	t.Helper()
	return from.routes.dht.MessageSender().SendRequest(t.Context(), to.ID(), m)
}

func withRoutes(o *Options) { o.DHT = true }

func TestLongKeysAreRefused(t *testing.T) {
	a, b := pair(t, withRoutes)
	for _, c := range []struct {
		size int
		ok   bool
	}{{requestKey, true}, {requestKey + 1, false}, {1 << 20, false}} {
		_, err := ask(t, a, b, dhtpb.NewMessage(dhtpb.Message_FIND_NODE, make([]byte, c.size), 0))
		if (err == nil) != c.ok {
			t.Errorf("a key of %d bytes: %v", c.size, err)
		}
	}
}

func TestNoProviders(t *testing.T) {
	a, b := pair(t, withRoutes)
	if _, err := ask(t, a, b, dhtpb.NewMessage(dhtpb.Message_GET_PROVIDERS, []byte("key"), 0)); err == nil {
		t.Error("provider records are served")
	}
}

// A record may come with fields that nobody knows, and be as large as they like.
func TestPaddedRecordIsRefused(t *testing.T) {
	a, b := pair(t, withRoutes, func(o *Options) { o.Validators = anyRecord })
	m := dhtpb.NewMessage(dhtpb.Message_PUT_VALUE, []byte("/test/a"), 0)
	m.Record = paddedRecord("/test/a", "x", 1<<20)
	if _, err := ask(t, a, b, m); err == nil {
		t.Error("a megabyte was stored")
	}
	if n := b.routes.store.count(); n > 0 {
		t.Errorf("%d records are kept", n)
	}
	m.Record = paddedRecord("/test/a", "x", 0)
	if _, err := ask(t, a, b, m); err != nil || b.routes.store.count() != 1 {
		t.Errorf("the record alone: %v", err)
	}
}
