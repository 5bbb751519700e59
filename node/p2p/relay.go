package p2p

import (
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/relay"
	ma "github.com/multiformats/go-multiaddr"
)

// What a push node relays. The stock limits, 128 KiB in 2 minutes and 8 peers
// behind one address, end a conversation in the middle.
const (
	relayData         = 16 << 20 // bytes each way on one connection
	relayTime         = 30 * time.Minute
	relayReservations = 1024
	relayPerAddress   = 64
	relayPerNetwork   = 512 // autonomous system
)

// newRelay relays for others from now on. The stock option would wait until
// strangers have confirmed that the host is reachable, which on a small network
// nobody may ever do; whoever can ask for a reservation has reached us.
func newRelay(h host.Host, loopback bool) (*relay.Relay, error) {
	r := relay.DefaultResources()
	r.Limit = &relay.RelayLimit{Data: relayData, Duration: relayTime}
	r.MaxReservations = relayReservations
	r.MaxReservationsPerIP = relayPerAddress
	r.MaxReservationsPerASN = relayPerNetwork
	opts := []relay.Option{relay.WithResources(r)}
	if loopback {
		opts = append(opts, relay.WithReservationAddressFilter(func(ma.Multiaddr) bool { return true }))
	}
	service, err := relay.New(h, opts...)
	if err != nil {
		return nil, fmt.Errorf("starting the relay: %w", err)
	}
	return service, nil
}
