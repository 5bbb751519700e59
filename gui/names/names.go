// Package names says what push nodes, accounts at providers and peers without a name
// are called.
package names

import (
	"cmp"
	"net"
	"net/netip"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging"
	"restante/offline/storage"
)

// Nodes names push nodes by their hosts. The port is added to an IP address, and
// where several nodes share a host.
func Nodes(nodes []messaging.PushNode) map[peer.ID]string {
	names, shared := make(map[peer.ID]string, len(nodes)), map[string]int{}
	for _, n := range nodes {
		host, _ := endpoint(n.Addr)
		shared[host]++
	}
	for _, n := range nodes {
		names[n.Peer] = Short(n.Peer)
		if host, port := endpoint(n.Addr); host != "" {
			names[n.Peer] = host
			if port != "" && (shared[host] > 1 || isIP(host)) {
				names[n.Peer] = net.JoinHostPort(host, port)
			}
		}
	}
	return names
}

// Accounts names accounts at providers by their titles.
func Accounts(all []storage.Account) map[string]string {
	names := make(map[string]string, len(all))
	for _, a := range all {
		names[a.ID] = widget.Clean(a.Title)
	}
	return names
}

// Account is what the place is called at which a message lies.
func Account(titles map[string]string, id string) string {
	if storage.IsGrant(id) {
		return lang.L("the recipient's own storage")
	}
	return cmp.Or(titles[id], lang.L("an account you left"))
}

func isIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// endpoint is the first host in a multiaddr and the port behind it, "" for what is not there.
func endpoint(addr string) (host, port string) {
	parts := strings.Split(addr, "/")
	for i := 1; i+1 < len(parts); i += 2 {
		switch parts[i] {
		case "dns", "dns4", "dns6", "dnsaddr", "ip4", "ip6":
			host = parts[i+1]
		case "udp", "tcp":
			return host, parts[i+1]
		}
	}
	return host, ""
}

// Short is the beginning and the end of a peer ID.
func Short(id peer.ID) string {
	s := id.String()
	if len(s) < 16 {
		return s
	}
	return s[:10] + "…" + s[len(s)-4:]
}
