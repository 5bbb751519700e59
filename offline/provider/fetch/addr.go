package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"restante/offline/provider/depot"
)

// errAddr is what is wrong with an address, without the address.
func errAddr(why string) error { return fmt.Errorf("%w: the address %s", depot.ErrPermanent, why) }

// Parse reads an address strictly: what it returns is written exactly so again.
// With loopback plain http and private addresses are allowed too.
func Parse(addr string, loopback bool) (*url.URL, error) {
	if len(addr) > depot.MaxAddr {
		return nil, errAddr("is too long")
	}
	u, err := url.Parse(addr)
	if err != nil || u.String() != addr || !graphic(addr) {
		return nil, errAddr("is malformed")
	}
	return u, allowed(u, loopback)
}

// graphic reports whether s is of visible ASCII characters.
func graphic(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// allowed says what forbids a URL, be it of an address or of a redirect.
func allowed(u *url.URL, loopback bool) error {
	switch {
	case u.Scheme != "https" && (u.Scheme != "http" || !loopback):
		return errAddr("is not https")
	case u.Hostname() == "" || u.Opaque != "":
		return errAddr("names no host")
	case u.User != nil:
		return errAddr("holds a password")
	case u.Fragment != "":
		return errAddr("has a fragment")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !loopback && !Public(ip) {
		return errAddr("is private")
	}
	return nil
}
