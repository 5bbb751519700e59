package fetch

import (
	"net/netip"
	"slices"
	"syscall"
)

// Ranges that look public but lead elsewhere: shared, reserved, for documents and
// benchmarks, or IPv6 that hides an IPv4 address (IANA special-purpose registries).
var special = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

var (
	allocated  = netip.MustParsePrefix("2000::/3")     // all of IPv6 that is in use
	translated = netip.MustParsePrefix("64:ff9b::/96") // IPv4, where a network has only IPv6
)

func prefixes(texts ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, text := range texts {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}

// Public reports whether an address is one of the public internet.
func Public(ip netip.Addr) bool {
	if translated.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	ip = ip.Unmap()
	if ip.Is6() && (ip.Zone() != "" || !allocated.Contains(ip)) {
		return false
	}
	in := func(p netip.Prefix) bool { return p.Contains(ip) }
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(special, in)
}

// onlyPublic is asked before each connection, when the name is resolved.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !Public(at.Addr()) {
		return errAddr("leads to a private network")
	}
	return nil
}
