package p2p

import "github.com/libp2p/go-libp2p/core/peer"

// PeerConnected: the first connection to a peer, direct or relayed, is open.
type PeerConnected struct{ ID peer.ID }

// PeerDisconnected: the last connection to a peer is closed.
type PeerDisconnected struct{ ID peer.ID }

// DHTReached: there is somebody of the DHT to ask, and we make ourselves known there.
type DHTReached struct{}

// NetworkChanged: our own addresses changed, so what failed may work now.
type NetworkChanged struct{}
