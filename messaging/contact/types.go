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
	CardVersion uint64 // 0: no card, so no key to seal for
	PushNodes   int    // that hold this person's mail
	Request     bool   // wrote to us and was not answered yet
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
