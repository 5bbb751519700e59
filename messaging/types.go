package messaging

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Config is what this node tells about itself.
type Config struct {
	PeerID peer.ID
	Name   string
	Addrs  []string // multiaddrs with /p2p/<peer ID>
}

// ConnectedPeer is one open connection.
type ConnectedPeer struct {
	ID        peer.ID
	Addr      string
	Direction string // "in" or "out"
}

// PushNode is one of the machines that hold this user's mail.
type PushNode struct {
	Peer       peer.ID
	Addr       string // as it was added
	Online     bool
	Registered bool
	Latency    time.Duration // of the last answer
	Held       int64         // bytes it holds for this mailbox
	Quota      int64         // bytes it would hold
	LastError  string
	Since      time.Time
}
