package httpapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
)

// ErrNotLoopback says that an address is reachable from other machines.
var ErrNotLoopback = errors.New("the API listens beyond this machine only with --api-public")

// Listen opens HOST:PORT for [Server.Serve]; without public only loopback.
func Listen(ctx context.Context, addr string, public bool) (net.Listener, error) {
	if !public && !loopback(addr) {
		return nil, fmt.Errorf("%s: %w", addr, ErrNotLoopback)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("opening the API: %w", err)
	}
	return l, nil
}

// LoadTLS reads the certificate that the API shows beyond loopback. Callers may
// name the server as the certificate does.
func LoadTLS(certFile, keyFile string) (*tls.Config, error) {
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("loading the API's certificate: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS13}, nil
}

// loopback reports whether HOST:PORT can be reached from this machine only.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && loopbackHost(host)
}

func loopbackHost(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host == "localhost"
	}
	return ip.Unmap().IsLoopback()
}
