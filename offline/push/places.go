package push

import (
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	maxFetches     = 16 // under way at a time
	fetchesPerPeer = 1
	fetchesPerNet  = 4
)

// fetches are the large deposits and sites that are being fetched or deleted. No two do
// the same to one root at a time.
type fetches struct {
	mu    sync.Mutex
	all   int
	by    map[string]int // peer or network
	roots map[root]bool
}

// begin reports whether there is a place for the fetch.
func (f *fetches) begin(r root, from peer.ID, network string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.roots[r] || f.all >= maxFetches || f.by[string(from)] >= fetchesPerPeer || f.by[network] >= fetchesPerNet {
		return false
	}
	f.count(from, network, 1)
	f.lock(r)
	return true
}

// hold keeps everybody else from a root, unless somebody is there.
func (f *fetches) hold(r root) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.roots[r] {
		return false
	}
	f.lock(r)
	return true
}

func (f *fetches) let(r root) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.roots, r)
}

func (f *fetches) end(r root, from peer.ID, network string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count(from, network, -1)
	delete(f.roots, r)
}

func (f *fetches) count(from peer.ID, network string, n int) {
	if f.by == nil {
		f.by = make(map[string]int)
	}
	f.all += n
	for _, who := range []string{string(from), network} {
		if f.by[who] += n; f.by[who] == 0 {
			delete(f.by, who)
		}
	}
}

func (f *fetches) lock(r root) {
	if f.roots == nil {
		f.roots = make(map[root]bool)
	}
	f.roots[r] = true
}
