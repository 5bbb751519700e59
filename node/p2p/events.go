package p2p

import "github.com/libp2p/go-libp2p/core/peer"

// PeerConnected: the first connection to a peer, direct or relayed, is open.
type PeerConnected struct{ ID peer.ID }

// PeerDisconnected: the last connection to a peer is closed.
type PeerDisconnected struct{ ID peer.ID }

// DHTJoined: those nearest to us in the DHT know us, and there is somebody to ask.
type DHTJoined struct{}

// NetworkChanged: our own addresses changed, so what failed may work now.
type NetworkChanged struct{}
