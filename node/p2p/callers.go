package p2p

import (
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

const (
	callsForget  = 10 * time.Minute // after the first call of an address
	callsPeers   = 8                // different peers called at one address until then
	callsCounted = 4096             // addresses
)

// callers bounds how many different peers are called at one address and port.
// Whoever lives there has one name, or two when it was made anew; a stranger that
// invents a thousand peers at the address of somebody else has us knock there as
// often, and everybody else who hears of them. Who is asked for by name is called
// all the same: else inventing peers at their address would shut them out.
type callers struct {
	mu     sync.Mutex
	at     map[string]*called
	wanted map[peer.ID]int // dials under way
}

type called struct {
	since time.Time
	peers []peer.ID
}

func newCallers() *callers {
	return &callers{at: make(map[string]*called), wanted: make(map[peer.ID]int)}
}

// want lets a peer be called until the function that it gives runs.
func (c *callers) want(id peer.ID) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wanted[id]++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.wanted[id]--; c.wanted[id] == 0 {
			delete(c.wanted, id)
		}
	}
}

// admit counts a call.
func (c *callers) admit(id peer.ID, a ma.Multiaddr, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.wanted[id] > 0 {
		return true
	}
	key := string(a[:min(2, len(a))].Bytes())
	l := c.at[key]
	if l == nil || now.Sub(l.since) >= callsForget {
		c.shrink(now)
		l = &called{since: now}
		c.at[key] = l
	}
	if slices.Contains(l.peers, id) {
		return true
	}
	if len(l.peers) >= callsPeers {
		return false
	}
	l.peers = append(l.peers, id)
	return true
}

// shrink forgets the addresses whose time is over, and all of them if that is not
// enough.
func (c *callers) shrink(now time.Time) {
	if len(c.at) < callsCounted {
		return
	}
	for key, l := range c.at {
		if now.Sub(l.since) >= callsForget {
			delete(c.at, key)
		}
	}
	if len(c.at) >= callsCounted {
		clear(c.at)
	}
}
