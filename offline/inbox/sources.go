package inbox

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/node/p2p"
	"restante/offline/provider/depot"
)

// How many blocks are fetched from one set of peers at a time, and from how many
// sets. A stranger can name anybody in a pointer: whoever that is must not be
// called thousands of times, nor take all the places.
const (
	perSource  = 16
	maxSources = 256 // sets of peers that are called in one search
)

// sources counts the fetches under way from each set of peers. One that failed
// is not tried again in this search.
type sources map[string]*source

type source struct {
	free  int
	waits []chan bool
	dead  bool
}

// enter waits for a place at a source. ok is false if it could not be reached a moment
// ago. The caller leaves.
func (s *search) enter(name string) (leave func(failed error), ok bool) {
	if !s.place(name) {
		return nil, false
	}
	return func(failed error) { s.leave(name, failed) }, true
}

// place takes a place at a source, or waits for one; false: it is dead.
func (s *search) place(name string) bool {
	s.Lock()
	src := s.sources[name]
	if src == nil && len(s.sources) >= maxSources {
		s.Unlock()
		return false
	}
	if src == nil {
		src = &source{free: perSource, dead: s.shunned(name)}
		s.sources[name] = src
	}
	if src.dead || src.free > 0 {
		src.free--
		s.Unlock()
		return !src.dead
	}
	wait := make(chan bool, 1)
	src.waits = append(src.waits, wait)
	s.Unlock()
	return <-wait
}

// leave hands the place on, or turns all away who wait for a dead source. The next
// search asks a source again that could be reached, and only lacked a block: what it
// replaced meanwhile, for instance. A provider that says so at once is asked for the
// others in this one.
func (s *search) leave(name string, failed error) {
	s.Lock()
	defer s.Unlock()
	src := s.sources[name]
	if failed != nil && !errors.Is(failed, depot.ErrNotFound) {
		src.dead = true
		if errors.Is(failed, p2p.ErrUnreachable) {
			s.shun(name)
		}
		for _, wait := range src.waits {
			wait <- false
		}
		src.waits = nil
		return
	}
	if len(src.waits) > 0 {
		src.waits[0] <- true
		src.waits = src.waits[1:]
		return
	}
	src.free++
}

// shunFor is how long those who could not be reached are left alone by the searches
// that follow.
const shunFor = time.Minute

func (f *finder) shun(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := time.Now()
	maps.DeleteFunc(f.dead, func(_ string, until time.Time) bool { return now.After(until) })
	f.dead[name] = now.Add(shunFor)
}

func (f *finder) shunned(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return time.Now().Before(f.dead[name])
}

// peersOf reads full multiaddrs; what is none is left out.
func peersOf(addrs []string) (all []peer.AddrInfo) {
	for _, a := range addrs {
		m, err := multiaddr.NewMultiaddr(a)
		if err != nil {
			continue
		}
		info, err := peer.AddrInfoFromP2pAddr(m)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(all, func(p peer.AddrInfo) bool { return p.ID == info.ID })
		if i < 0 {
			all = append(all, *info)
		} else {
			all[i].Addrs = append(all[i].Addrs, info.Addrs...)
		}
	}
	return all
}

// nameOf is by addresses and ports, not by peer IDs, of which anybody can invent as
// many as he likes.
func nameOf(ps []peer.AddrInfo) string {
	var hosts []string
	for _, p := range ps {
		for _, a := range p.Addrs {
			hosts = append(hosts, multiaddr.Multiaddr(a[:min(len(a), 2)]).String()) // address and port
		}
		if len(p.Addrs) == 0 {
			hosts = append(hosts, p.ID.String())
		}
	}
	slices.Sort(hosts)
	return strings.Join(slices.Compact(hosts), " ")
}
