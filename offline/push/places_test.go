package push

import (
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

func TestFetchPlaces(t *testing.T) {
	var f fetches
	fetchOf := func(i int, network string) (root, peer.ID, string) {
		return root{digest: [32]byte{byte(i)}}, peer.ID(fmt.Sprint(i)), network
	}
	for i := range fetchesPerNet {
		if !f.begin(fetchOf(i, "a")) {
			t.Errorf("%d of a network found no place", i)
		}
	}
	if f.begin(fetchOf(fetchesPerNet, "a")) {
		t.Error("one network has too many places")
	}
	n := fetchesPerNet
	for f.begin(fetchOf(n, fmt.Sprint(n))) {
		n++
	}
	if n != maxFetches {
		t.Errorf("%d places", n)
	}
	for i := range n {
		f.end(fetchOf(i, map[bool]string{true: "a", false: fmt.Sprint(i)}[i < fetchesPerNet]))
	}
	if f.all != 0 || len(f.by) != 0 || len(f.roots) != 0 {
		t.Errorf("%d places, %v, %v are kept", f.all, f.by, f.roots)
	}
	if d := fetchLimit(deposit.MaxLarge); d > 20*time.Minute || d < fetchLeast {
		t.Errorf("a fetch may take %v", d)
	}
}
