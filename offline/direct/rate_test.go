package direct

import (
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

func TestRate(t *testing.T) {
	var r rate
	now := time.Unix(1000, 0)
	for i := range burst {
		if !r.allow("p", now) {
			t.Fatalf("message %d of a burst was not allowed", i)
		}
	}
	if r.allow("p", now) {
		t.Error("more than the burst was allowed")
	}
	if !r.allow("q", now) {
		t.Error("another peer is kept waiting too")
	}
	now = now.Add(time.Second)
	for i := range perSecond {
		if !r.allow("p", now) {
			t.Fatalf("message %d of the next second was not allowed", i)
		}
	}
	if r.allow("p", now) {
		t.Error("more than a second's worth was allowed")
	}
}

func TestRateForgets(t *testing.T) {
	var r rate
	now := time.Unix(1000, 0)
	for i := range 100 * purgeAt {
		now = now.Add(time.Millisecond)
		r.allow(peer.ID(strings.Repeat("x", i%7)+string(rune(i))), now)
	}
	if len(r.buckets) > 2*purgeAt {
		t.Errorf("%d peers are remembered", len(r.buckets))
	}
}

func TestTooManyMessages(t *testing.T) {
	alice, bob := newPair(t)
	bob.rate.buckets = map[peer.ID]*bucket{alice.host.ID(): {left: 0, at: time.Now().Add(time.Hour)}}
	a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("x"))
	if err != nil || a.Outcome != Busy || bob.received() != 0 {
		t.Errorf("over the rate: %v, %v, %d received", a, err, bob.received())
	}
}
