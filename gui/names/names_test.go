package names

import (
	"testing"

	"restante/gui/guitest"
	"restante/messaging"
)

func TestNodesCanBeToldApart(t *testing.T) {
	for _, c := range []struct{ addr, want string }{
		{"/dns4/push-oslo.example/udp/4001/quic-v1", "push-oslo.example"},
		{"/dns4/home.example/udp/4001/quic-v1", "home.example:4001"},
		{"/dns4/home.example/tcp/4002", "home.example:4002"},
		{"/ip4/127.0.0.1/udp/4001/quic-v1", "127.0.0.1:4001"},
		{"/ip4/127.0.0.1/udp/4002/quic-v1", "127.0.0.1:4002"},
		{"/ip6/::1/tcp/4001", "[::1]:4001"},
		{"/dnsaddr/push.example", "push.example"},
		{"/memory/7", Short(guitest.ID("/memory/7"))},
	} {
		if got := Nodes(all())[guitest.ID(c.addr)]; got != c.want {
			t.Errorf("%s is called %q, want %q", c.addr, got, c.want)
		}
	}
}

func all() (nodes []messaging.PushNode) {
	for _, a := range []string{
		"/dns4/push-oslo.example/udp/4001/quic-v1", "/dns4/home.example/udp/4001/quic-v1", "/dns4/home.example/tcp/4002",
		"/ip4/127.0.0.1/udp/4001/quic-v1", "/ip4/127.0.0.1/udp/4002/quic-v1", "/ip6/::1/tcp/4001", "/dnsaddr/push.example", "/memory/7",
	} {
		nodes = append(nodes, messaging.PushNode{Peer: guitest.ID(a), Addr: a})
	}
	return nodes
}

// A message lies at an account, at one that is gone by now, or in the place that its
// recipient gave us.
func TestAccount(t *testing.T) {
	titles := map[string]string{"a1": "My bucket"}
	for id, want := range map[string]string{"a1": "My bucket", "a2": "an account you left", "grant/12D3KooW": "the recipient's own storage"} {
		if got := Account(titles, id); got != want {
			t.Errorf("%q is called %q", id, got)
		}
	}
}
