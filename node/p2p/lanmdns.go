package p2p

import (
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
)

// newBeacon announces a host by multicast DNS and reports who else does.
func newBeacon(h host.Host, n mdns.Notifee) beacon { return mdns.NewMdnsService(h, lanService, n) }
