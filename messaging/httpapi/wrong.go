package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// How often an address may show a wrong token: a person mistypes, a program guesses.
const (
	wrongTokens = 20
	wrongTime   = time.Minute
	wrongPlaces = 1024 // addresses that are remembered
)

var errWrongOften = &problem{http.StatusTooManyRequests, "too many wrong tokens from this address: wait a minute"}

// wrongs counts wrong tokens by the address they come from, an IPv6 network of 64 bits as
// one. Loopback is not counted: other programs of this computer could shut out its owner,
// and nobody guesses 256 random bits.
type wrongs struct {
	mu  sync.Mutex
	of  map[netip.Addr]int
	end time.Time // when all is forgotten
}

// full tells whether an address is not heard any more, also with the right token: else
// guessing would go on.
func (x *wrongs) full(from netip.Addr) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.forget()
	return x.of[from] >= wrongTokens
}

func (x *wrongs) add(from netip.Addr) {
	if !from.IsValid() || from.IsLoopback() {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.forget()
	if _, known := x.of[from]; known || len(x.of) < wrongPlaces {
		x.of[from]++
	}
}

func (x *wrongs) forget() {
	if now := time.Now(); now.After(x.end) {
		x.of, x.end = map[netip.Addr]int{}, now.Add(wrongTime)
	}
}

// placeOf is the address of a caller, invalid if it has none.
func placeOf(r *http.Request) netip.Addr {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip
	}
	net, _ := ip.Prefix(64) // it has so many
	return net.Addr()
}
