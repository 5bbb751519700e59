package webhook

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
)

func badURL(why string) error { return fmt.Errorf("%w: it %s", ErrURL, why) }

// checkURL says what forbids an address, as far as it shows by itself.
func (s *Service) checkURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case len(text) > MaxURL:
		return badURL("is too long")
	case err != nil || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		return badURL("is malformed")
	case u.Scheme != "https" && u.Scheme != "http":
		return badURL("begins with neither https:// nor http://")
	case u.Hostname() == "" || u.Opaque != "":
		return badURL("names no host")
	case u.User != nil:
		return badURL("holds a password")
	case u.Fragment != "":
		return badURL("has a fragment")
	}
	return s.checkHost(u)
}

// checkHost looks at a host that is an address already. Others are looked at when it is
// known what they resolve to.
func (s *Service) checkHost(u *url.URL) error {
	port, err := portOf(u)
	if err != nil {
		return err
	}
	host := u.Hostname()
	if strings.EqualFold(host, "localhost") {
		host = "127.0.0.1"
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return nil
	}
	return s.mayReach(netip.AddrPortFrom(ip, port), u.Scheme == "https")
}

func portOf(u *url.URL) (uint16, error) {
	switch {
	case u.Port() != "":
		n, err := strconv.ParseUint(u.Port(), 10, 16)
		if err != nil || n == 0 {
			return 0, badURL("has no such port")
		}
		return uint16(n), nil
	case u.Scheme == "http":
		return 80, nil
	}
	return 443, nil
}

// mayReach says what forbids a connection.
func (s *Service) mayReach(to netip.AddrPort, secure bool) error {
	ip := to.Addr().Unmap().WithZone("")
	switch {
	case s.isOwn(ip, to.Port()):
		return ErrOwn
	case !secure && !near(ip):
		return ErrFar
	}
	return nil
}

// near reports whether an address is of this computer or its own network.
func near(ip netip.Addr) bool {
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
}

// Avoid keeps hooks from leading to an address at which this program itself answers.
func (s *Service) Avoid(a net.Addr) {
	if tcp, ok := a.(*net.TCPAddr); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.avoid[uint16(tcp.Port)] = true
	}
}

func (s *Service) isOwn(ip netip.Addr, port uint16) bool {
	s.mu.Lock()
	avoided := s.avoid[port]
	s.mu.Unlock()
	return avoided && (ip.IsLoopback() || ip.IsUnspecified() || here(ip))
}

// here reports whether an address is this computer's. If that cannot be told it is.
func here(ip netip.Addr) bool {
	all, err := net.InterfaceAddrs()
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.Equal(ip.AsSlice()) {
			return true
		}
	}
	return err != nil
}

// dial is for connections with or without TLS. What a name resolves to is known here.
func (s *Service) dial(secure bool) func(ctx context.Context, network, addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: Deadline, Control: func(_, addr string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(addr)
		if err != nil {
			return err
		}
		return s.mayReach(to, secure)
	}}
	return d.DialContext
}
