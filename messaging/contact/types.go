package contact

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

var (
	ErrUnknown = errors.New("this person is not known here")
	ErrName    = errors.New("a name has 1 to 64 bytes of UTF-8")
	ErrSelf    = errors.New("this is your own link")
)

// Contact is a person, known by peer ID.
type Contact struct {
	Peer        peer.ID
	Name        string // given here, else the one on the card, else a short peer ID
	Added       time.Time
	LastSeen    time.Time
	Online      bool
	Hidden      bool   // shows nobody whether they are here: neither of the two above is ever set
	CardVersion uint64 // 0: no card, so no key to seal for
	PushNodes   int    // that hold this person's mail
	Request     bool   // wrote to us and was not answered yet
}

// About is what is known of a person beyond the row in a list.
type About struct {
	Contact
	Signed time.Time       // when the card was; zero without one
	Nodes  []peer.AddrInfo // that hold this person's mail, as the card has them
	Addrs  int             // addresses of their own on the card
}

// Invite is what one gives away so that others can write.
type Invite struct {
	Link  string // with the whole card
	Short string // for a QR code, <= 300 bytes
	Peer  peer.ID
	Name  string
}

// Changed says that a person was added, renamed, answered, or came or went.
type Changed struct{ Peer peer.ID }
