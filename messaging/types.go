package messaging

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/inbox"
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

// NodesChanged says that a push node was added or removed, or has another health: it
// holds this user's mail from now on, say.
type NodesChanged = inbox.NodesChanged

// Holding is what this computer does for others: it holds their mail while it runs.
type Holding struct {
	On    bool
	Quota int64 // bytes it would hold
	Bytes int64 // bytes it holds, also for a while after it was turned off
	Users int   // who may leave mail here, and have theirs kept
	// Deposits are the messages that lie here.
	Deposits int
	// Link is what others paste to have their mail held here; "" while it is off.
	Link string
}

// Usage is what this program takes on the disk, in bytes.
type Usage struct {
	Folder   string // in which all of it lies
	Database int64  // with its log
	Outbox   int64  // sealed messages that are under way
	Blocks   int64  // files and folders of many blocks
	Held     int64  // mail held for others: a part of Database and Blocks
	Free     int64  // on that disk
}
