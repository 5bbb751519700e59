package p2p_test

import (
	"slices"
	"testing"
	"time"

	record "github.com/libp2p/go-libp2p-record"

	"restante/node/event"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

// latency of the links, one way.
const latency = 20 * time.Millisecond

// longest accepts everything but "bad", and of two records prefers the longer one.
type longest struct{}

func (longest) Validate(_ string, value []byte) error {
	if string(value) == "bad" {
		return record.ErrInvalidRecordType
	}
	return nil
}

func (longest) Select(_ string, values [][]byte) (best int, _ error) {
	for i, v := range values {
		if len(v) > len(values[best]) {
			best = i
		}
	}
	return best, nil
}

// dhtOptions are those of a host of the world that takes part in the DHT.
func dhtOptions(w *p2ptest.World, edit ...func(*p2p.Options)) p2p.Options {
	o := w.Options()
	o.DHT = true
	o.Validators = map[string]record.Validator{"test": longest{}}
	for _, f := range edit {
		f(&o)
	}
	return o
}

func start(t *testing.T, o p2p.Options) *p2p.Host {
	t.Helper()
	h, err := p2p.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// network are n hosts, each connected to one that was there before, after they
// have found their places.
func network(t *testing.T, w *p2ptest.World, n int) []*p2p.Host {
	t.Helper()
	var hosts []*p2p.Host
	for i := range n {
		h := start(t, dhtOptions(w))
		if i > 0 {
			w.Connect(h, hosts[(i-1)/2])
		}
		hosts = append(hosts, h)
	}
	<-time.After(20 * time.Second)
	return hosts
}

// within waits until all of these events have come, for at most d of virtual time.
func within(t *testing.T, sub *event.Subscription, d time.Duration, want ...any) {
	t.Helper()
	began, end := time.Now(), time.After(d)
	for len(want) > 0 {
		select {
		case <-end:
			t.Fatalf("%#v did not come within %v", want, d)
		case <-sub.Ready:
		}
		events, _ := sub.Take()
		want = slices.DeleteFunc(want, func(e any) bool { return slices.Contains(events, e) })
	}
	t.Logf("%v of virtual time", time.Since(began))
}
