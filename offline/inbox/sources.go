package inbox

import (
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
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

// enter waits for a place at the peers that the addresses name. ok is false if
// they could not be reached a moment ago. The caller leaves.
func (s *search) enter(addrs []string) (from []peer.AddrInfo, leave func(reached bool), ok bool) {
	from = peersOf(addrs)
	name := nameOf(from)
	if !s.place(name) {
		return nil, nil, false
	}
	return from, func(reached bool) { s.leave(name, reached) }, true
}

// place takes a place at a source, or waits for one; false: it is dead.
func (s *search) place(name string) bool {
	s.mu.Lock()
	src := s.sources[name]
	if src == nil && len(s.sources) >= maxSources {
		s.mu.Unlock()
		return false
	}
	if src == nil {
		src = &source{free: perSource}
		s.sources[name] = src
	}
	if src.dead || src.free > 0 {
		src.free--
		s.mu.Unlock()
		return !src.dead
	}
	wait := make(chan bool, 1)
	src.waits = append(src.waits, wait)
	s.mu.Unlock()
	return <-wait
}

// leave hands the place on, or turns all away who wait for a dead source.
func (s *search) leave(name string, reached bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	src := s.sources[name]
	if !reached {
		src.dead = true
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

func nameOf(ps []peer.AddrInfo) (name string) {
	var ids []string
	for _, p := range ps {
		ids = append(ids, string(p.ID))
	}
	slices.Sort(ids)
	for _, id := range ids {
		name += id
	}
	return name
}
