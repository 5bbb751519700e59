package p2p

import (
	"fmt"
	"net"

	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// checkPorts refuses a listen address whose port another program has. The TCP
// transport would share it (it sets SO_REUSEPORT, which hole punching needs) and
// the two programs would take each other's connections.
func checkPorts(listen []string) error {
	for _, s := range listen {
		a, err := multiaddr.NewMultiaddr(s)
		if err != nil {
			return fmt.Errorf("%q is no address to listen on: %w", s, err)
		}
		network, host, err := manet.DialArgs(a)
		if err != nil || network[:3] != "tcp" {
			continue // QUIC does not share its port
		}
		l, err := net.Listen(network, host)
		if err != nil {
			return fmt.Errorf("cannot listen on %s: %w", s, err)
		}
		if err := l.Close(); err != nil {
			return err
		}
	}
	return nil
}
