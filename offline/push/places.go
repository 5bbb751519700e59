package push

import "sync"

const (
	maxFetches     = 16 // under way at a time
	fetchesPerPeer = 1
	fetchesPerNet  = 4
)

// fetches are the large deposits that are being fetched or deleted. No two do
// the same to one root at a time.
type fetches struct {
	mu    sync.Mutex
	all   int
	by    map[string]int // peer or network
	roots map[root]bool
}

// begin reports whether there is a place for the fetch.
func (f *fetches) begin(o *offer) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	peer, network := string(o.depositor), o.network
	if f.roots[o.root] || f.all >= maxFetches || f.by[peer] >= fetchesPerPeer || f.by[network] >= fetchesPerNet {
		return false
	}
	f.count(o, 1)
	f.lock(o.root)
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

func (f *fetches) end(o *offer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count(o, -1)
	delete(f.roots, o.root)
}

func (f *fetches) count(o *offer, n int) {
	if f.by == nil {
		f.by = make(map[string]int)
	}
	f.all += n
	for _, who := range []string{string(o.depositor), o.network} {
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
